import { dot } from '../math/dot.ts';
import type { Rng } from '../math/rng.ts';
import { momentsOf } from './moments.ts';

/** Rows that correlations are worked out from at most. */
export const mostRows = 50_000;

interface Standardised {
  readonly values: Float64Array;
  readonly complete: boolean;
}

/** Deviations from the mean over the root of their sum of squares; all 0 for a constant. */
function standardise(values: Float64Array): Standardised {
  const { count, mean, variance, least, most } = momentsOf(values);
  const norm = Math.sqrt(variance) * Math.sqrt(count);
  const usable = least < most && norm > 0 && Number.isFinite(norm);
  return { values: usable ? values.map((value) => (value - mean) / norm) : values.map((value) => value * 0), complete: count === values.length };
}

/** Pearson's correlation over the rows that both have; 0 where either is constant there. */
function correlationOf(a: Standardised, b: Standardised): number {
  const [x, y] = [a.values, b.values];
  if (a.complete && b.complete) return dot(x, 0, y, 0, x.length);
  let [n, sumX, sumY, squaresX, squaresY, product] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < x.length; row++) {
    const both = x[row] * y[row];
    if (Number.isNaN(both)) continue;
    n++;
    sumX += x[row];
    sumY += y[row];
    squaresX += x[row] * x[row];
    squaresY += y[row] * y[row];
    product += both;
  }
  const spread = Math.sqrt(squaresX - (sumX * sumX) / n) * Math.sqrt(squaresY - (sumY * sumY) / n);
  return spread > 0 ? (product - (sumX * sumY) / n) / spread : 0;
}

/**
 * The positions, ascending, of the columns whose correlation with none of those kept before them exceeds `threshold` in size,
 * over the rows that both have. A constant column is related to none. Beyond 50,000 rows, that many are drawn by `rng`.
 */
export function unrelated(columns: readonly Float64Array[], threshold: number, rng: Rng): number[] {
  const nRows = columns[0]?.length ?? 0;
  const drawn = nRows > mostRows ? rng.permutation(nRows).subarray(0, mostRows).sort() : null;
  const kept: number[] = [];
  const standards: Standardised[] = [];
  columns.forEach((values, at) => {
    const one = standardise(drawn === null ? values : Float64Array.from(drawn, (row) => values[row]));
    if (standards.some((other) => Math.abs(correlationOf(other, one)) > threshold)) return;
    kept.push(at);
    standards.push(one);
  });
  return kept;
}
