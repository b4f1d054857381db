import { dot } from '../math/dot.ts';
import { symmetricEigen, type SymmetricEigen } from '../math/symmetric-eigen.ts';

/** Rows that are looked at together. */
export const chunkRows = 512;
/** Deviations beyond this are taken for it, so that no sum of them is beyond the range of doubles. */
const greatestDeviation = 1e290;

/** Calls `visit` with the deviations from the means of some rows at a time: `size` numbers for each column in turn, chunkRows apart. */
export function eachChunk(
  columns: readonly Float64Array[],
  means: readonly number[],
  visit: (deviations: Float64Array, size: number, from: number) => void,
): void {
  const nRows = columns[0].length;
  const deviations = new Float64Array(columns.length * chunkRows);
  for (let from = 0; from < nRows; from += chunkRows) {
    const size = Math.min(chunkRows, nRows - from);
    for (let j = 0; j < columns.length; j++) {
      const values = columns[j];
      const mean = means[j];
      for (let i = 0, at = j * chunkRows; i < size; i++, at++) {
        const deviation = values[from + i] - mean;
        deviations[at] = deviation > greatestDeviation ? greatestDeviation : deviation < -greatestDeviation ? -greatestDeviation : deviation || 0;
      }
    }
    visit(deviations, size, from);
  }
}

/** The sums of products of deviations, p × p, each deviation times `unit`. */
function crossProducts(columns: readonly Float64Array[], means: readonly number[], unit: number): Float64Array {
  const p = columns.length;
  const sums = new Float64Array(p * p);
  eachChunk(columns, means, (deviations, size) => {
    if (unit !== 1) for (let i = 0; i < deviations.length; i++) deviations[i] *= unit;
    for (let a = 0; a < p; a++) {
      for (let b = a; b < p; b++) sums[a * p + b] += dot(deviations, a * chunkRows, deviations, b * chunkRows, size);
    }
  });
  for (let a = 0; a < p; a++) for (let b = 0; b < a; b++) sums[a * p + b] = sums[b * p + a];
  return sums;
}

/** The entry that is largest in size, the first of equals; undefined for none. */
export function largest(values: ArrayLike<number>): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i]) > Math.abs(values[at])) at = i;
  return values[at];
}

/** 2 to the power of -1000. */
const leastUnit = 9.332636185032189e-302;

/** A power of two that brings deviations of extreme size near 1, where squares neither overflow nor vanish; usually 1. */
function unitFor(columns: readonly Float64Array[], means: readonly number[]): number {
  let most = 0;
  eachChunk(columns, means, (deviations) => (most = Math.max(most, Math.abs(largest(deviations)))));
  if (most === 0 || (most > 1e-100 && most < 1e100)) return 1;
  let unit = 1;
  while (most * unit > 2 && unit > leastUnit) unit /= 2;
  while (most * unit < 0.5 && unit < 1 / leastUnit) unit *= 2;
  return unit;
}

/** As by the columns, of fewer rows than columns: the axes are the rows weighed by the vectors of their own products. */
function axesOfRows(columns: readonly Float64Array[], means: readonly number[], unit: number): SymmetricEigen {
  const p = columns.length;
  const n = columns[0].length;
  const rows = new Float64Array(n * p);
  eachChunk(columns, means, (deviations, size, from) => {
    for (let j = 0; j < p; j++) for (let i = 0; i < size; i++) rows[(from + i) * p + j] = deviations[j * chunkRows + i] * unit;
  });
  const products = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) products[a * n + b] = products[b * n + a] = dot(rows, a * p, rows, b * p, p);
  }
  const { values, vectors: weights } = symmetricEigen(products, n);
  const vectors = new Float64Array(n * p);
  for (let k = 0; k < n; k++) {
    // What rounding alone leaves has no direction: such an axis is 0.
    if (!(values[k] > n * Number.EPSILON * values[0])) continue;
    const axis = vectors.subarray(k * p, (k + 1) * p);
    for (let i = 0; i < n; i++) for (let j = 0; j < p; j++) axis[j] += weights[k * n + i] * rows[i * p + j];
    const length = Math.sqrt(axis.reduce((sum, weight) => sum + weight * weight, 0));
    for (let j = 0; j < p; j++) axis[j] /= length;
  }
  return { values, vectors };
}

/**
 * The axes along which rows vary most, as rows of `vectors`, and the sums of squares along them up to a common factor. Missing
 * cells count as their column's mean. There are as many axes as columns, or as rows where those are fewer; signs are arbitrary.
 */
export function principalAxes(columns: readonly Float64Array[], means: readonly number[]): SymmetricEigen {
  const unit = unitFor(columns, means);
  if (columns[0].length < columns.length) return axesOfRows(columns, means, unit);
  return symmetricEigen(crossProducts(columns, means, unit), columns.length);
}
