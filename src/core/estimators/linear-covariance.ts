import type { ElasticPenalty } from './linear-descent.ts';

const maxSweeps = 100_000;

/** A quadratic of centred features, βᵀGβ / 2 - rᵀβ, with its gradient kept up as `beta` moves. */
export interface CovarianceProblem {
  /** p × p, symmetric. */
  readonly gram: Float64Array;
  readonly beta: Float64Array;
  /** r - Gβ. */
  readonly slope: Float64Array;
}

/** The problem at β = 0 for the products `right` of features with the target. */
export function covarianceProblem(gram: Float64Array, right: Float64Array): CovarianceProblem {
  return { gram, beta: new Float64Array(right.length), slope: right.slice() };
}

/**
 * Moves `beta` to the least of the quadratic with the penalty by cyclic coordinate descent on the products of features
 * (covariance updates of Friedman, Hastie & Tibshirani, 2010), over those that are not 0 until nothing moves there, then
 * over all. Ends where no coordinate moved the objective by more than `tolerance`. `breathe` takes the work done.
 */
export async function descendCovariance(
  { gram, beta, slope }: CovarianceProblem,
  { l1, l2 }: ElasticPenalty,
  tolerance: number,
  breathe: (work: number) => Promise<void>,
): Promise<void> {
  const p = beta.length;
  const sweep = (onlyActive: boolean): number => {
    let most = 0;
    for (let j = 0; j < p; j++) {
      const old = beta[j];
      const spread = gram[j * p + j];
      if ((onlyActive && old === 0) || !(spread > 0)) continue;
      const pulled = slope[j] + spread * old;
      const next = pulled > l1 ? (pulled - l1) / (spread + l2) : pulled < -l1 ? (pulled + l1) / (spread + l2) : 0;
      const step = next - old;
      if (step === 0) continue;
      beta[j] = next;
      for (let k = 0, at = j * p; k < p; k++, at++) slope[k] -= step * gram[at];
      most = Math.max(most, step * step * (spread + l2));
    }
    return most;
  };
  for (let sweeps = 0; sweeps < maxSweeps;) {
    sweeps++;
    const most = sweep(false);
    await breathe(p * p);
    if (most <= tolerance) return;
    for (; sweeps < maxSweeps; sweeps++) {
      const moved = sweep(true);
      await breathe(p * p);
      if (moved <= tolerance) break;
    }
  }
}
