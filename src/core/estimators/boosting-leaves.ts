import type { FeatureBins } from './boosting-feature-bins.ts';
import type { BoostingLoss } from './boosting-loss.ts';
import { orderLeaves } from './boosting-monotone.ts';
import type { BoostingParams } from './boosting-params.ts';
import type { Grown } from './boosting-tree.ts';
import type { SplitLimits, Stride, TreeMemory } from './tree-kernels.ts';

/**
 * What a division is held to, and how many numbers a bin needs for it. Where second derivatives are the weights, a limit of
 * one is a limit of the other; where every row weighs 1 and one row is enough, nothing needs to be counted.
 */
export function limitsOf(
  { constantHessian }: BoostingLoss,
  features: readonly FeatureBins[],
  weights: Float64Array | null,
  { l2, minHessian, minRowsPerLeaf }: BoostingParams,
): { readonly limits: SplitLimits; readonly stride: Stride } {
  if (constantHessian)
    return { limits: { l2, minHessian: Math.max(minHessian, minRowsPerLeaf), minWeight: 0 }, stride: 2 };
  const counts = weights !== null || minRowsPerLeaf > 1 || features.some(({ thresholds }) => thresholds === null);
  return { limits: { l2, minHessian, minWeight: minRowsPerLeaf }, stride: counts ? 3 : 2 };
}

/**
 * Sets the leaf values of a grown tree: what its derivatives or its loss say, times the learning rate. `directions` is by
 * binned feature, or null.
 */
export function setLeaves(
  { tree, leaves }: Grown,
  loss: BoostingLoss,
  { rows, scores }: TreeMemory,
  { learningRate }: BoostingParams,
  features: readonly FeatureBins[],
  directions: Int8Array | null,
  weights: Float64Array | null,
): void {
  for (const { node, start, end, value } of leaves) {
    const best = loss.leafValue ? loss.leafValue(rows.subarray(start, end), scores) : value;
    tree.value[node] = learningRate * Math.min(loss.largestStep, Math.max(-loss.largestStep, best));
  }
  if (!loss.leafValue || !directions) return;
  const directionOf = new Map(features.map(({ feature }, f) => [feature, directions[f]]));
  const leafWeight = tree.value.map(() => 0);
  for (const { node, start, end } of leaves) {
    for (let i = start; i < end; i++) leafWeight[node] += weights ? weights[rows[i]] : 1;
  }
  orderLeaves(tree, (feature) => directionOf.get(feature) ?? 0, leafWeight);
}
