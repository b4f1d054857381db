import type { DesignMatrix } from '../matrix/matrix.ts';
import { weightedMean, weightedRows } from './targets.ts';

/** Rows of positive weight, centred at the weighted mean and scaled by the root of their weight, on demand. */
export interface CentredRows {
  readonly nRows: number;
  readonly nFeatures: number;
  readonly means: Float64Array;
  readonly targetMean: number;
  readonly target: Float64Array;
  /** Writes row i to `out` at `at`. */
  read(i: number, out: Float64Array, at: number): void;
}

/** The centred rows of X, whose targets are y. */
export function centredRows(X: DesignMatrix, y: Float64Array, weights: Float64Array | null): CentredRows {
  const p = X.features.length;
  const kept = weightedRows(X.nRows, weights);
  const means = new Float64Array(p);
  let total = 0;
  for (const row of kept) {
    const weight = weights ? weights[row] : 1;
    total += weight;
    for (let j = 0; j < p; j++) means[j] += weight * X.values[row * p + j];
  }
  for (let j = 0; j < p; j++) means[j] /= total;
  const targetMean = weightedMean(y, weights);
  const scale = Float64Array.from(kept, (row) => (weights ? Math.sqrt(weights[row]) : 1));
  return {
    nRows: kept.length,
    nFeatures: p,
    means,
    targetMean,
    target: Float64Array.from(kept, (row, i) => scale[i] * (y[row] - targetMean)),
    read(i, out, at) {
      const from = kept[i] * p;
      for (let j = 0; j < p; j++) out[at + j] = scale[i] * (X.values[from + j] - means[j]);
    },
  };
}
