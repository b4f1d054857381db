import type { FeatureInfo } from '../matrix/matrix.ts';
import type { FeatureBins } from './boosting-feature-bins.ts';
import type { Tree } from './boosting-forest.ts';
import type { Monotone } from './estimator.ts';
import { gainMargin, type NodeSums, type NumberSplit, type SplitLimits, type Stride } from './tree-kernels.ts';

/** Between what the leaf values of a node may lie, before the learning rate. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export const unbounded: Bounds = { low: -Infinity, high: Infinity };

/** By binned feature: 1 where predictions may not fall as it grows, -1 where they may not rise, else 0; null where all are 0. */
export function directionsOf(
  monotone: Monotone,
  binned: readonly FeatureBins[],
  features: readonly FeatureInfo[],
): Int8Array | null {
  const directions = Int8Array.from(binned, ({ feature }) => {
    const { kind, source } = features[feature];
    return kind === 'numeric' && Object.hasOwn(monotone, source) ? monotone[source] : 0;
  });
  return directions.some((direction) => direction !== 0) ? directions : null;
}

/** The value within bounds that minimises the loss of rows with these sums, before the learning rate. */
export function boundedValue(gradient: number, hessian: number, l2: number, { low, high }: Bounds): number {
  return Math.min(high, Math.max(low, -gradient / (hessian + l2 + Number.MIN_VALUE)));
}

/** What the loss falls by, twice, where rows with these sums get `value`. */
export function gainAt(gradient: number, hessian: number, l2: number, value: number): number {
  return -(2 * gradient * value + (hessian + l2) * value * value);
}

/** The gain of dividing a node into these sums and the rest; NaN where the values would run against `direction`. */
export type PairGain = (g: number, h: number, otherG: number, otherH: number, direction: number) => number;

/** PairGain for a node whose leaf values keep within `bounds`. */
export function boundedGain(l2: number, bounds: Bounds): PairGain {
  return (g, h, otherG, otherH, direction) => {
    const left = boundedValue(g, h, l2, bounds);
    const right = boundedValue(otherG, otherH, l2, bounds);
    return direction * (right - left) < 0 ? NaN : gainAt(g, h, l2, left) + gainAt(otherG, otherH, l2, right);
  };
}

/**
 * The best division by a number as TreeMemory.bestNumberSplit finds it, but keeping leaf values within bounds and in the
 * order that `directions` ask for: XGBoost's basic method, which bounds the children by the middle of their values.
 */
export function bestBoundedSplit(
  histogram: Float64Array,
  stride: Stride,
  offsets: Int32Array,
  features: readonly FeatureBins[],
  numeric: Int32Array,
  directions: Int8Array,
  node: NodeSums,
  bounds: Bounds,
  { l2, minHessian, minWeight }: SplitLimits,
): NumberSplit | null {
  const { gradient: G, hessian: H, weight: W } = node;
  const own = gainAt(G, H, l2, boundedValue(G, H, l2, bounds));
  const gainOf = boundedGain(l2, bounds);
  let best: NumberSplit | null = null;
  let top = gainMargin * own;
  for (const f of numeric) {
    const { nBins, hasMissing } = features[f];
    const missing = (offsets[f] + nBins) * stride;
    for (const missingLeft of hasMissing ? [false, true] : [false]) {
      let g = missingLeft ? histogram[missing] : 0;
      let h = missingLeft ? histogram[missing + 1] : 0;
      let w = missingLeft && stride === 3 ? histogram[missing + 2] : 0;
      for (let b = 0, k = offsets[f] * stride; b < (missingLeft ? nBins - 1 : nBins); b++, k += stride) {
        g += histogram[k];
        h += histogram[k + 1];
        if (stride === 3) w += histogram[k + 2];
        if (h < minHessian || (stride === 3 && w < minWeight)) continue;
        if (H - h < minHessian || (stride === 3 && W - w < minWeight)) break;
        const gain = gainOf(g, h, G - g, H - h, directions[f]) - own;
        if (!(gain > top)) continue;
        top = gain + gainMargin * (gain + own);
        best = { feature: f, gain, lastLeftBin: b, missingLeft, left: { gradient: g, hessian: h, weight: w } };
      }
    }
  }
  return best;
}

/** The bounds of both children of a node that is divided by a feature of this direction, given the values they would have. */
export function childBounds(bounds: Bounds, direction: number, left: number, right: number): [Bounds, Bounds] {
  if (direction === 0) return [bounds, bounds];
  const middle = Math.min(bounds.high, Math.max(bounds.low, left + (right - left) / 2));
  const below = { low: bounds.low, high: middle };
  const above = { low: middle, high: bounds.high };
  return direction > 0 ? [below, above] : [above, below];
}

/**
 * Draws the leaf values of a tree together until none runs against a direction (by column of X): for trees whose leaves were
 * given values after they were grown. At each division by such a feature, both sides keep to their side of the middle of
 * their mean values. `leafWeight` is by node.
 */
export function orderLeaves(tree: Tree, directionOf: (feature: number) => number, leafWeight: readonly number[]): void {
  const means = tree.value.slice();
  const weights = leafWeight.slice();
  // Children come after their parents.
  for (let node = tree.left.length - 1; node >= 0; node--) {
    const left = tree.left[node];
    if (left < 0) continue;
    weights[node] = weights[left] + weights[left + 1];
    const share = weights[node] > 0 ? weights[left + 1] / weights[node] : 0.5;
    means[node] = means[left] + (means[left + 1] - means[left]) * share;
  }
  const bounds: Bounds[] = [unbounded];
  for (let node = 0; node < tree.left.length; node++) {
    const left = tree.left[node];
    const own = bounds[node];
    if (left < 0) tree.value[node] = Math.min(own.high, Math.max(own.low, tree.value[node]));
    else
      [bounds[left], bounds[left + 1]] = childBounds(
        own,
        directionOf(tree.feature[node]),
        means[left],
        means[left + 1],
      );
  }
}
