import type { DesignMatrix } from '../matrix/matrix.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { requireFeatureCount, requireFiniteX } from './checks.ts';
import type { FittedModel } from './estimator.ts';
import type { KnnParams } from './knn-params.ts';
import { createKnnSearch, type Neighbours } from './knn-search.ts';
import type { KnnTree } from './knn-tree.ts';

/** What nearest neighbours keep: the training rows themselves, those of weight 0 left out. */
export interface KnnState extends KnnParams {
  readonly nRows: number;
  /** Row-major nRows × nFeatures, in the order of `tree`. */
  readonly values: Float32Array;
  /** Class codes or numbers of the rows. */
  readonly targets: Float64Array;
  /** Sample weights of the rows; null where all are 1. */
  readonly weights: Float64Array | null;
  /** Share of each class by weight; empty for regression. */
  readonly shares: Float64Array;
  readonly tree: KnnTree;
}

/**
 * The neighbours' shares of the classes with `prior` rows of all rows' shares mixed in, or the mean of their numbers, for
 * each row of X. Rows at the last distance share what is missing to k by weight, so that no order of rows matters. With
 * distances for weights, rows at distance 0, where there are any, decide alone. Throws FeatureCountMismatch and NonFiniteInput.
 */
export function predictKnn(model: FittedModel<KnnState>, X: DesignMatrix): Predictions {
  requireFeatureCount(model, X);
  requireFiniteX(X);
  const { state, nFeatures: p } = model;
  const nClasses = model.classes.length;
  const find = createKnnSearch(
    state.values,
    state.weights,
    state.tree,
    { nRows: state.nRows, p },
    state.k,
    state.metric,
  );
  if (model.task === 'regression') {
    const values = new Float64Array(X.nRows);
    for (let row = 0; row < X.nRows; row++) {
      const near = find(X.values, row * p);
      let sum = 0;
      const total = addVotes(near, state, (neighbour, vote) => (sum += vote * state.targets[neighbour]));
      values[row] = sum / total;
    }
    return { kind: 'number', values };
  }
  const probabilities = new Float64Array(X.nRows * nClasses);
  const { targets, shares, prior } = state;
  for (let row = 0; row < X.nRows; row++) {
    const near = find(X.values, row * p);
    const at = row * nClasses;
    const total = addVotes(near, state, (neighbour, vote) => (probabilities[at + targets[neighbour]] += vote));
    const asked = weightOf(near, state.weights);
    for (let c = 0; c < nClasses; c++) {
      probabilities[at + c] = ((probabilities[at + c] / total) * asked + prior * shares[c]) / (asked + prior);
    }
  }
  return { kind: 'classes', classes: model.classes, probabilities };
}

/** Calls `add` with each neighbour and its vote; returns the sum of votes. */
function addVotes(near: Neighbours, state: KnnState, add: (row: number, vote: number) => void): number {
  const { count, rows, distances, lastStart, lastWeight, lastNeeded } = near;
  const { weights, weighting, metric } = state;
  const exact = weighting === 'distance' && distances[0] === 0;
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (exact && distances[i] > 0) break;
    const share = i < lastStart ? 1 : lastNeeded / lastWeight;
    const far = metric === 'euclidean' ? Math.sqrt(distances[i]) : distances[i];
    const vote = ((weights ? weights[rows[i]] : 1) * share) / (weighting === 'distance' && !exact ? far : 1);
    add(rows[i], vote);
    total += vote;
  }
  return total;
}

/** The weight of the neighbours that were asked: k, or that of all rows where it is less. */
function weightOf({ count, rows, lastStart, lastNeeded }: Neighbours, weights: Float64Array | null): number {
  let sum = lastNeeded;
  for (let i = 0; i < Math.min(lastStart, count); i++) sum += weights ? weights[rows[i]] : 1;
  return sum;
}
