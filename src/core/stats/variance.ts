import { mean } from './mean.ts';

/**
 * The variance with divisor n - ddof: 1 gives the sample variance (the default), 0 the population's. NaN where there
 * are no more than ddof values. Two passes with a correction for rounding (Chan, Golub & LeVeque 1983).
 */
export function variance(values: ArrayLike<number>, ddof: 0 | 1 = 1): number {
  const n = values.length;
  if (n <= ddof) return NaN;
  const centre = mean(values);
  let squares = 0;
  let drift = 0;
  for (let i = 0; i < n; i++) {
    const deviation = values[i] - centre;
    squares += deviation * deviation;
    drift += deviation;
  }
  return (squares - (drift * drift) / n) / (n - ddof);
}

/** The square root of the variance with divisor n - ddof; NaN where there are no more than ddof values. */
export function standardDeviation(values: ArrayLike<number>, ddof: 0 | 1 = 1): number {
  return Math.sqrt(variance(values, ddof));
}
