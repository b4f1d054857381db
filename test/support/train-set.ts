import type { DesignMatrix, FeatureInfo, StoppingSet, TrainSet } from '../../src/core/matrix/matrix.ts';
import type { TargetValues } from '../../src/core/metrics/predictions.ts';

export function numeric(name: string): FeatureInfo {
  return { name, source: name, kind: 'numeric', levels: null };
}

export function categorical(name: string, nLevels: number): FeatureInfo {
  return { name, source: name, kind: 'categorical', levels: Array.from({ length: nLevels }, (_, i) => `level ${i}`) };
}

/** A design matrix from rows of numbers; features are numeric unless given. */
export function matrixOf(rows: readonly (readonly number[])[], features?: readonly FeatureInfo[]): DesignMatrix {
  const own = features ?? (rows[0] ?? []).map((_, j) => numeric(`x${j}`));
  return { nRows: rows.length, features: own, values: Float32Array.from(rows.flat()) };
}

export function numbers(values: ArrayLike<number>): TargetValues {
  return { kind: 'number', values: Float64Array.from(values) };
}

export function codes(values: ArrayLike<number>, classes: readonly string[]): TargetValues {
  return { kind: 'classes', codes: Int32Array.from(values), classes };
}

/** The one place where a test mints a TrainSet, which in the studio only matrix/ does. */
export function trainSetOf(
  X: DesignMatrix,
  y: TargetValues,
  rest: { weights?: ArrayLike<number> | null; stopping?: StoppingSet | null } = {},
): TrainSet {
  const weights = rest.weights ? Float64Array.from(rest.weights) : null;
  return { X, y, weights, stopping: rest.stopping ?? null } as TrainSet;
}

/** The rows of X at `rows`, in that order. */
export function matrixRows(X: DesignMatrix, rows: ArrayLike<number>): DesignMatrix {
  const p = X.features.length;
  const values = new Float32Array(rows.length * p);
  for (let i = 0; i < rows.length; i++) values.set(X.values.subarray(rows[i] * p, (rows[i] + 1) * p), i * p);
  return { nRows: rows.length, features: X.features, values };
}
