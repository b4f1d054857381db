/**
 * The p-quantile of ascending `sorted`, linear between order statistics (Hyndman & Fan type 7, numpy's default); NaN
 * for no values. p is taken into [0, 1].
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const place = Math.min(1, Math.max(0, p)) * (n - 1);
  const below = Math.floor(place);
  const low = sorted[below];
  const share = place - below;
  if (share === 0) return low;
  const high = sorted[below + 1];
  if (low === high) return low;
  const width = high - low;
  // Only ends of the range of numbers lie further apart than a number can say.
  return Number.isFinite(width) ? low + width * share : low * (1 - share) + high * share;
}

/** The p-quantile of `values` in any order, which are left as they are; type 7; NaN for no values. */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), p);
}
