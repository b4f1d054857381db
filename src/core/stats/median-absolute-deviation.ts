import { quantileOfSorted } from './quantile.ts';

/**
 * The median of the distances from the median, unscaled, of ascending finite `sorted`; NaN for no values. As
 * scipy.stats.median_abs_deviation. Linear: the distances are met in ascending order from the middle outwards.
 */
export function medianAbsoluteDeviation(sorted: ArrayLike<number>): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const centre = quantileOfSorted(sorted, 0.5);
  let left = (n - 1) >> 1;
  let right = left + 1;
  const upper = n >> 1;
  let below = 0;
  let distance = 0;
  for (let met = 0; met <= upper; met++) {
    below = distance;
    const toLeft = left >= 0 ? centre - sorted[left] : Infinity;
    const toRight = right < n ? sorted[right] - centre : Infinity;
    if (toLeft <= toRight) {
      distance = toLeft;
      left--;
    } else {
      distance = toRight;
      right++;
    }
  }
  return n % 2 === 1 ? distance : below / 2 + distance / 2;
}
