import type { EbmParams } from './ebm-params.ts';

/** What a step of one feature or pair needs to know. */
export type StepParams = Pick<EbmParams, 'learningRate' | 'minRowsPerLeaf' | 'l2'>;

/** Added to a category's second derivatives where categories are ranked, so that rare ones rank near the middle. */
const categorySmoothing = 10;
/** Categories with less weight than this move as all of the feature does. */
const fewestCategoryRows = 10;

/** Sums over the rows of each bin; `weights` is their weight. */
export interface BinSums {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly weights: Float64Array;
}

/** A run of bins in their order, and the best cut in it. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly cut: number;
  readonly gain: number;
}

/** What a leaf of gradient G and hessian H gains by its Newton step, doubled. */
export function gainOf(gradient: number, hessian: number, l2: number): number {
  const curvature = hessian + l2;
  return curvature > 0 ? (gradient * gradient) / curvature : 0;
}

/** The Newton step of a leaf, times the rate. */
export function leafStep(gradient: number, hessian: number, { l2, learningRate }: StepParams): number {
  const curvature = hessian + l2;
  return curvature > 0 ? (-learningRate * gradient) / curvature : 0;
}

/**
 * Grows a tree of one feature from sums over its bins and writes its step of each bin to `out` from `at`: values in runs of
 * neighbouring bins, categories in runs of those ranked by their own step (Fisher, 1958), missing values (bin nBins) by
 * themselves. Runs are cut where it gains most until there are maxLeaves. Returns whether any bin moved.
 */
export function featureStep(
  sums: BinSums,
  nBins: number,
  ranked: boolean,
  params: StepParams & Pick<EbmParams, 'maxLeaves'>,
  out: Float64Array,
  at: number,
): boolean {
  const { gradients, hessians, weights } = sums;
  const order = ranked ? rankedBins(sums, nBins) : null;
  const length = order ? order.length : nBins;
  const binAt = (i: number) => (order ? order[i] : i);
  out.fill(0, at, at + nBins + 1);
  const cutRun = (start: number, end: number): Run => {
    let gradient = 0;
    let hessian = 0;
    let weight = 0;
    for (let i = start; i < end; i++) {
      const bin = order ? order[i] : i;
      gradient += gradients[bin];
      hessian += hessians[bin];
      weight += weights[bin];
    }
    const whole = gainOf(gradient, hessian, params.l2);
    let left = 0;
    let leftHessian = 0;
    let leftWeight = 0;
    let cut = -1;
    let gain = 1e-12 * whole;
    for (let i = start; i + 1 < end; i++) {
      const bin = order ? order[i] : i;
      left += gradients[bin];
      leftHessian += hessians[bin];
      leftWeight += weights[bin];
      if (leftWeight < params.minRowsPerLeaf) continue;
      if (weight - leftWeight < params.minRowsPerLeaf) break;
      const own =
        gainOf(left, leftHessian, params.l2) + gainOf(gradient - left, hessian - leftHessian, params.l2) - whole;
      if (own <= gain) continue;
      gain = own;
      cut = i + 1;
    }
    return { start, end, gradient, hessian, cut, gain: cut < 0 ? 0 : gain };
  };
  const runs = [cutRun(0, length)];
  while (runs.length < params.maxLeaves) {
    let best = 0;
    for (let r = 1; r < runs.length; r++) if (runs[r].gain > runs[best].gain) best = r;
    const { start, cut, end, gain } = runs[best];
    if (!(gain > 0)) break;
    runs.splice(best, 1, cutRun(start, cut), cutRun(cut, end));
  }
  const missing = weights[nBins] >= params.minRowsPerLeaf;
  // Alone, one step for all would be the intercept's; beside missing values it is the other side of a cut.
  if (runs.length === 1 && !missing) return false;
  if (order) out.fill(wholeStep(sums, nBins, params), at, at + nBins);
  for (const { start, end, gradient, hessian } of runs) {
    const step = leafStep(gradient, hessian, params);
    for (let i = start; i < end; i++) out[at + binAt(i)] = step;
  }
  if (missing) out[at + nBins] = leafStep(gradients[nBins], hessians[nBins], params);
  return true;
}

/** The step of all bins but that of missing values as one: what categories too rare to be told apart take. */
function wholeStep({ gradients, hessians }: BinSums, nBins: number, params: StepParams): number {
  let gradient = 0;
  let hessian = 0;
  for (let bin = 0; bin < nBins; bin++) {
    gradient += gradients[bin];
    hessian += hessians[bin];
  }
  return leafStep(gradient, hessian, params);
}

/** The bins of enough rows to be told apart, by their own smoothed step. */
function rankedBins({ gradients, hessians, weights }: BinSums, nBins: number): number[] {
  const filled: number[] = [];
  for (let bin = 0; bin < nBins; bin++) if (weights[bin] >= fewestCategoryRows) filled.push(bin);
  const rank = (bin: number) => gradients[bin] / (hessians[bin] + categorySmoothing);
  return filled.sort((a, b) => rank(a) - rank(b) || a - b);
}
