import { parseModel } from './boosting-encode.ts';
import type { FittedModel } from './estimator.ts';
import type { KnnState } from './knn-predict.ts';

/** What knn.json holds: the training rows, with what KnnState says of them. */
export interface EncodedKnn {
  readonly format: 'atelier-knn';
  readonly formatVersion: 1;
  readonly task: FittedModel['task'];
  readonly classes: readonly string[];
  readonly nFeatures: number;
  readonly iterations: number;
  readonly k: number;
  readonly weighting: KnnState['weighting'];
  readonly metric: KnnState['metric'];
  readonly prior: number;
  readonly nRows: number;
  /** To nine digits, which tell every float32 from the next. */
  readonly values: readonly number[];
  readonly targets: readonly number[];
  readonly weights: readonly number[] | null;
  readonly shares: readonly number[];
  readonly splitFeature: readonly number[];
  readonly splitValue: readonly number[];
}

/** The model as the JSON of EncodedKnn; it carries the training rows. Decoded, it predicts the same bits. */
export function encodeKnn({ task, classes, nFeatures, iterations, state }: FittedModel<KnnState>): string {
  const { k, weighting, metric, prior, nRows, weights, tree } = state;
  const short = (values: Float32Array) => Array.from(values, (value) => Number(value.toPrecision(9)));
  const encoded: EncodedKnn = {
    format: 'atelier-knn',
    formatVersion: 1,
    task,
    classes,
    nFeatures,
    iterations,
    k,
    weighting,
    metric,
    prior,
    nRows,
    values: short(state.values),
    targets: Array.from(state.targets),
    weights: weights && Array.from(weights),
    shares: Array.from(state.shares),
    splitFeature: Array.from(tree.splitFeature),
    splitValue: short(tree.splitValue),
  };
  return JSON.stringify(encoded);
}

/** The model that `encodeKnn` encoded; throws ModelUnreadable. */
export function decodeKnn(json: string): FittedModel<KnnState> {
  const encoded = parseModel<EncodedKnn>(json, 'atelier-knn');
  const { task, classes, nFeatures, iterations, k, weighting, metric, prior, nRows } = encoded;
  const state: KnnState = {
    k,
    weighting,
    metric,
    prior,
    nRows,
    values: Float32Array.from(encoded.values),
    targets: Float64Array.from(encoded.targets),
    weights: encoded.weights && Float64Array.from(encoded.weights),
    shares: Float64Array.from(encoded.shares),
    tree: {
      splitFeature: Int32Array.from(encoded.splitFeature),
      splitValue: Float32Array.from(encoded.splitValue),
    },
  };
  return { learner: 'knn', task, classes, nFeatures, iterations, state };
}
