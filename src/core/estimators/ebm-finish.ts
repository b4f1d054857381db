import type { TrainSet } from '../matrix/matrix.ts';
import type { BinnedRows } from './boosting-bins.ts';
import type { EbmLoss } from './ebm-loss.ts';
import { noPiece, type EbmPair, type EbmShape, type EbmState } from './ebm-predict.ts';
import { binColumns, cellsOf, cellWeights, type PairGrid, type Slots } from './ebm-rounds.ts';
import { weightedMean } from './targets.ts';

const purifications = 200;

/** What boosting left: steps of the features by `slots`, and of the pairs one grid after the other. */
export interface BoostedSteps {
  readonly features: Float64Array;
  readonly pairs: Float64Array;
  readonly grids: readonly PairGrid[];
}

/**
 * The additive model of the steps, in the units of the score. What a grid says of one of its features alone moves to
 * that feature's shape (Lengerich et al., 2020), and the mean of every shape over the training rows to the intercept.
 */
export function finishEbm(
  { X, y, weights }: Pick<TrainSet, 'X' | 'y' | 'weights'>,
  loss: EbmLoss,
  binned: BinnedRows,
  rows: Uint32Array,
  slots: Slots,
  steps: BoostedSteps,
): EbmState {
  const { K, scale } = loss;
  const n = rows.length;
  const columns = binColumns(binned, rows);
  const own = weights && Float64Array.from(rows, (row) => weights[row]);
  const shapes = binned.features.map((feature, f): EbmShape => {
    const size = slots.sizes[f];
    return {
      ...feature,
      scores: steps.features.slice(slots.at[f], slots.at[f] + K * size).map((score) => score * scale),
      weights: cellWeights(columns.subarray(f * n, (f + 1) * n), own, size),
      ...(feature.thresholds ? rangeOf(X, feature.feature, rows) : { low: 0, high: 0 }),
    };
  });
  let at = 0;
  const pairs = steps.grids.map((grid): EbmPair => {
    const size = K * grid.nCells;
    const cells = cellsOf(grid, columns, n);
    const pair: EbmPair = {
      first: grid.first,
      second: grid.second,
      firstPieces: grid.firstPieces.pieceOf,
      secondPieces: grid.secondPieces.pieceOf,
      nFirst: grid.firstPieces.nPieces,
      nSecond: grid.secondPieces.nPieces,
      grid: steps.pairs.slice(at, at + size).map((score) => score * scale),
      weights: cellWeights(cells, own, grid.nCells),
    };
    at += size;
    for (let k = 0; k < K; k++) purify(pair, k, shapes[pair.first], shapes[pair.second]);
    return pair;
  });
  const middle = y.kind === 'number' ? weightedMean(y.values, weights) : 0;
  const intercepts = loss.base.map((base) => base * scale + middle);
  for (const shape of shapes) {
    for (let k = 0; k < K; k++) {
      const mean = centre(shape, k);
      // Beside centred shapes the mean of the target is the best intercept of all, whichever rows the bags drew.
      if (loss.kind !== 'squared') intercepts[k] += mean;
    }
  }
  return { intercepts, outputClasses: loss.outputClasses, shapes, pairs };
}

function rangeOf(
  { values, features }: TrainSet['X'],
  feature: number,
  rows: Uint32Array,
): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const row of rows) {
    const value = values[row * features.length + feature];
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

/** Takes the weighted mean of a shape's scores of output k out of them and returns it. */
function centre({ scores, weights, hasMissing }: EbmShape, k: number): number {
  const size = weights.length;
  let sum = 0;
  let total = 0;
  for (let bin = 0; bin < size; bin++) {
    sum += weights[bin] * scores[k * size + bin];
    total += weights[bin];
  }
  const mean = sum / total;
  for (let bin = 0; bin < size; bin++) scores[k * size + bin] -= mean;
  // Nothing is known of missing values where training had none: they add nothing.
  if (!hasMissing) scores[k * size + size - 1] = 0;
  return mean;
}

/** Moves the weighted means of rows and columns of output k's grid to the shapes until none is left. */
function purify(pair: EbmPair, k: number, first: EbmShape, second: EbmShape): void {
  const { grid, weights, nFirst, nSecond } = pair;
  const from = k * nFirst * nSecond;
  let largest = 0;
  for (let c = 0; c < nFirst * nSecond; c++) largest = Math.max(largest, Math.abs(grid[from + c]));
  for (let turn = 0; turn < purifications; turn++) {
    const moved = Math.max(
      movedMeans(grid, weights, from, nFirst, nSecond, nSecond, 1, pair.firstPieces, first, k),
      movedMeans(grid, weights, from, nSecond, nFirst, 1, nSecond, pair.secondPieces, second, k),
    );
    if (moved <= 1e-12 * largest) break;
  }
}

function movedMeans(
  grid: Float64Array,
  weights: Float64Array,
  from: number,
  nLines: number,
  length: number,
  lineStride: number,
  stride: number,
  pieces: Uint8Array,
  shape: EbmShape,
  k: number,
): number {
  const means = new Float64Array(nLines);
  let most = 0;
  for (let a = 0; a < nLines; a++) {
    let sum = 0;
    let total = 0;
    for (let b = 0, cell = a * lineStride; b < length; b++, cell += stride) {
      sum += weights[cell] * grid[from + cell];
      total += weights[cell];
    }
    if (total === 0) continue;
    means[a] = sum / total;
    most = Math.max(most, Math.abs(means[a]));
    for (let b = 0, cell = a * lineStride; b < length; b++, cell += stride) grid[from + cell] -= means[a];
  }
  const size = pieces.length;
  for (let bin = 0; bin < size; bin++) if (pieces[bin] !== noPiece) shape.scores[k * size + bin] += means[pieces[bin]];
  return most;
}
