import { quantile } from './quantile.ts';

/** The median of values in any order; the mean of the middle two where their number is even; NaN for no values. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
