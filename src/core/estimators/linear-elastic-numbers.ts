import type { Control } from '../math/control.ts';
import { log } from '../math/log.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import { createLinearColumns } from './linear-columns.ts';
import { createBreath, descend, penaltyAt } from './linear-descent.ts';
import { choosePenalty } from './linear-path.ts';
import type { RidgeFit } from './linear-ridge.ts';
import { weightedMean, weightedRows } from './targets.ts';

/** Share of the target's squares below which a coordinate's move is nothing. */
const finest = 1e-14;
const onThePath = 1e-9;

/**
 * Elastic net for numbers with an unpenalised intercept: least of Σ wᵢ (yᵢ - xᵢβ - b)² / 2 + lambda (l1Ratio ‖β‖₁ +
 * (1 - l1Ratio) ‖β‖² / 2). `lambda` is scikit-learn's alpha times the sum of weights; null chooses it by `choosePenalty`.
 */
export async function fitElasticNumbers(
  X: DesignMatrix,
  y: Float64Array,
  weights: Float64Array | null,
  lambda: number | null,
  l1Ratio: number,
  control: Control,
): Promise<RidgeFit> {
  const rows = weightedRows(X.nRows, weights);
  const breathe = createBreath(control);
  await breathe(Infinity);
  const columns = createLinearColumns(X, rows);
  const n = rows.length;
  const p = columns.nFeatures;
  const w = Float64Array.from(rows, (row) => (weights ? weights[row] : 1));
  const mean = weightedMean(y, weights);
  let total = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    total += w[i];
    squares += w[i] * (y[rows[i]] - mean) ** 2;
  }
  const beta = new Float64Array(p);
  const slope = Float64Array.from(rows, (row, i) => w[i] * (y[row] - mean));
  let intercept = mean;
  const fitAt = async (at: number, tolerance: number) => {
    const step = await descend(columns, w, slope, beta, penaltyAt(at, l1Ratio), tolerance * squares, breathe);
    intercept += step;
    for (let i = 0; i < n; i++) slope[i] -= step * w[i];
  };
  const greatest = greatestGradient(p, (j) => columns.dot(j, slope) / l1Ratio);
  let done = 0;
  const chosen =
    lambda ??
    (squares > 0 && greatest > 0
      ? await choosePenalty(greatest, total, 1, async (at) => {
          control.progress(Math.min(0.9, 0.02 * done++));
          await fitAt(at, onThePath);
          let rest = 0;
          for (let i = 0; i < n; i++) rest += (slope[i] * slope[i]) / w[i];
          return { deviance: total * log(Math.max(rest, Number.MIN_VALUE) / total), nonZero: nonZeros(beta) };
        })
      : 1);
  await fitAt(chosen, finest);
  return { coefficients: beta, intercept, lambda: chosen };
}

/** The greatest of |gradient(j)| over p features. */
export function greatestGradient(p: number, gradient: (j: number) => number): number {
  let most = 0;
  for (let j = 0; j < p; j++) most = Math.max(most, Math.abs(gradient(j)));
  return most;
}

export function nonZeros(beta: Float64Array): number {
  let count = 0;
  for (let j = 0; j < beta.length; j++) if (beta[j] !== 0) count++;
  return count;
}
