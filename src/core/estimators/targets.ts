import type { Task } from '../metrics/metric.ts';
import type { TargetValues } from '../metrics/predictions.ts';

/** The task that a target poses: 'binary' for up to two classes, 'multiclass' above, else 'regression'. */
export function taskOf(y: TargetValues): Task {
  if (y.kind === 'number') return 'regression';
  return y.classes.length <= 2 ? 'binary' : 'multiclass';
}

/** Sum of weights of each class (length nClasses); without weights, its count of rows. */
export function classWeights(codes: Int32Array, nClasses: number, weights: Float64Array | null): Float64Array {
  const totals = new Float64Array(nClasses);
  for (let i = 0; i < codes.length; i++) totals[codes[i]] += weights ? weights[i] : 1;
  return totals;
}

/** Class codes that carry any weight, in ascending order. */
export function presentClasses(totals: Float64Array): Int32Array {
  return Int32Array.from(totals.keys()).filter((c) => totals[c] > 0);
}

/** Codes of the target's classes that carry any weight, in ascending order; none for numbers. */
export function outputClassesOf(y: TargetValues, weights: Float64Array | null): number[] {
  return y.kind === 'number' ? [] : Array.from(presentClasses(classWeights(y.codes, y.classes.length, weights)));
}

/** The sum of `weights`, or nRows where there are none. */
export function totalWeight(nRows: number, weights: Float64Array | null): number {
  if (!weights) return nRows;
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  return total;
}

/**
 * The weighted mean of `values`, which has at least one row of positive weight. Computed around the first value, so
 * that equal values have exactly that mean and large ones keep their digits.
 */
export function weightedMean(values: Float64Array, weights: Float64Array | null): number {
  const origin = values[0];
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i] : 1;
    sum += weight * (values[i] - origin);
    total += weight;
  }
  return origin + sum / total;
}

/** Indices of the rows that count: all of them, or those of weight above 0. */
export function weightedRows(nRows: number, weights: Float64Array | null): Uint32Array {
  const rows = Uint32Array.from({ length: nRows }, (_, i) => i);
  return weights ? rows.filter((i) => weights[i] > 0) : rows;
}
