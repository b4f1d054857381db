import type { TargetValues } from '../metrics/predictions.ts';
import { momentsOf } from './moments.ts';

const square = (x: number) => x * x;

/** The F value of the analysis of variance between the classes; rows of NaN and of no class are left out. */
function betweenClasses(values: Float64Array, codes: Int32Array, nClasses: number): number {
  const sums = new Float64Array(nClasses);
  const counts = new Uint32Array(nClasses);
  let total = 0;
  let n = 0;
  for (let row = 0; row < values.length; row++) {
    if (codes[row] < 0 || Number.isNaN(values[row])) continue;
    sums[codes[row]] += values[row];
    counts[codes[row]]++;
    total += values[row];
    n++;
  }
  const means = sums.map((sum, k) => sum / counts[k]);
  let between = 0;
  let present = 0;
  for (let k = 0; k < nClasses; k++) {
    if (counts[k] === 0) continue;
    between += counts[k] * square(means[k] - total / n);
    present++;
  }
  let within = 0;
  for (let row = 0; row < values.length; row++) {
    if (codes[row] >= 0 && !Number.isNaN(values[row])) within += square(values[row] - means[codes[row]]);
  }
  if (present < 2 || n <= present) return NaN;
  return between / (present - 1) / (within / (n - present));
}

/** The F value of the regression of `y` on `x` over the rows where both are there. */
function alongLine(x: Float64Array, y: Float64Array): number {
  const bothX = x.map((value, row) => (Number.isNaN(y[row]) ? NaN : value));
  const bothY = y.map((value, row) => (Number.isNaN(x[row]) ? NaN : value));
  const [onX, onY] = [momentsOf(bothX), momentsOf(bothY)];
  if (onX.count < 3) return NaN;
  let product = 0;
  for (let row = 0; row < x.length; row++) {
    const both = (bothX[row] - onX.mean) * (bothY[row] - onY.mean);
    if (!Number.isNaN(both)) product += both;
  }
  const r = product / onX.count / Math.sqrt(onX.variance) / Math.sqrt(onY.variance);
  return ((r * r) / Math.max(0, 1 - r * r)) * (onX.count - 2);
}

/**
 * The F value of a feature against the target over the rows where both are there: of the analysis of variance between
 * classes (scikit-learn's f_classif), or of the regression on it (f_regression). Infinity where the feature tells the target
 * exactly; NaN where the feature is constant or there are too few rows.
 */
export function associationF(values: Float64Array, target: TargetValues): number {
  const { count, least, most } = momentsOf(values);
  if (count === 0 || least === most) return NaN;
  return target.kind === 'classes' ? betweenClasses(values, target.codes, target.classes.length) : alongLine(values, target.values);
}
