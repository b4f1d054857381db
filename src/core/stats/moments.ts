import { mean } from './mean.ts';

/** What the first four moments of a sample say of it. */
export interface Moments {
  readonly mean: number;
  /** With divisor n - 1; NaN for fewer than two values. */
  readonly standardDeviation: number;
  /** Corrected for bias (G1); 0 where all values are equal, NaN for fewer than three. */
  readonly skewness: number;
  /** In excess of the normal distribution's, corrected for bias (G2); 0 where all values are equal, NaN for fewer than four. */
  readonly kurtosis: number;
}

/** Terms that are summed plainly before their sum joins the others', so that rounding grows with a few thousand terms only. */
const block = 4096;
const hugeExponent = 1000;

function largestSize(values: ArrayLike<number>, centre: number, scale: number): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] * scale - centre);
    if (size > largest) largest = size;
  }
  return largest;
}

/** The power of two that brings `size` to about 1. */
function unitScale(size: number): number {
  return size === 0 ? 1 : 2 ** -Math.max(-hugeExponent, Math.min(hugeExponent, Math.floor(Math.log2(size))));
}

/** Sums of the scaled deviations from `centre`, and of their squares, cubes and fourth powers. */
function powerSums(values: ArrayLike<number>, scale: number, centre: number, unit: number): [number, number, number, number] {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (let start = 0; start < values.length; start += block) {
    const end = Math.min(values.length, start + block);
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let i = start; i < end; i++) {
      const deviation = (values[i] * scale - centre) * unit;
      const square = deviation * deviation;
      first += deviation;
      second += square;
      third += square * deviation;
      fourth += square * square;
    }
    sums[0] += first;
    sums[1] += second;
    sums[2] += third;
    sums[3] += fourth;
  }
  return sums;
}

/**
 * Mean, standard deviation, skewness and excess kurtosis of finite values. The deviation has divisor n - 1; the shapes are
 * corrected for bias as pandas' skew and kurt, and scipy's with bias=False (Joanes & Gill 1998), but 0 for a constant as
 * pandas has it. Two passes; deviations are scaled by a power of two, so that neither 1e300 nor 1e-300 leaves the range,
 * and the mean's own rounding is corrected for (Chan, Golub & LeVeque 1983). NaN throughout for no values.
 */
export function moments(values: ArrayLike<number>): Moments {
  const n = values.length;
  const centre = mean(values);
  if (n === 0) return { mean: NaN, standardDeviation: NaN, skewness: NaN, kurtosis: NaN };
  // Only values near the end of the range could overflow when the mean is taken off.
  const scale = Math.abs(centre) > 2 ** hugeExponent || largestSize(values, 0, 1) > 2 ** hugeExponent ? 2 ** -64 : 1;
  const scaledCentre = centre * scale;
  const largest = largestSize(values, scaledCentre, scale);
  const unit = unitScale(largest);
  const [s1, s2, s3, s4] = powerSums(values, scale, scaledCentre, unit);
  // The sums are moved to the true mean, which the rounded one misses by `drift`.
  const drift = s1 / n;
  const m2 = Math.max(0, s2 / n - drift * drift);
  const m3 = s3 / n - 3 * drift * (s2 / n) + 2 * drift ** 3;
  const m4 = s4 / n - 4 * drift * (s3 / n) + 6 * drift * drift * (s2 / n) - 3 * drift ** 4;
  const standardDeviation = n < 2 ? NaN : (Math.sqrt((m2 * n) / (n - 1)) / unit) / scale;
  // Values that differ by rounding alone have no shape to speak of.
  const flat = largest <= Number.EPSILON * Math.abs(scaledCentre) || m2 === 0;
  return { mean: centre, standardDeviation, skewness: correctedSkewness(n, m2, m3, flat), kurtosis: correctedKurtosis(n, m2, m4, flat) };
}

function correctedSkewness(n: number, m2: number, m3: number, flat: boolean): number {
  if (n < 3) return NaN;
  return flat ? 0 : (Math.sqrt(n * (n - 1)) / (n - 2)) * (m3 / m2 ** 1.5);
}

function correctedKurtosis(n: number, m2: number, m4: number, flat: boolean): number {
  if (n < 4) return NaN;
  return flat ? 0 : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (m4 / (m2 * m2) - 3) + 6);
}
