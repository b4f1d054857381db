import { quantileOfSorted } from './quantile.ts';

export interface Bins {
  /** nBins + 1 ascending edges; bins are [edge, next), the last one closed. */
  readonly edges: number[];
  readonly counts: number[];
}

/** Whether all of ascending `sorted` are whole numbers within [-2^53, 2^53]. */
function areWhole(sorted: Float64Array): boolean {
  return Number.isSafeInteger(sorted[0]) && Number.isSafeInteger(sorted[sorted.length - 1]) && sorted.every(Number.isInteger);
}

/**
 * Bin edges for ascending finite values: Freedman & Diaconis (1981) width, at most `mostBins` bins, Sturges' count where
 * the middle half of the values is one value. Whole numbers get bins of whole width with edges on halves, so that few
 * distinct ones get a bar each. One value gets one bin of width 1 about it. Empty for no values.
 */
export function histogramEdges(sorted: Float64Array, mostBins = 24): number[] {
  const n = sorted.length;
  if (n === 0) return [];
  const min = sorted[0];
  const max = sorted[n - 1];
  if (min === max) {
    const half = Math.max(0.5, Math.abs(min) * Number.EPSILON * 4);
    return [min - half, max + half];
  }
  // Halves keep the range of huge values finite.
  const range = max / 2 - min / 2;
  const spread = quantileOfSorted(sorted, 0.75) / 2 - quantileOfSorted(sorted, 0.25) / 2;
  const width = (2 * spread) / Math.cbrt(n);
  const wanted = width > 0 ? range / width : Math.log2(n) + 1;
  const nBins = Math.max(1, Math.min(mostBins, Math.ceil(wanted)));
  if (areWhole(sorted)) {
    const values = max - min + 1;
    const step = values <= mostBins ? 1 : Math.max(1, Math.ceil(values / nBins));
    const whole = Math.ceil(values / step);
    return Array.from({ length: whole + 1 }, (_, i) => min - 0.5 + i * step);
  }
  const edges = Array.from({ length: nBins + 1 }, (_, i) => min * (1 - i / nBins) + max * (i / nBins));
  edges[nBins] = max;
  const distinct = edges.filter((edge, i) => i === 0 || edge > edges[i - 1]);
  return distinct.length > 1 ? distinct : [min, max];
}

/** The bin of `value` among ascending `edges`, -1 where it lies outside or is NaN; the last bin is closed. */
export function binOf(edges: readonly number[], value: number): number {
  const last = edges.length - 1;
  if (!(value >= edges[0] && value <= edges[last])) return -1;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** Counts of ascending `sorted` in the bins between `edges`; values outside of them are not counted. */
export function countInBins(sorted: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
  for (const value of sorted) {
    const bin = binOf(edges, value);
    if (bin >= 0) counts[bin]++;
  }
  return counts;
}

/** A histogram of the finite ones among `values`, in any order; no bins where there are none. */
export function histogram(values: Float64Array, mostBins = 24): Bins {
  const sorted = values.filter(Number.isFinite).sort();
  const edges = histogramEdges(sorted, mostBins);
  return { edges, counts: countInBins(sorted, edges) };
}
