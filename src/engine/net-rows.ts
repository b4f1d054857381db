import { weightedMean } from '../core/estimators/targets.ts';
import type { TargetValues } from '../core/metrics/predictions.ts';
import type { NetRows } from '../core/nets/net-runner.ts';

/** Mean and deviation of a target of numbers, and the range that answers are kept in; all exact in float32. */
export interface TargetUnit {
  readonly mean: number;
  readonly scale: number;
  readonly low: number;
  readonly high: number;
}

/** The unit of the training rows' target, weighted as they are; the deviation is 1 where it would be 0. */
export function targetUnit(values: Float64Array, weights: Float64Array | null): TargetUnit {
  const mean = Math.fround(weightedMean(values, weights));
  const variance = weightedMean(
    values.map((value) => (value - mean) ** 2),
    weights,
  );
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { mean, scale: Math.fround(Math.sqrt(variance)) || 1, low: Math.fround(low), high: Math.fround(high) };
}

/** Weights of mean 1; null for 1 each. */
function meanOne(weights: Float64Array | null | undefined): Float32Array | null {
  if (!weights) return null;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return Float32Array.from(weights, (weight) => weight / mean);
}

/** Prepared rows with their answers: class codes, or numbers standardised by `unit`. */
export function netRows(x: Float32Array, y: TargetValues, unit: TargetUnit | null, weights: Float64Array | null | undefined): NetRows {
  const { mean, scale } = unit ?? { mean: 0, scale: 1 };
  const targets = y.kind === 'classes' ? Float32Array.from(y.codes) : Float32Array.from(y.values, (value) => (value - mean) / scale);
  return { nRows: targets.length, x, targets, weights: meanOne(weights) };
}
