import type { LinearColumns } from './linear-columns.ts';

/** The penalty of an elastic net: l1 · ‖β‖₁ + (l2 / 2) · ‖β‖². */
export interface ElasticPenalty {
  readonly l1: number;
  readonly l2: number;
}

/** λ shared out: `l1Ratio` of it on absolute values, the rest on half the squares. */
export function penaltyAt(lambda: number, l1Ratio: number): ElasticPenalty {
  return { l1: lambda * l1Ratio, l2: lambda * (1 - l1Ratio) };
}

const maxSweeps = 10_000;
/** A column whose spread is below this share of its squares is constant but for rounding. */
const constantBelow = 1e-11;

/**
 * Moves `beta` (length nFeatures, in place) to the least of a quadratic with an unpenalised intercept and an elastic-net
 * penalty: its curvature is Σ v (xβ + b)² / 2 and its downhill slope at the given β along row i's score is slope[i]. Returns
 * the step of the intercept. Cyclic coordinate descent with an active set (Friedman, Hastie & Tibshirani, 2010); ends
 * where no coordinate moved the objective by more than `tolerance` in a sweep over all. `slope` is left at the new point, but for the intercept.
 */
export async function descend(
  columns: LinearColumns,
  v: Float64Array,
  slope: Float64Array,
  beta: Float64Array,
  { l1, l2 }: ElasticPenalty,
  tolerance: number,
  breathe: (work: number) => Promise<void>,
): Promise<number> {
  const { nRows: n, nFeatures: p } = columns;
  let total = 0;
  let pull = 0;
  for (let i = 0; i < n; i++) {
    total += v[i];
    pull += slope[i];
  }
  // The intercept is solved for throughout: columns count as centred, through `shift`, without being touched.
  let shift = -pull / total;
  const sums = new Float64Array(p);
  const spreads = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    sums[j] = columns.dot(j, v);
    const squares = columns.squares(j, v);
    const spread = squares - (sums[j] * sums[j]) / total;
    spreads[j] = spread > constantBelow * squares ? spread : 0;
    await breathe(2 * n);
  }
  const move = (j: number): number => {
    const spread = spreads[j];
    const old = beta[j];
    let next = 0;
    if (spread > 0) {
      const pulled = columns.dot(j, slope) + shift * sums[j] + spread * old;
      next = pulled > l1 ? (pulled - l1) / (spread + l2) : pulled < -l1 ? (pulled + l1) / (spread + l2) : 0;
    }
    const step = next - old;
    if (step === 0) return 0;
    beta[j] = next;
    columns.addWeighted(j, -step, v, slope);
    shift += (step * sums[j]) / total;
    return step * step * (spread + l2);
  };
  for (let sweep = 0; sweep < maxSweeps;) {
    let most = 0;
    for (let j = 0; j < p; j++) {
      most = Math.max(most, move(j));
      await breathe(2 * n);
    }
    sweep++;
    if (most <= tolerance) break;
    for (; sweep < maxSweeps; sweep++) {
      most = 0;
      for (let j = 0; j < p; j++) {
        if (beta[j] === 0) continue;
        most = Math.max(most, move(j));
        await breathe(2 * n);
      }
      if (most <= tolerance) break;
    }
  }
  return -shift;
}
