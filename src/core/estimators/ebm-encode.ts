import { parseModel } from './boosting-encode.ts';
import { type EbmPair, type EbmShape, type EbmState } from './ebm-predict.ts';
import type { FittedModel } from './estimator.ts';

interface EncodedShape {
  readonly feature: number;
  readonly nBins: number;
  readonly hasMissing: boolean;
  /** An infinite threshold, which float32 rounding may leave, is null. */
  readonly thresholds: readonly (number | null)[] | null;
  readonly levelBins: readonly number[] | null;
  readonly scores: readonly number[];
  readonly weights: readonly number[];
  readonly low: number;
  readonly high: number;
}

interface EncodedPair {
  readonly first: number;
  readonly second: number;
  readonly firstPieces: readonly number[];
  readonly secondPieces: readonly number[];
  readonly nFirst: number;
  readonly nSecond: number;
  readonly grid: readonly number[];
  readonly weights: readonly number[];
}

/** What ebm.json holds; arrays as in EbmState, numbers in shortest round-trip form. */
export interface EncodedEbm {
  readonly format: 'atelier-ebm';
  readonly formatVersion: 1;
  readonly task: FittedModel['task'];
  readonly classes: readonly string[];
  readonly nFeatures: number;
  readonly iterations: number;
  readonly intercepts: readonly number[];
  readonly outputClasses: readonly number[];
  readonly shapes: readonly EncodedShape[];
  readonly pairs: readonly EncodedPair[];
}

/**
 * The model as the JSON of EncodedEbm. To predict from it: score k begins at intercepts[k]; each shape adds
 * scores[k * (nBins + 1) + bin], where the bin of a number is the count of thresholds below it, that of a level code
 * levelBins[code], and that of NaN and of levels at 255 or unknown is nBins; each pair adds grid[(k * nFirst + a) * nSecond + b], where a and b are
 * the pieces of both bins, or nothing where one is 255. Scores become probabilities as in trees.json. Decoded, it predicts the same bits.
 */
export function encodeEbm({ task, classes, nFeatures, iterations, state }: FittedModel<EbmState>): string {
  const encoded: EncodedEbm = {
    format: 'atelier-ebm',
    formatVersion: 1,
    task,
    classes,
    nFeatures,
    iterations,
    intercepts: Array.from(state.intercepts),
    outputClasses: state.outputClasses,
    shapes: state.shapes.map((shape) => ({
      feature: shape.feature,
      nBins: shape.nBins,
      hasMissing: shape.hasMissing,
      thresholds: shape.thresholds && Array.from(shape.thresholds, (cut) => (Number.isFinite(cut) ? cut : null)),
      levelBins: shape.levelBins && Array.from(shape.levelBins),
      scores: Array.from(shape.scores),
      weights: Array.from(shape.weights),
      low: shape.low,
      high: shape.high,
    })),
    pairs: state.pairs.map((pair) => ({
      first: pair.first,
      second: pair.second,
      firstPieces: Array.from(pair.firstPieces),
      secondPieces: Array.from(pair.secondPieces),
      nFirst: pair.nFirst,
      nSecond: pair.nSecond,
      grid: Array.from(pair.grid),
      weights: Array.from(pair.weights),
    })),
  };
  return JSON.stringify(encoded);
}

/** The model that `encodeEbm` encoded; throws ModelUnreadable. */
export function decodeEbm(json: string): FittedModel<EbmState> {
  const encoded = parseModel<EncodedEbm>(json, 'atelier-ebm');
  const { task, classes, nFeatures, iterations, outputClasses } = encoded;
  const shapes = encoded.shapes.map((shape): EbmShape => ({
    feature: shape.feature,
    nBins: shape.nBins,
    hasMissing: shape.hasMissing,
    thresholds: shape.thresholds && Float32Array.from(shape.thresholds, (cut) => cut ?? -Infinity),
    levelBins: shape.levelBins && Uint8Array.from(shape.levelBins),
    scores: Float64Array.from(shape.scores),
    weights: Float64Array.from(shape.weights),
    low: shape.low,
    high: shape.high,
  }));
  const pairs = encoded.pairs.map((pair): EbmPair => ({
    first: pair.first,
    second: pair.second,
    firstPieces: Uint8Array.from(pair.firstPieces),
    secondPieces: Uint8Array.from(pair.secondPieces),
    nFirst: pair.nFirst,
    nSecond: pair.nSecond,
    grid: Float64Array.from(pair.grid),
    weights: Float64Array.from(pair.weights),
  }));
  const state = { intercepts: Float64Array.from(encoded.intercepts), outputClasses, shapes, pairs };
  return { learner: 'ebm', task, classes, nFeatures, iterations, state };
}
