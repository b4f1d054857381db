import type { FeatureBins } from './boosting-bins.ts';
import type { Stride } from './boosting-histogram.ts';
import type { BoostingParams } from './boosting-params.ts';

/** Sums over the rows of a node. */
export interface NodeSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly weight: number;
}

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

/** Sums of second derivatives below this are not divided by. */
const leastHessian = 1e-3;

/**
 * A candidate replaces another only if it gains more by this share of what is compared: divisions of the same rows by
 * different features differ by rounding alone, and rounding shall not choose.
 */
export const gainMargin = 1e-10;

/** Mutable room for the best candidate: gain and left sums as doubles, which would be boxed as object fields. */
interface Best {
  /** gain, gradient, hessian, weight */
  readonly numbers: Float64Array;
  feature: number;
  lastBin: number;
  missingLeft: boolean;
  /** Ranked bins and how many of them, from the front or the back, go left; categories only. */
  order: Uint8Array | null;
  taken: number;
}

/** The value that minimises the loss of rows with these sums, before the learning rate. */
export function leafValue(sums: NodeSums, l2: number): number {
  return -sums.gradient / (sums.hessian + l2 + Number.MIN_VALUE);
}

/**
 * The split of most gain over `columns`, or null where none helps. Gain is that of the second-order loss (Chen &
 * Guestrin, 2016); categories are ranked by gradient over second derivative and split many against many (Fisher, 1958).
 */
export function findSplit(
  histogram: Float64Array,
  stride: Stride,
  features: readonly FeatureBins[],
  offsets: Int32Array,
  columns: Int32Array,
  node: NodeSums,
  params: BoostingParams,
): Split | null {
  const best: Best = {
    numbers: new Float64Array(4),
    feature: -1,
    lastBin: -1,
    missingLeft: false,
    order: null,
    taken: 0,
  };
  for (const f of columns) {
    const { nBins, hasMissing, levelBins } = features[f];
    const at = offsets[f] * stride;
    if (levelBins) {
      scanCategories(histogram, stride, at, nBins, hasMissing, f, node, params, best);
    } else {
      scanNumbers(histogram, stride, at, nBins, false, f, node, params, best);
      if (hasMissing && histogram[at + nBins * stride + stride - 1] > 0) {
        scanNumbers(histogram, stride, at, nBins, true, f, node, params, best);
      }
    }
  }
  if (best.feature < 0) return null;
  return describe(best, histogram, stride, offsets[best.feature] * stride, features[best.feature], node);
}

function scanNumbers(
  histogram: Float64Array,
  stride: Stride,
  at: number,
  nBins: number,
  missingLeft: boolean,
  feature: number,
  node: NodeSums,
  params: BoostingParams,
  best: Best,
): void {
  const { l2, minRowsPerLeaf } = params;
  const { gradient: G, hessian: H, weight: W } = node;
  const own = (G * G) / (H + l2 + Number.MIN_VALUE);
  const missing = at + nBins * stride;
  const toWeight = stride - 1;
  let g = missingLeft ? histogram[missing] : 0;
  let h = missingLeft ? histogram[missing + 1] : 0;
  let w = missingLeft ? histogram[missing + toWeight] : 0;
  let top = best.numbers[0] + gainMargin * (best.numbers[0] + own);
  // The last bin may stand alone against the missing ones.
  const last = missingLeft ? nBins - 1 : nBins;
  for (let b = 0, k = at; b < last; b++, k += stride) {
    if (histogram[k + toWeight] === 0) continue;
    g += histogram[k];
    h += histogram[k + 1];
    w += histogram[k + toWeight];
    if (w < minRowsPerLeaf || h < leastHessian) continue;
    if (W - w < minRowsPerLeaf || H - h < leastHessian) break;
    const gain = (g * g) / (h + l2) + ((G - g) * (G - g)) / (H - h + l2) - own;
    if (gain > top) {
      top = gain + gainMargin * (gain + own);
      best.numbers[0] = gain;
      best.numbers[1] = g;
      best.numbers[2] = h;
      best.numbers[3] = w;
      best.feature = feature;
      best.lastBin = b;
      best.missingLeft = missingLeft;
      best.order = null;
    }
  }
}

function scanCategories(
  histogram: Float64Array,
  stride: Stride,
  at: number,
  nBins: number,
  hasMissing: boolean,
  feature: number,
  node: NodeSums,
  params: BoostingParams,
  best: Best,
): void {
  const { l2, minRowsPerLeaf, minRowsPerCategory, categorySmoothing } = params;
  const { gradient: G, hessian: H, weight: W } = node;
  const own = (G * G) / (H + l2 + Number.MIN_VALUE);
  const toWeight = stride - 1;
  const ranks = new Float64Array(nBins + 1);
  const candidates: number[] = [];
  for (let b = 0; b < (hasMissing ? nBins + 1 : nBins); b++) {
    const k = at + b * stride;
    const weight = histogram[k + toWeight];
    if (weight <= 0 || weight < minRowsPerCategory) continue;
    ranks[b] = histogram[k] / (histogram[k + 1] + categorySmoothing + Number.MIN_VALUE);
    candidates.push(b);
  }
  if (candidates.length === 0) return;
  candidates.sort((a, b) => ranks[a] - ranks[b] || a - b);
  for (let direction = 0; direction < 2; direction++) {
    const order = Uint8Array.from(direction === 0 ? candidates : candidates.reverse());
    let g = 0;
    let h = 0;
    let w = 0;
    for (let i = 0; i < order.length; i++) {
      const k = at + order[i] * stride;
      g += histogram[k];
      h += histogram[k + 1];
      w += histogram[k + toWeight];
      if (w < minRowsPerLeaf || h < leastHessian) continue;
      if (W - w < minRowsPerLeaf || H - h < leastHessian) break;
      const gain = (g * g) / (h + l2) + ((G - g) * (G - g)) / (H - h + l2) - own;
      if (gain > best.numbers[0] + gainMargin * (best.numbers[0] + own)) {
        best.numbers[0] = gain;
        best.numbers[1] = g;
        best.numbers[2] = h;
        best.numbers[3] = w;
        best.feature = feature;
        best.order = order;
        best.taken = i + 1;
      }
    }
  }
}

/** The best candidate as a Split; what the node has not seen goes with its larger side. */
function describe(
  best: Best,
  histogram: Float64Array,
  stride: Stride,
  at: number,
  own: FeatureBins,
  node: NodeSums,
): Split {
  const [gain, gradient, hessian, weight] = best.numbers;
  const { nBins } = own;
  const largerLeft = weight > node.weight - weight;
  const seen = (bin: number) => histogram[at + bin * stride + stride - 1] > 0;
  const goesLeft = new Uint8Array(nBins + 1);
  if (best.order) {
    if (largerLeft) for (let b = 0; b <= nBins; b++) goesLeft[b] = seen(b) ? 0 : 1;
    for (let i = 0; i < best.taken; i++) goesLeft[best.order[i]] = 1;
    if (!own.hasMissing) goesLeft[nBins] = largerLeft ? 1 : 0;
  } else {
    goesLeft.fill(1, 0, best.lastBin + 1);
    goesLeft[nBins] = (own.hasMissing && seen(nBins) ? best.missingLeft : largerLeft) ? 1 : 0;
  }
  return {
    feature: best.feature,
    gain,
    lastLeftBin: best.order ? -1 : best.lastBin,
    goesLeft,
    missingLeft: goesLeft[nBins] === 1,
    left: { gradient, hessian, weight },
  };
}
