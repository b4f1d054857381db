import { mean } from './mean.ts';

/**
 * Fisher-Pearson skewness m3 / m2^1.5 of the values as a population, as scipy.stats.skew with bias; 0 where all values
 * are equal (scipy gives NaN), NaN for no values.
 */
export function skewness(values: ArrayLike<number>): number {
  const n = values.length;
  if (n === 0) return NaN;
  const centre = mean(values);
  // The mean is rounded to the digits of the values; what rounding took away matters to small deviations far from 0.
  let drift = 0;
  for (let i = 0; i < n; i++) drift += values[i] - centre;
  drift /= n;
  let second = 0;
  let third = 0;
  for (let i = 0; i < n; i++) {
    const deviation = values[i] - centre - drift;
    const square = deviation * deviation;
    second += square;
    third += square * deviation;
  }
  second /= n;
  third /= n;
  // Values that differ by rounding alone have no shape to speak of.
  if (second <= (Number.EPSILON * centre) ** 2) return 0;
  return third / second ** 1.5;
}
