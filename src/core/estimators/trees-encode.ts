import { fromBase64, toBase64 } from '../math/base64.ts';
import { ModelUnreadable, parseModel } from './boosting-encode.ts';
import type { FittedModel } from './estimator.ts';
import type { SeenRows, TreesState } from './trees-state.ts';

type ArrayName = 'feature' | 'threshold' | 'left' | 'right' | 'missingLeft' | 'set' | 'sets' | 'values' | 'roots';

const arrayNames: readonly ArrayName[] = [
  'roots',
  'feature',
  'threshold',
  'left',
  'right',
  'missingLeft',
  'set',
  'sets',
  'values',
];

/**
 * What forest.json holds: a decision tree, forest or extra trees. Arrays are as in TreesState, each the base64 text of
 * its little-endian bytes (int32, uint32, float32, float64; missingLeft: bytes); a leaf is ~leaf = -1 - leaf.
 */
export interface EncodedForest extends Readonly<Record<ArrayName, string>> {
  readonly format: 'atelier-forest';
  readonly formatVersion: 1;
  readonly learner: 'tree' | 'forest' | 'extra-trees';
  readonly task: FittedModel['task'];
  readonly classes: readonly string[];
  readonly nFeatures: number;
  readonly iterations: number;
  readonly outputClasses: readonly number[];
  readonly width: number;
  readonly levelBins: Readonly<Record<string, string>>;
  readonly seen: Readonly<Record<keyof SeenRows, string>> | null;
}

type Bytes = ArrayLike<number> & {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
};

const bytesOf = ({ buffer, byteOffset, byteLength }: Bytes) => new Uint8Array(buffer, byteOffset, byteLength);

function encoded(model: FittedModel<TreesState>, encode: (array: Bytes) => string): EncodedForest {
  const { state, learner } = model;
  const { seen } = state;
  return {
    format: 'atelier-forest',
    formatVersion: 1,
    learner: learner as EncodedForest['learner'],
    task: model.task,
    classes: model.classes,
    nFeatures: model.nFeatures,
    iterations: model.iterations,
    outputClasses: state.outputClasses,
    width: state.width,
    ...(Object.fromEntries(arrayNames.map((name) => [name, encode(state[name])])) as Record<ArrayName, string>),
    levelBins: Object.fromEntries(Object.entries(state.levelBins).map(([feature, bins]) => [feature, encode(bins)])),
    seen: seen && {
      splitRows: encode(seen.splitRows),
      leafRows: encode(seen.leafRows),
      splitValues: encode(seen.splitValues),
    },
  };
}

/** The model as the JSON of EncodedForest. Decoded, it predicts the same bits. */
export function encodeForest(model: FittedModel<TreesState>): string {
  return JSON.stringify(encoded(model, (array) => toBase64(bytesOf(array))));
}

/** The length of what `encodeForest` writes, without writing the arrays. */
export function sizeOfTrees(model: FittedModel<TreesState>): number {
  let inArrays = 0;
  const rest = encoded(model, ({ byteLength }) => {
    inArrays += 4 * Math.ceil(byteLength / 3);
    return '';
  });
  return inArrays + JSON.stringify(rest).length;
}

/** The model that `encodeForest` encoded; throws ModelUnreadable. */
export function decodeForest(json: string): FittedModel<TreesState> {
  const text = parseModel<EncodedForest>(json, 'atelier-forest');
  const { learner, task, classes, nFeatures, iterations, outputClasses, width } = text;
  /** The buffer of an array whose elements are of `size` bytes. */
  const bufferOf = (given: string, size: number) => {
    const bytes = typeof given === 'string' ? fromBase64(given) : null;
    if (!bytes || bytes.length % size !== 0)
      throw new ModelUnreadable('an array of the forest is cut off or no base64');
    return bytes.buffer;
  };
  const integers = (given: string) => new Int32Array(bufferOf(given, 4));
  const numbers = (given: string) => new Float64Array(bufferOf(given, 8));
  const bytes = (given: string) => new Uint8Array(bufferOf(given, 1));
  const state: TreesState = {
    outputClasses,
    width,
    roots: integers(text.roots),
    feature: integers(text.feature),
    threshold: new Float32Array(bufferOf(text.threshold, 4)),
    left: integers(text.left),
    right: integers(text.right),
    missingLeft: bytes(text.missingLeft),
    set: integers(text.set),
    sets: new Uint32Array(bufferOf(text.sets, 4)),
    values: numbers(text.values),
    levelBins: Object.fromEntries(Object.entries(text.levelBins).map(([feature, bins]) => [feature, bytes(bins)])),
    seen: text.seen && {
      splitRows: numbers(text.seen.splitRows),
      leafRows: numbers(text.seen.leafRows),
      splitValues: numbers(text.seen.splitValues),
    },
  };
  return { learner, task, classes, nFeatures, iterations, state };
}
