import type { TargetValues } from '../metrics/predictions.ts';
import { correlation } from '../stats/correlation.ts';

/** The rows at which neither the feature nor the target is missing. */
function presentRows(values: Float64Array, target: TargetValues): number[] {
  const known = target.kind === 'classes' ? (row: number) => target.codes[row] >= 0 : (row: number) => !Number.isNaN(target.values[row]);
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row]) && known(row)) rows.push(row);
  return rows;
}

const square = (x: number) => x * x;

function betweenClasses(values: Float64Array, codes: Int32Array, nClasses: number, rows: readonly number[]): number {
  const sums = new Float64Array(nClasses);
  const counts = new Uint32Array(nClasses);
  let total = 0;
  for (const row of rows) {
    sums[codes[row]] += values[row];
    counts[codes[row]]++;
    total += values[row];
  }
  const mean = total / rows.length;
  const present = counts.filter((count) => count > 0).length;
  let between = 0;
  for (let k = 0; k < nClasses; k++) if (counts[k] > 0) between += counts[k] * square(sums[k] / counts[k] - mean);
  let within = 0;
  for (const row of rows) within += square(values[row] - sums[codes[row]] / counts[codes[row]]);
  if (present < 2 || rows.length <= present) return NaN;
  return between / (present - 1) / (within / (rows.length - present));
}

/**
 * The F value of a feature against the target over the rows where both are there: of the analysis of variance between
 * classes (scikit-learn's f_classif), or of the regression on it (f_regression). Infinity where the feature tells the target
 * exactly; NaN where the feature is constant or there are too few rows.
 */
export function associationF(values: Float64Array, target: TargetValues): number {
  const rows = presentRows(values, target);
  if (rows.every((row) => values[row] === values[rows[0]])) return NaN;
  if (target.kind === 'classes') return betweenClasses(values, target.codes, target.classes.length, rows);
  if (rows.length < 3) return NaN;
  const at = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const r = correlation(at(values), at(target.values));
  return ((r * r) / (1 - r * r)) * (rows.length - 2);
}
