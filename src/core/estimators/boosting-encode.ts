import type { Forest } from './boosting-forest.ts';
import type { BoostingState } from './boosting-predict.ts';
import type { FittedModel } from './estimator.ts';

/** Thrown where a text is no encoded model, or one of another format. */
export class ModelUnreadable extends Error {
  readonly code = 'ModelUnreadable';
  constructor(reason: string) {
    super(`ModelUnreadable: ${reason}; export the model again`);
    this.name = 'ModelUnreadable';
  }
}

/** What trees.json holds. Node arrays are as in Forest, numbers in shortest round-trip form. */
export interface EncodedTrees {
  readonly format: 'atelier-trees';
  readonly formatVersion: 1;
  readonly task: FittedModel['task'];
  readonly classes: readonly string[];
  readonly nFeatures: number;
  readonly iterations: number;
  readonly baseScores: readonly number[];
  readonly outputClasses: readonly number[];
  readonly roots: readonly number[];
  readonly feature: readonly number[];
  /** null at category nodes, and where every number goes left (and NaN alone may go right). */
  readonly threshold: readonly (number | null)[];
  readonly left: readonly number[];
  readonly missingLeft: readonly number[];
  readonly set: readonly number[];
  readonly sets: readonly number[];
  readonly value: readonly number[];
  readonly levelBins: Readonly<Record<string, readonly number[]>>;
  /** Absent where a number is its score. */
  readonly link?: 'log';
}

/**
 * The model as the JSON of EncodedTrees. To predict from it: score k begins at baseScores[k]; tree t, from node roots[t],
 * adds its leaf's value to score t % baseScores.length. At a node with feature f >= 0, a row goes to `left`, or to left + 1:
 * at set < 0 left where x <= threshold (null: any number), at set >= 0 left where bit levelBins[f][x] of the set is 1 (8
 * words of 32 bits a set); where x is NaN, no code of levelBins[f], or its bin is 255, left where missingLeft is 1. A number
 * is its score, or e to the power of it where link is "log". Two
 * classes: the sigmoid of the score is the probability of outputClasses[1]; more: the softmax, in order of outputClasses;
 * no score: outputClasses[0] is certain. Other classes have probability 0. Decoded, it predicts the same bits.
 */
export function encodeTrees(model: FittedModel<BoostingState>): string {
  const { baseScores, outputClasses, forest, link } = model.state;
  const encoded: EncodedTrees = {
    format: 'atelier-trees',
    formatVersion: 1,
    task: model.task,
    classes: model.classes,
    nFeatures: model.nFeatures,
    iterations: model.iterations,
    baseScores: Array.from(baseScores),
    outputClasses,
    roots: Array.from(forest.roots),
    feature: Array.from(forest.feature),
    threshold: Array.from(forest.threshold, (cut) => (Number.isFinite(cut) ? cut : null)),
    left: Array.from(forest.left),
    missingLeft: Array.from(forest.missingLeft),
    set: Array.from(forest.set),
    sets: Array.from(forest.sets),
    value: Array.from(forest.value),
    levelBins: Object.fromEntries(
      Object.entries(forest.levelBins).map(([feature, bins]) => [feature, Array.from(bins)]),
    ),
    ...(link ? { link } : {}),
  };
  return JSON.stringify(encoded);
}

/** The model that `encodeTrees` encoded; throws ModelUnreadable. */
export function decodeTrees(json: string): FittedModel<BoostingState> {
  const encoded = parseModel<EncodedTrees>(json, 'atelier-trees');
  const { set } = encoded;
  const forest: Forest = {
    roots: Int32Array.from(encoded.roots),
    feature: Int32Array.from(encoded.feature),
    threshold: Float32Array.from(encoded.threshold, (cut, i) => cut ?? (set[i] >= 0 ? NaN : Infinity)),
    left: Int32Array.from(encoded.left),
    missingLeft: Uint8Array.from(encoded.missingLeft),
    set: Int32Array.from(set),
    sets: Uint32Array.from(encoded.sets),
    value: Float64Array.from(encoded.value),
    levelBins: Object.fromEntries(
      Object.entries(encoded.levelBins).map(([feature, bins]) => [feature, Uint8Array.from(bins)]),
    ),
  };
  const { task, classes, nFeatures, iterations, outputClasses, link } = encoded;
  const baseScores = Float64Array.from(encoded.baseScores);
  const state = { baseScores, outputClasses, forest, ...(link ? { link } : {}) };
  return { learner: 'boosting', task, classes, nFeatures, iterations, state };
}

/** The JSON object in `json`, which must bear this format's name and version 1; throws ModelUnreadable. */
export function parseModel<Encoded extends { readonly format: string; readonly formatVersion: number }>(
  json: string,
  format: Encoded['format'],
): Encoded {
  let parsed: Encoded | null;
  try {
    parsed = JSON.parse(json) as Encoded | null;
  } catch {
    throw new ModelUnreadable(`the text is no JSON, where a model of format "${format}" was expected`);
  }
  if (parsed?.format !== format)
    throw new ModelUnreadable(`the format is "${parsed?.format}", where "${format}" was expected`);
  if (parsed.formatVersion !== 1)
    throw new ModelUnreadable(`the format's version is ${parsed.formatVersion}, where 1 was expected`);
  return parsed;
}
