import { log } from '../math/log.ts';
import type { FeatureBins } from './boosting-bins.ts';
import type { Boosted } from './ebm-loss.ts';
import { noPiece } from './ebm-predict.ts';
import { gainOf } from './ebm-step.ts';

/** Pieces of a feature in a grid, beside that of missing values: fewer where there are few rows to fill the cells. */
const fewestPieces = 4;
const mostPieces = 32;
/** Additions that looking for pairs may take; of more features than that allows, the most important are looked at. */
const mostWork = 5e7;
/** Twice the gain in log-likelihood that a pair of unrelated features hardly ever reaches over all of its cuts. */
const chance = 10;

/** The pieces of a feature's bins. */
export interface Pieces {
  /** Length nBins + 1; noPiece for missing values where there are none. */
  readonly pieceOf: Uint8Array;
  readonly nPieces: number;
}

/** Two features that act together. */
export interface FoundPair {
  readonly first: number;
  readonly second: number;
  readonly gain: number;
}

/**
 * The bins of a feature in up to √n / 2 pieces, 4 to 32, of about the same weight: of neighbouring values, or of categories that are
 * neighbours by `scores`, their shape so far. Missing values, where there are any, are the last piece.
 */
export function piecesOf(
  { nBins, hasMissing, thresholds }: FeatureBins,
  weights: Float64Array,
  scores: Float64Array,
): Pieces {
  const order = Array.from({ length: nBins }, (_, bin) => bin);
  if (!thresholds) order.sort((a, b) => scores[a] - scores[b] || a - b);
  const total = order.reduce((sum, bin) => sum + weights[bin], 0);
  const most = Math.min(mostPieces, Math.max(fewestPieces, Math.round(Math.sqrt(total) / 2)));
  const pieceOf = new Uint8Array(nBins + 1).fill(noPiece);
  let piece = 0;
  let reached = 0;
  order.forEach((bin, i) => {
    pieceOf[bin] = piece;
    reached += weights[bin];
    const full = nBins <= most || reached >= ((piece + 1) * total) / most;
    if (full && i + 1 < nBins && piece + 1 < most) piece++;
  });
  const values = nBins === 0 ? 0 : piece + 1;
  if (hasMissing) pieceOf[nBins] = values;
  return { pieceOf, nPieces: values + (hasMissing ? 1 : 0) };
}

/** Column f of `bins` (feature-major) for each feature, as pieces; rows at noPiece are in no cell. */
interface PieceColumns {
  readonly pieces: readonly Pieces[];
  readonly bins: Uint16Array;
}

/**
 * Up to `nPairs` pairs whose four-piece tables explain most of what the shapes leave unexplained, over what cuts of each
 * alone explain (FAST of Lou, Caruana, Gehrke & Hooker, 2013), those within chance left out. Gains are in units of
 * twice the log-likelihood. `importance` says which features to look at where there are too many for all.
 */
export async function findPairs(
  columns: PieceColumns,
  rows: Boosted,
  importance: readonly number[],
  nPairs: number,
  minRows: number,
  breathe: (work: number) => Promise<void>,
): Promise<FoundPair[]> {
  const n = rows.nRows;
  const K = rows.gradients.length / Math.max(1, n);
  const most = Math.floor(Math.sqrt((2 * mostWork) / (K * (n + 2000))));
  const looked = Array.from(importance.keys())
    .filter((f) => columns.pieces[f].nPieces > 1)
    .sort((a, b) => importance[b] - importance[a] || a - b)
    .slice(0, Math.max(2, most))
    .sort((a, b) => a - b);
  const found: FoundPair[] = [];
  const spread = dispersion(rows);
  const least = chance + 2 * log(Math.max(1, (looked.length * (looked.length - 1)) / 2));
  for (let i = 0; i < looked.length; i++) {
    for (let j = i + 1; j < looked.length; j++) {
      const [first, second] = [looked[i], looked[j]];
      const gain = pairGain(columns, rows, first, second, minRows) / spread;
      if (gain > least * K) found.push({ first, second, gain });
      await breathe(2 * K * (n + 2000));
    }
  }
  return found.sort((a, b) => b.gain - a.gain || a.first - b.first || a.second - b.second).slice(0, nPairs);
}

/** Σ gradient² over Σ hessian: the variance of a residual in its own units; 1 where a class probability is right. */
function dispersion({ gradients, hessians, weights, nRows }: Boosted): number {
  let squares = 0;
  let total = 0;
  for (let i = 0; i < gradients.length; i++) {
    const weight = weights ? weights[i % nRows] : 1;
    if (weight > 0) squares += (gradients[i] * gradients[i]) / weight;
    total += hessians[i];
  }
  return squares > 0 && total > 0 ? squares / total : 1;
}

function pairGain(
  { pieces, bins }: PieceColumns,
  rows: Boosted,
  first: number,
  second: number,
  minRows: number,
): number {
  const { nRows: n, gradients, hessians, weights } = rows;
  const [A, B] = [pieces[first], pieces[second]];
  const [a, b] = [A.nPieces, B.nPieces];
  const K = gradients.length / n;
  const cell = new Uint16Array(n);
  const counts = new Float64Array(a * b);
  for (let i = 0; i < n; i++) {
    cell[i] = A.pieceOf[bins[first * n + i]] * b + B.pieceOf[bins[second * n + i]];
    counts[cell[i]] += weights ? weights[i] : 1;
  }
  accumulate(counts, a, b);
  let sum = 0;
  for (let k = 0; k < K; k++) {
    const G = new Float64Array(a * b);
    const H = new Float64Array(a * b);
    for (let i = 0, at = k * n; i < n; i++, at++) {
      G[cell[i]] += gradients[at];
      H[cell[i]] += hessians[at];
    }
    accumulate(G, a, b);
    accumulate(H, a, b);
    sum += bestQuadrants(G, H, counts, a, b, minRows);
  }
  return sum;
}

/** Turns the sums of cells into those of all cells up to each, in both directions. */
function accumulate(sums: Float64Array, a: number, b: number): void {
  for (let i = 0; i < a; i++) for (let j = 1; j < b; j++) sums[i * b + j] += sums[i * b + j - 1];
  for (let i = 1; i < a; i++) for (let j = 0; j < b; j++) sums[i * b + j] += sums[(i - 1) * b + j];
}

/** The most that four quadrants gain over the cut of the first and the cut of the second feature by themselves. */
function bestQuadrants(
  G: Float64Array,
  H: Float64Array,
  N: Float64Array,
  a: number,
  b: number,
  minRows: number,
): number {
  const last = (a - 1) * b;
  const end = a * b - 1;
  const whole = gainOf(G[end], H[end], 1);
  let best = 0;
  for (let i = 0; i + 1 < a; i++) {
    const row = i * b + b - 1;
    const rowGain = gainOf(G[row], H[row], 1) + gainOf(G[end] - G[row], H[end] - H[row], 1);
    for (let j = 0; j + 1 < b; j++) {
      const at = i * b + j;
      const column = last + j;
      const [n1, n2, n3] = [N[at], N[row] - N[at], N[column] - N[at]];
      if (Math.min(n1, n2, n3, N[end] - n1 - n2 - n3) < minRows) continue;
      const quadrants =
        gainOf(G[at], H[at], 1) +
        gainOf(G[row] - G[at], H[row] - H[at], 1) +
        gainOf(G[column] - G[at], H[column] - H[at], 1) +
        gainOf(G[end] - G[row] - G[column] + G[at], H[end] - H[row] - H[column] + H[at], 1);
      const columnGain = gainOf(G[column], H[column], 1) + gainOf(G[end] - G[column], H[end] - H[column], 1);
      best = Math.max(best, quadrants - rowGain - columnGain + whole);
    }
  }
  return best;
}
