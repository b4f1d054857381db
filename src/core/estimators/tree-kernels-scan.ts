import { gainMargin, type NodeSums, type SplitLimits, type Stride } from './tree-kernels.ts';

/** Mutable room for the best candidate: gain and left sums as doubles, which would be boxed as object fields. */
export interface ScanState {
  /** gain, gradient, hessian, weight */
  readonly numbers: Float64Array;
  feature: number;
  lastLeftBin: number;
  missingLeft: boolean;
}

/** The part of a gain that a node has undivided. */
export function undividedGain({ gradient, hessian }: NodeSums, l2: number): number {
  return (gradient * gradient) / (hessian + l2 + Number.MIN_VALUE);
}

/** Looks for a better candidate among the thresholds of one feature, its missing values on one side. */
export function scanNumbers(
  histogram: Float64Array,
  stride: Stride,
  at: number,
  nBins: number,
  missingLeft: boolean,
  feature: number,
  node: NodeSums,
  limits: SplitLimits,
  state: ScanState,
): void {
  const { l2, minHessian } = limits;
  const minWeight = stride === 3 ? limits.minWeight : 0;
  const { gradient: G, hessian: H, weight: W } = node;
  const own = undividedGain(node, l2);
  const missing = at + nBins * stride;
  const weighed = stride === 3;
  let g = missingLeft ? histogram[missing] : 0;
  let h = missingLeft ? histogram[missing + 1] : 0;
  let w = missingLeft && weighed ? histogram[missing + 2] : 0;
  let top = state.numbers[0] + gainMargin * (state.numbers[0] + own);
  // The last bin may stand alone against the missing ones.
  const last = missingLeft ? nBins - 1 : nBins;
  for (let b = 0, k = at; b < last; b++, k += stride) {
    g += histogram[k];
    h += histogram[k + 1];
    if (weighed) w += histogram[k + 2];
    if (h < minHessian || w < minWeight) continue;
    if (H - h < minHessian || W - w < minWeight) break;
    const gain = (g * g) / (h + l2) + ((G - g) * (G - g)) / (H - h + l2) - own;
    if (gain > top) {
      top = gain + gainMargin * (gain + own);
      state.numbers[0] = gain;
      state.numbers[1] = g;
      state.numbers[2] = h;
      state.numbers[3] = w;
      state.feature = feature;
      state.lastLeftBin = b;
      state.missingLeft = missingLeft;
    }
  }
}
