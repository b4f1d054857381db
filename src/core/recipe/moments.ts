/** What the values of a column that are present come to; `mean` and `variance` are NaN, `least` and `most` infinite, for none. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** With divisor n. */
  readonly variance: number;
  readonly least: number;
  readonly most: number;
}

/** Count, mean, variance (two passes, corrected for rounding) and range of `values`, missing ones (NaN) left out. */
export function momentsOf(values: Float64Array): Moments {
  let count = 0;
  let sum = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const mean = Number.isFinite(sum) ? sum / count : meanOfLarge(values, count);
  let squares = 0;
  let slip = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i] - mean;
    if (Number.isNaN(deviation)) continue;
    squares += deviation * deviation;
    slip += deviation;
  }
  // Without -0, which JSON does not keep.
  return { count, mean, variance: Math.max(0, (squares - (slip * slip) / count) / count), least: least + 0, most: most + 0 };
}

/** The mean of values whose sum is beyond the range of doubles. */
function meanOfLarge(values: Float64Array, count: number): number {
  let mean = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) mean += values[i] / count;
  return mean;
}
