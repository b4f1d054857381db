/** How a number divides over groups: sums of squares about the overall mean, over the rows where both are present. */
export interface GroupedVariation {
  readonly n: number;
  /** Groups with at least one such row. */
  readonly groups: number;
  readonly between: number;
  readonly total: number;
}

/**
 * The variation of finite `values` between the groups given by `codes` in [0, nCodes), rows with a negative code or without
 * a finite value left out. `about` is taken off every value first; any number near their mean will do.
 */
export function groupedVariation(values: ArrayLike<number>, codes: ArrayLike<number>, nCodes: number, about: number): GroupedVariation {
  const sums = new Float64Array(nCodes);
  const counts = new Float64Array(nCodes);
  let sum = 0;
  let squares = 0;
  let n = 0;
  for (let row = 0; row < values.length; row++) {
    const code = codes[row];
    const value = values[row] - about;
    if (!(code >= 0) || !Number.isFinite(value)) continue;
    sums[code] += value;
    counts[code]++;
    sum += value;
    squares += value * value;
    n++;
  }
  let between = 0;
  let groups = 0;
  for (let code = 0; code < nCodes; code++) {
    if (counts[code] === 0) continue;
    groups++;
    between += (sums[code] / counts[code]) * sums[code];
  }
  const correction = n === 0 ? 0 : (sum / n) * sum;
  return { n, groups, between: Math.max(0, between - correction), total: Math.max(0, squares - correction) };
}

/**
 * The correlation ratio η, in [0, 1]: the root of the share of a number's variance that lies between groups. NaN for fewer
 * than two groups and for a constant number. Many groups make it large by chance alone; see `correctedCorrelationRatio`.
 */
export function correlationRatio({ groups, between, total }: GroupedVariation): number {
  return groups < 2 || !(total > 0) ? NaN : Math.sqrt(Math.min(1, between / total));
}

/**
 * η corrected for the number of groups (Kelley's ε, 1935): the root of 1 - (1 - η²)(n - 1)/(n - k), 0 where that is
 * negative. NaN as η, and where no group has two rows.
 */
export function correctedCorrelationRatio(variation: GroupedVariation): number {
  const eta = correlationRatio(variation);
  const { n, groups } = variation;
  return n <= groups ? NaN : Math.sqrt(Math.max(0, 1 - ((1 - eta * eta) * (n - 1)) / (n - groups)));
}
