import { boundedGain, gainAt, boundedValue, type Bounds, type PairGain } from './boosting-monotone.ts';
import type { FeatureBins } from './boosting-feature-bins.ts';
import type { BoostingParams } from './boosting-params.ts';
import { undividedGain } from './tree-kernels-scan.ts';
import { gainMargin, type NodeSums, type NumberSplit, type SplitLimits, type Stride } from './tree-kernels.ts';

/** The best division of a node: which bins go left, and what the left rows sum to. */
export interface Split {
  /** Index among the binned features. */
  readonly feature: number;
  readonly gain: number;
  /** Numeric: bins up to this one go left; -1 for categories. */
  readonly lastLeftBin: number;
  /** By bin of the feature (the last is the missing one): 1 goes left. */
  readonly goesLeft: Uint8Array;
  /** Where missing and unseen values go. */
  readonly missingLeft: boolean;
  readonly left: NodeSums;
}

/** A division by a category: the first `taken` of the bins in `order` go left. */
export interface CategorySplit {
  readonly feature: number;
  readonly gain: number;
  readonly order: Uint8Array;
  readonly taken: number;
  readonly left: NodeSums;
}

/** A histogram with what is needed to read it. */
export interface Reading {
  /** Read where it is needed: making a view costs more than many a node. */
  readonly histogram: () => Float64Array;
  readonly stride: Stride;
  readonly offsets: Int32Array;
  readonly features: readonly FeatureBins[];
}

/** Sums of second derivatives below this share of the node's are what rounding left of none. */
const leastShare = 1e-9;

/**
 * The division by a category that gains more than `least`, or null; categories are ranked by gradient over second
 * derivative and divided many against many (Fisher, 1958). `bounds` are of the leaf values, null for none.
 */
export function bestCategorySplit(
  reading: Reading,
  columns: readonly number[],
  node: NodeSums,
  bounds: Bounds | null,
  params: BoostingParams,
  limits: SplitLimits,
  least: number,
): CategorySplit | null {
  const { l2 } = limits;
  const own = bounds
    ? gainAt(node.gradient, node.hessian, l2, boundedValue(node.gradient, node.hessian, l2, bounds))
    : undividedGain(node, l2);
  const gainOf: PairGain = bounds
    ? boundedGain(l2, bounds)
    : (g, h, otherG, otherH) => (g * g) / (h + l2) + (otherG * otherG) / (otherH + l2);
  let best: CategorySplit | null = null;
  let floor = least;
  for (const feature of columns) {
    const ranked = rankedBins(reading, feature, params);
    for (const order of [ranked, ranked.slice().reverse()]) {
      best = scanOrder(reading, feature, order, node, own, gainOf, limits, floor) ?? best;
      floor = best?.gain ?? floor;
    }
  }
  return best;
}

/** The bins of a feature that have rows enough to be singled out, by their mean gradient. */
function rankedBins(
  { histogram: read, stride, offsets, features }: Reading,
  feature: number,
  params: BoostingParams,
): Uint8Array {
  const { nBins, hasMissing } = features[feature];
  const histogram = read();
  const ranks = new Float64Array(nBins + 1);
  const candidates: number[] = [];
  for (let b = 0; b < (hasMissing ? nBins + 1 : nBins); b++) {
    const k = (offsets[feature] + b) * stride;
    const weight = histogram[k + stride - 1];
    if (weight <= 0 || weight < params.minRowsPerCategory) continue;
    ranks[b] = histogram[k] / (histogram[k + 1] + params.categorySmoothing + Number.MIN_VALUE);
    candidates.push(b);
  }
  return Uint8Array.from(candidates.sort((a, b) => ranks[a] - ranks[b] || a - b));
}

function scanOrder(
  { histogram: read, stride, offsets }: Reading,
  feature: number,
  order: Uint8Array,
  { gradient: G, hessian: H, weight: W }: NodeSums,
  own: number,
  gainOf: PairGain,
  { minHessian, minWeight }: SplitLimits,
  floor: number,
): CategorySplit | null {
  const histogram = read();
  let best: CategorySplit | null = null;
  let top = floor + gainMargin * (floor + own);
  let g = 0;
  let h = 0;
  let w = 0;
  for (let i = 0; i < order.length; i++) {
    const k = (offsets[feature] + order[i]) * stride;
    g += histogram[k];
    h += histogram[k + 1];
    if (stride === 3) w += histogram[k + 2];
    if (h < minHessian || (stride === 3 && w < minWeight)) continue;
    if (H - h < minHessian || (stride === 3 && W - w < minWeight)) break;
    const gain = gainOf(g, h, G - g, H - h, 0) - own;
    if (!(gain > top)) continue;
    top = gain + gainMargin * (gain + own);
    best = { feature, gain, order, taken: i + 1, left: { gradient: g, hessian: h, weight: w } };
  }
  return best;
}

const isSeen = (reading: Reading, feature: number, bin: number, node: NodeSums): boolean => {
  const { stride, offsets } = reading;
  const histogram = reading.histogram();
  const k = (offsets[feature] + bin) * stride;
  return stride === 3 ? histogram[k + 2] > 0 : histogram[k + 1] > leastShare * node.hessian;
};

/** Whether the left side is the larger: by weight where that is summed, else by second derivatives. */
const isLargerLeft = (stride: Stride, left: NodeSums, node: NodeSums): boolean =>
  stride === 3 ? left.weight > node.weight - left.weight : left.hessian > node.hessian - left.hessian;

/** The division by a number as a Split; missing values that the node has not seen go with its larger side. */
export function splitOfNumbers(found: NumberSplit, reading: Reading, node: NodeSums): Split {
  const { feature, gain, lastLeftBin, left } = found;
  const { nBins, hasMissing } = reading.features[feature];
  const missingLeft =
    hasMissing && isSeen(reading, feature, nBins, node) ? found.missingLeft : isLargerLeft(reading.stride, left, node);
  const goesLeft = new Uint8Array(nBins + 1);
  goesLeft.fill(1, 0, lastLeftBin + 1);
  goesLeft[nBins] = missingLeft ? 1 : 0;
  return { feature, gain, lastLeftBin, goesLeft, missingLeft, left };
}

/** The division by a category as a Split; what the node has not seen goes with its larger side. */
export function splitOfCategories(found: CategorySplit, reading: Reading, node: NodeSums): Split {
  const { feature, gain, order, taken, left } = found;
  const { nBins, hasMissing } = reading.features[feature];
  const largerLeft = isLargerLeft(reading.stride, left, node);
  const goesLeft = new Uint8Array(nBins + 1);
  if (largerLeft) for (let b = 0; b <= nBins; b++) goesLeft[b] = isSeen(reading, feature, b, node) ? 0 : 1;
  for (let i = 0; i < taken; i++) goesLeft[order[i]] = 1;
  if (!hasMissing) goesLeft[nBins] = largerLeft ? 1 : 0;
  return { feature, gain, lastLeftBin: -1, goesLeft, missingLeft: goesLeft[nBins] === 1, left };
}
