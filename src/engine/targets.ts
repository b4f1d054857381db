import type { DesignMatrix } from '../core/matrix/matrix.ts';
import type { TargetValues } from '../core/metrics/predictions.ts';
import type { MlpState } from '../core/estimators/mlp.ts';
import { weightedMean } from '../core/estimators/targets.ts';
import type { Rows } from './batches.ts';

/** Mean and deviation of the target on the training rows, weighted, rounded to float32 as the exports keep them. */
export function targetUnit(values: Float64Array, weights: Float64Array | null): NonNullable<MlpState['target']> {
  const mean = Math.fround(weightedMean(values, weights));
  const variance = weightedMean(
    values.map((value) => (value - mean) ** 2),
    weights,
  );
  return { mean, scale: Math.fround(Math.sqrt(variance)) || 1 };
}

/** Rows and answers in the units of a batch; `w` (one for each row, or one for all) scales the losses. */
export function rowsOf(X: DesignMatrix, y: TargetValues, unit: MlpState['target'], w: Float32Array | number): Rows {
  const shared = { nRows: X.nRows, x: X.values, nFeatures: X.features.length, w };
  if (y.kind === 'classes') {
    const k = y.classes.length;
    const t = new Float32Array(X.nRows * k);
    y.codes.forEach((code, i) => (t[i * k + code] = typeof w === 'number' ? w : w[i]));
    return { ...shared, t, nOutputs: k };
  }
  const { mean, scale } = unit ?? { mean: 0, scale: 1 };
  return { ...shared, t: Float32Array.from(y.values, (value) => (value - mean) / scale), nOutputs: 1 };
}
