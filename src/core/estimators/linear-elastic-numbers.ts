import type { Control } from '../math/control.ts';
import { log } from '../math/log.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import { createBreath } from './breath.ts';
import { centredRows, type CentredRows } from './centred-rows.ts';
import { createLinearColumns, type LinearColumns } from './linear-columns.ts';
import { covarianceProblem, descendCovariance } from './linear-covariance.ts';
import { descend, penaltyAt, type ElasticPenalty } from './linear-descent.ts';
import { choosePenalty } from './linear-path.ts';
import { featureGram, timesTransposed, type RidgeFit } from './linear-ridge.ts';
import { weightedRows } from './targets.ts';

/** Share of the target's squares below which a coordinate's move is nothing. */
const finest = 1e-14;
const onThePath = 1e-9;
/** The products of all features are worth their cost where they take no longer than so many sweeps over the rows. */
const sweepsSaved = 200;
const mostProducts = 2000;

type Breathe = (work: number) => Promise<void>;

/** Least squares of the centred rows under a penalty that changes; each solution starts from the one before. */
interface Solver {
  readonly beta: Float64Array;
  /** Products of features and what is left of the target. */
  gradient(): Float64Array;
  /** Σ w (y - xβ - b)². */
  rest(): number;
  solve(penalty: ElasticPenalty, tolerance: number): Promise<void>;
}

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
  const breathe = createBreath(control);
  await breathe(Infinity);
  const rows = centredRows(X, y, weights);
  const kept = weightedRows(X.nRows, weights);
  const columns = createLinearColumns(X, kept);
  const w = Float64Array.from(kept, (row) => (weights ? weights[row] : 1));
  const total = w.reduce((sum, weight) => sum + weight, 0);
  const squares = rows.target.reduce((sum, value) => sum + value * value, 0);
  const p = rows.nFeatures;
  const solver =
    p <= mostProducts && rows.nRows * p * p <= 4 * sweepsSaved * columns.nEntries
      ? await byProducts(rows, squares, breathe)
      : byRows(columns, rows, w, breathe);
  const greatest = solver.gradient().reduce((most, value) => Math.max(most, Math.abs(value)), 0) / l1Ratio;
  let done = 0;
  const choose = () =>
    choosePenalty(greatest, total, 1, async (at) => {
      control.progress(Math.min(0.9, 0.02 * done++));
      await solver.solve(penaltyAt(at, l1Ratio), onThePath * squares);
      return {
        deviance: total * log(Math.max(solver.rest(), Number.MIN_VALUE) / total),
        nonZero: nonZeros(solver.beta),
      };
    });
  const chosen = lambda ?? (greatest > 0 ? await choose() : 1);
  await solver.solve(penaltyAt(chosen, l1Ratio), finest * squares);
  const coefficients = solver.beta;
  let intercept = rows.targetMean;
  for (let j = 0; j < p; j++) intercept -= coefficients[j] * rows.means[j];
  return { coefficients, intercept, lambda: chosen };
}

async function byProducts(rows: CentredRows, squares: number, breathe: Breathe): Promise<Solver> {
  const turn = () => breathe(Infinity);
  const right = await timesTransposed(rows, rows.target, turn);
  const problem = covarianceProblem(await featureGram(rows, turn), right);
  const { beta, slope } = problem;
  return {
    beta,
    gradient: () => slope,
    // |y|² - 2 rβ + βGβ with Gβ = r - slope.
    rest: () => Math.max(0, squares - beta.reduce((sum, value, j) => sum + value * (right[j] + slope[j]), 0)),
    solve: (penalty, tolerance) => descendCovariance(problem, penalty, tolerance, breathe),
  };
}

function byRows(columns: LinearColumns, rows: CentredRows, w: Float64Array, breathe: Breathe): Solver {
  const beta = new Float64Array(rows.nFeatures);
  const slope = rows.target.map((value, i) => value * Math.sqrt(w[i]));
  return {
    beta,
    gradient: () => beta.map((_, j) => columns.dot(j, slope)),
    rest: () => slope.reduce((sum, value, i) => sum + (value * value) / w[i], 0),
    async solve(penalty, tolerance) {
      const step = await descend(columns, w, slope, beta, penalty, tolerance, breathe);
      for (let i = 0; i < slope.length; i++) slope[i] -= step * w[i];
    },
  };
}

/** Entries that are not 0. */
function nonZeros(beta: Float64Array): number {
  let count = 0;
  for (let j = 0; j < beta.length; j++) if (beta[j] !== 0) count++;
  return count;
}
