import type { FeatureInfo } from '../matrix/matrix.ts';
import { unseenLevel } from './boosting-bins.ts';
import { noPiece, type EbmPair, type EbmShape, type EbmState } from './ebm-predict.ts';
import type { FittedModel } from './estimator.ts';
import type { ModelPicture, PicturedPair, PicturedShape } from './model-picture.ts';

/** Names of levels that a piece of a pair is called by, at most. */
const namedLevels = 3;

/**
 * What an explainable boosting machine learned, as shapes and pairs to be drawn, most important first. Levels that share a bin are
 * one entry, named for how many they are; edges of numbers run from the least to the greatest training value.
 */
export function shapesOf(features: readonly FeatureInfo[], model: FittedModel<EbmState>): ModelPicture {
  const { intercepts, outputClasses, shapes, pairs } = model.state;
  const K = intercepts.length;
  const classes = K === 1 ? outputClasses.slice(1) : outputClasses;
  const byImportance = (a: { importance: number }, b: { importance: number }) => b.importance - a.importance;
  return {
    kind: 'shapes',
    outputs: K === 0 ? [] : model.task === 'regression' ? [''] : classes.map((c) => model.classes[c]),
    base: Array.from(intercepts),
    shapes: shapes.map((shape) => picturedShape(features[shape.feature], shape, K)).sort(byImportance),
    pairs: pairs.map((pair) => picturedPair(features, shapes, pair, K)).sort(byImportance),
  };
}

/** Weighted mean of |score| over cells and outputs. */
function importanceOf(scores: Float64Array, weights: Float64Array, K: number): number {
  let sum = 0;
  let total = 0;
  for (let cell = 0; cell < weights.length; cell++) {
    for (let k = 0; k < K; k++) sum += weights[cell] * Math.abs(scores[k * weights.length + cell]);
    total += K * weights[cell];
  }
  return total > 0 ? sum / total : 0;
}

function picturedShape(feature: FeatureInfo, shape: EbmShape, K: number): PicturedShape {
  const { nBins, scores, weights, hasMissing, thresholds } = shape;
  const outputs = Array.from({ length: K }, (_, k) => k);
  const shown = Array.from({ length: nBins }, (_, bin) => bin);
  return {
    feature: feature.name,
    importance: importanceOf(scores, weights, K),
    curve: thresholds
      ? { kind: 'numeric', x: edgesOf(shape, thresholds) }
      : { kind: 'levels', levels: levelNames(feature, shape) },
    y: outputs.map((k) => shown.map((bin) => scores[k * (nBins + 1) + bin])),
    missing: hasMissing ? outputs.map((k) => scores[k * (nBins + 1) + nBins]) : null,
    rows: shown.map((bin) => weights[bin]),
  };
}

/** nBins + 1 ascending edges: the thresholds between the least and the greatest value, moved out where they do not lie between. */
function edgesOf({ low, high }: EbmShape, thresholds: Float32Array): number[] {
  const inner = Array.from(thresholds);
  const [first, last] = inner.length > 0 ? [inner[0], inner[inner.length - 1]] : [high, low];
  const beyond = (edge: number) => Math.max(1e-6, 1e-6 * Math.abs(edge));
  return [low < first ? low : first - beyond(first), ...inner, high > last ? high : last + beyond(last)];
}

/** The name of each bin's level; levels that share the last bin are counted. */
function levelNames({ levels }: FeatureInfo, { levelBins, nBins }: EbmShape): string[] {
  const names: string[][] = Array.from({ length: nBins }, () => []);
  levelBins?.forEach((bin, code) => {
    if (bin !== unseenLevel) names[bin].push(levels?.[code] ?? String(code));
  });
  return names.map((own) => (own.length === 1 ? own[0] : `${own.length} other levels`));
}

function picturedPair(
  features: readonly FeatureInfo[],
  shapes: readonly EbmShape[],
  pair: EbmPair,
  K: number,
): PicturedPair {
  const { nFirst, nSecond, grid, weights } = pair;
  const [first, second] = [shapes[pair.first], shapes[pair.second]];
  const rowOf = (k: number, a: number) => {
    const from = (k * nFirst + a) * nSecond;
    return Array.from(grid.subarray(from, from + nSecond));
  };
  return {
    first: features[first.feature].name,
    second: features[second.feature].name,
    importance: importanceOf(grid, weights, K),
    firstPieces: pieceNames(features[first.feature], first, pair.firstPieces, nFirst),
    secondPieces: pieceNames(features[second.feature], second, pair.secondPieces, nSecond),
    grid: Array.from({ length: K }, (_, k) => Array.from({ length: nFirst }, (__, a) => rowOf(k, a))),
  };
}

function pieceNames(feature: FeatureInfo, shape: EbmShape, pieces: Uint8Array, nPieces: number): string[] {
  const { nBins, thresholds } = shape;
  const bins: number[][] = Array.from({ length: nPieces }, () => []);
  for (let bin = 0; bin < nBins; bin++) bins[pieces[bin]].push(bin);
  const levels = thresholds ? [] : levelNames(feature, shape);
  return bins.map((own, piece) => {
    if (pieces[nBins] !== noPiece && pieces[nBins] === piece) return 'missing';
    if (!thresholds) {
      const named = own.slice(0, namedLevels).map((bin) => levels[bin]);
      return own.length > namedLevels ? `${named.join(', ')} and ${own.length - namedLevels} more` : named.join(', ');
    }
    const [from, to] = [own[0], own[own.length - 1]];
    if (from === 0 && to === thresholds.length) return 'all';
    if (from === 0) return `≤ ${short(thresholds[to])}`;
    return to === thresholds.length
      ? `> ${short(thresholds[from - 1])}`
      : `${short(thresholds[from - 1])} to ${short(thresholds[to])}`;
  });
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
