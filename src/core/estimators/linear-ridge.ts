import type { Control } from '../math/control.ts';
import { Cancelled } from '../math/control.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import { factorCholesky, NotPositiveDefinite, solveCholesky } from './cholesky.ts';
import { centredRows, type CentredRows } from './centred-rows.ts';
import { refineNormal } from './linear-refine.ts';
import { solveShifted, tridiagonalise } from './tridiagonal.ts';

/** Penalties that generalised cross-validation chooses from: 10^-3 … 10^3 in half decades, as RidgeCV is often given. */
export const ridgeLambdas: readonly number[] = Array.from({ length: 13 }, (_, i) => 10 ** (i / 2 - 3));

/** Above this size of the normal equations, choosing a penalty costs too much and 1 is taken. */
const largestChoice = 1500;

/** Rows that the Gram matrix takes in at a time. */
const blockRows = 64;

export interface RidgeFit {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly lambda: number;
}

/** BᵀB (nFeatures², row-major) of centred rows B, to about single precision at least. */
export type GramOf = (rows: CentredRows, breathe: () => Promise<void>) => Promise<Float64Array>;

/**
 * Ridge regression with an unpenalised intercept: least of Σ wᵢ (yᵢ - xᵢβ - b)² + lambda ‖β‖². `lambda` is
 * scikit-learn's alpha; null chooses it from `ridgeLambdas` by generalised cross-validation (Golub, Heath & Wahba, 1979).
 * Solved by Cholesky on the centred normal equations, or on their dual where there are more features than rows. `gramOf`
 * may give their matrix roughly: the solution is then refined to that of the exact one, or found from the exact one where
 * that does not succeed.
 */
export async function fitRidge(
  X: DesignMatrix,
  y: Float64Array,
  weights: Float64Array | null,
  lambda: number | null,
  control: Control,
  gramOf: GramOf | null = null,
): Promise<RidgeFit> {
  const breathe = async () => {
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
  };
  await breathe();
  const rows = centredRows(X, y, weights);
  const dual = rows.nRows < rows.nFeatures;
  const size = Math.min(rows.nRows, rows.nFeatures);
  const gram = dual ? await rowGram(rows, breathe) : await (gramOf ?? featureGram)(rows, breathe);
  const right = dual ? rows.target : await timesTransposed(rows, rows.target, breathe);
  control.progress(0.5);
  const chosen = lambda ?? (size > largestChoice ? 1 : await chooseLambda(rows, gram, right, dual, weights, breathe));
  // A penalty of exactly 0 leaves the system singular where features are collinear; this much changes no digit shown.
  const least = 1e-12 * meanDiagonal(gram, size);
  const shift = Math.max(chosen, least, Number.MIN_VALUE);
  for (let j = 0; j < size; j++) gram[j * size + j] += shift;
  const solved =
    gramOf && !dual
      ? await solveRoughly(rows, gram, right, shift, breathe)
      : await solveCholesky(gram, right, breathe);
  if (!solved) return fitRidge(X, y, weights, lambda, control);
  const coefficients = dual ? await timesTransposed(rows, solved, breathe) : solved;
  let intercept = rows.targetMean;
  for (let j = 0; j < coefficients.length; j++) intercept -= coefficients[j] * rows.means[j];
  return { coefficients, intercept, lambda: chosen };
}

/** The refined solution from a rough Gram matrix; null where it is too rough for that. */
async function solveRoughly(
  rows: CentredRows,
  gram: Float64Array,
  right: Float64Array,
  shift: number,
  breathe: () => Promise<void>,
): Promise<Float64Array | null> {
  try {
    await factorCholesky(gram, right.length, breathe);
  } catch (error) {
    if (error instanceof NotPositiveDefinite) return null;
    throw error;
  }
  return refineNormal(rows, gram, right, shift, breathe);
}

/** BᵀB (nFeatures²) of the centred rows; only the lower triangle is reckoned, then mirrored. */
export async function featureGram(rows: CentredRows, breathe: () => Promise<void>): Promise<Float64Array> {
  const p = rows.nFeatures;
  const gram = new Float64Array(p * p);
  const line = new Float64Array(p);
  const block = new Float64Array(p * blockRows);
  let sinceBreath = 0;
  for (let start = 0; start < rows.nRows; start += blockRows) {
    const size = Math.min(blockRows, rows.nRows - start);
    for (let i = 0; i < size; i++) {
      rows.read(start + i, line, 0);
      for (let j = 0; j < p; j++) block[j * blockRows + i] = line[j];
    }
    for (let j = 0; j < p; j++) {
      for (let k = 0; k <= j; k++) gram[j * p + k] += dot(block, j * blockRows, block, k * blockRows, size);
    }
    sinceBreath += p * p * size;
    if (sinceBreath > 1e8) {
      sinceBreath = 0;
      await breathe();
    }
  }
  mirror(gram, p);
  return gram;
}

/** BBᵀ (nRows²) of the centred rows, for the dual. */
async function rowGram(rows: CentredRows, breathe: () => Promise<void>): Promise<Float64Array> {
  const { nRows: n, nFeatures: p } = rows;
  const all = new Float64Array(n * p);
  for (let i = 0; i < n; i++) rows.read(i, all, i * p);
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    if (i % 64 === 63) await breathe();
    for (let j = 0; j <= i; j++) gram[i * n + j] = dot(all, i * p, all, j * p, p);
  }
  mirror(gram, n);
  return gram;
}

export async function timesTransposed(
  rows: CentredRows,
  vector: Float64Array,
  breathe: () => Promise<void>,
): Promise<Float64Array> {
  const out = new Float64Array(rows.nFeatures);
  const line = new Float64Array(rows.nFeatures);
  for (let i = 0; i < rows.nRows; i++) {
    if (i % 65536 === 65535) await breathe();
    rows.read(i, line, 0);
    for (let j = 0; j < out.length; j++) out[j] += vector[i] * line[j];
  }
  return out;
}

async function chooseLambda(
  rows: CentredRows,
  gram: Float64Array,
  right: Float64Array,
  dual: boolean,
  weights: Float64Array | null,
  breathe: () => Promise<void>,
): Promise<number> {
  const T = await tridiagonalise(gram.slice(), right, breathe);
  const total = weights ? weights.reduce((sum, weight) => sum + weight, 0) : rows.nRows;
  const targetSquares = dot(rows.target, 0, rows.target, 0, rows.nRows);
  let best = 1;
  let bestScore = Infinity;
  for (const lambda of ridgeLambdas) {
    const { z, inverseTrace } = solveShifted(T, lambda);
    const size = z.length;
    const zz = dot(z, 0, z, 0, size);
    const zr = dot(z, 0, T.rotated, 0, size);
    // Primal: t - Bβ squared is tt - 2 z·r + z·Gz with Gz = r - lambda z. Dual: the residual is lambda z.
    const residual = dual ? lambda * lambda * zz : targetSquares - zr - lambda * zz;
    const fitted = size - lambda * inverseTrace;
    const free = total - 1 - fitted;
    const score = (total * Math.max(0, residual)) / (free * free);
    if (free > 0 && score < bestScore) {
      best = lambda;
      bestScore = score;
    }
  }
  return best;
}

function dot(a: Float64Array, from: number, b: Float64Array, at: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[from + i] * b[at + i];
  return sum;
}

function mirror(A: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) A[j * n + i] = A[i * n + j];
}

function meanDiagonal(A: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += A[i * n + i];
  return n === 0 ? 0 : sum / n;
}
