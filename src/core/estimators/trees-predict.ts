import type { DesignMatrix } from '../matrix/matrix.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { requireFeatureCount } from './checks.ts';
import type { FittedModel } from './estimator.ts';
import type { TreesState } from './trees-state.ts';

/** Rows that go down one tree together, so that their features and the tree both stay in cache. */
const blockRows = 256;

/**
 * The mean over the trees of a decision tree, forest or extra trees: of class shares, or of numbers, as scikit-learn's.
 * Takes any X: NaN is missing, infinities lie beyond every threshold. Each row on its own. Throws FeatureCountMismatch.
 */
export function predictTrees(model: FittedModel<TreesState>, X: DesignMatrix): Predictions {
  requireFeatureCount(model, X);
  const { state } = model;
  const { width, outputClasses } = state;
  const nTrees = state.roots.length;
  const sums = new Float64Array(X.nRows * width);
  for (let start = 0; start < X.nRows; start += blockRows) {
    const end = Math.min(X.nRows, start + blockRows);
    for (let t = 0; t < nTrees; t++) addTree(state, state.roots[t], X, start, end, sums);
  }
  for (let i = 0; i < sums.length; i++) sums[i] /= nTrees;
  if (model.task === 'regression') return { kind: 'number', values: sums };
  const nClasses = model.classes.length;
  const probabilities = new Float64Array(X.nRows * nClasses);
  for (let row = 0; row < X.nRows; row++) {
    const at = row * nClasses;
    if (outputClasses.length === 1) probabilities[at + outputClasses[0]] = 1;
    else if (width === 1) {
      probabilities[at + outputClasses[0]] = 1 - sums[row];
      probabilities[at + outputClasses[1]] = sums[row];
    } else for (let k = 0; k < width; k++) probabilities[at + outputClasses[k]] = sums[row * width + k];
  }
  return { kind: 'classes', classes: model.classes, probabilities };
}

function addTree(
  state: TreesState,
  root: number,
  X: DesignMatrix,
  start: number,
  end: number,
  sums: Float64Array,
): void {
  const { feature, threshold, left, right, missingLeft, values, width } = state;
  const p = X.features.length;
  for (let row = start; row < end; row++) {
    const base = row * p;
    let node = root;
    while (node >= 0) {
      const x = X.values[base + feature[node]];
      const cut = threshold[node];
      let goesLeft: boolean;
      if (x <= cut) goesLeft = true;
      else if (x > cut) goesLeft = false;
      else if (cut === cut) goesLeft = missingLeft[node] === 1;
      else goesLeft = levelGoesLeft(state, node, x);
      node = goesLeft ? left[node] : right[node];
    }
    const leaf = ~node * width;
    if (width === 1) sums[row] += values[leaf];
    else for (let k = 0; k < width; k++) sums[row * width + k] += values[leaf + k];
  }
}

function levelGoesLeft(state: TreesState, node: number, x: number): boolean {
  const bins = state.levelBins[state.feature[node]];
  const bin = x >= 0 && x < bins.length ? bins[Math.trunc(x)] : 255;
  if (bin === 255) return state.missingLeft[node] === 1;
  return ((state.sets[state.set[node] + (bin >> 5)] >>> (bin & 31)) & 1) === 1;
}
