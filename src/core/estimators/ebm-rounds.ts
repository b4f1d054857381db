import type { BinnedRows } from './boosting-bins.ts';
import { applySteps, createBoosted, refresh, type Boosted, type EbmLoss } from './ebm-loss.ts';
import type { Pieces } from './ebm-pairs.ts';
import { pairStep } from './ebm-pair-step.ts';
import type { EbmParams } from './ebm-params.ts';
import { featureStep, type BinSums } from './ebm-step.ts';

/** Rounds after which sums of second derivatives are taken anew. */
const hessianRounds = 4;

/** Bins of some rows, one feature after the other (length nFeatures × nRows). */
export type BinColumns = Uint16Array;

/** A grid of two features, by the index of their bins. */
export interface PairGrid {
  readonly first: number;
  readonly second: number;
  readonly firstPieces: Pieces;
  readonly secondPieces: Pieces;
  readonly nCells: number;
}

/** Where the steps of each feature or pair stand in an array of all: K × size from `at`. */
export interface Slots {
  readonly at: readonly number[];
  readonly sizes: readonly number[];
  readonly total: number;
}

/** Slots of `sizes` for K outputs each, one after the other. */
export function slotsOf(sizes: readonly number[], K: number): Slots {
  const at: number[] = [];
  let total = 0;
  for (const size of sizes) {
    at.push(total);
    total += K * size;
  }
  return { at, sizes, total };
}

/** The bins of `rows`, feature by feature. */
export function binColumns({ features, bins }: BinnedRows, rows: Uint32Array): BinColumns {
  const columns = new Uint16Array(rows.length * features.length);
  for (let f = 0, at = 0; f < features.length; f++) {
    for (let i = 0; i < rows.length; i++, at++) columns[at] = bins[rows[i] * features.length + f];
  }
  return columns;
}

/** The cell of each row in a pair's grid. */
export function cellsOf(
  { first, second, firstPieces, secondPieces }: PairGrid,
  columns: BinColumns,
  nRows: number,
): Uint16Array {
  const cells = new Uint16Array(nRows);
  for (let i = 0; i < nRows; i++) {
    const a = firstPieces.pieceOf[columns[first * nRows + i]];
    cells[i] = a * secondPieces.nPieces + secondPieces.pieceOf[columns[second * nRows + i]];
  }
  return cells;
}

/** One of the models that are averaged: rows that it boosts, a feature or a pair at a time. */
export interface Bag {
  readonly rows: Boosted;
  /** Visits every feature once, then every pair; adds `share` of each step to the arrays of all steps. Returns the mean loss before, or 0 where it is not `wanted`. */
  round(featureSteps: Float64Array, pairSteps: Float64Array, share: number, wanted: boolean): Promise<number>;
  addPairs(pairs: readonly PairGrid[], slots: Slots): void;
}

/** A bag over the training rows `chosen`. */
export function createBag(
  loss: EbmLoss,
  binned: BinnedRows,
  chosen: Uint32Array,
  targets: Float64Array,
  weights: Float64Array | null,
  slots: Slots,
  params: EbmParams,
  breathe: (work: number) => Promise<void>,
): Bag {
  const n = chosen.length;
  const { K } = loss;
  const { features } = binned;
  const columns = binColumns(binned, chosen);
  const own = weights && Float64Array.from(chosen, (row) => weights[row]);
  const rows = createBoosted(
    loss,
    Float64Array.from(chosen, (row) => targets[row]),
    own,
  );
  const featureWeights = features.map((_, f) => cellWeights(columns.subarray(f * n, (f + 1) * n), own, slots.sizes[f]));
  let pairs: readonly PairGrid[] = [];
  let pairSlots = slotsOf([], K);
  let pairCells: readonly Uint16Array[] = [];
  let pairWeights: readonly Float64Array[] = [];
  const longest = Math.max(256, 33 * 33);
  const gradients = new Float64Array(longest);
  /** Sums of second derivatives by visit and output: they change slowly, and scale a step without saying where it leads. */
  const hessianSums = new Map<number, Float64Array>();
  let rounds = 0;
  const steps = new Float64Array(K * longest);

  function sum(visit: number, cells: Uint16Array, k: number, size: number, cellWeight: Float64Array): BinSums {
    gradients.fill(0, 0, size);
    addUp(cells, rows.gradients, k * n, gradients);
    // The second derivatives of squared error are the weights.
    if (loss.kind === 'squared') return { gradients, hessians: cellWeight, weights: cellWeight };
    let hessians = hessianSums.get(visit * K + k);
    if (!hessians || rounds % hessianRounds === 0) {
      hessians = new Float64Array(size);
      addUp(cells, rows.hessians, k * n, hessians);
      hessianSums.set(visit * K + k, hessians);
    }
    return { gradients, hessians, weights: cellWeight };
  }
  function take(cells: Uint16Array, size: number, at: number, out: Float64Array, share: number): void {
    applySteps(loss, rows, cells, steps, size);
    for (let s = 0; s < K * size; s++) out[at + s] += share * steps[s];
  }

  return {
    rows,
    async round(featureSteps, pairSteps, share, wanted) {
      const before = refresh(loss, rows, wanted);
      for (let f = 0; f < features.length; f++) {
        const size = slots.sizes[f];
        const cells = columns.subarray(f * n, (f + 1) * n);
        let moved = false;
        for (let k = 0; k < K; k++) {
          const sums = sum(f, cells, k, size, featureWeights[f]);
          const ranked = features[f].levelBins !== null;
          moved = featureStep(sums, features[f].nBins, ranked, params, steps, k * size) || moved;
        }
        if (moved) take(cells, size, slots.at[f], featureSteps, share);
        await breathe(3 * K * n);
      }
      for (let q = 0; q < pairs.length; q++) {
        const { firstPieces, secondPieces, nCells } = pairs[q];
        let moved = false;
        for (let k = 0; k < K; k++) {
          const sums = sum(features.length + q, pairCells[q], k, nCells, pairWeights[q]);
          moved = pairStep(sums, firstPieces.nPieces, secondPieces.nPieces, params, steps, k * nCells) || moved;
        }
        if (moved) take(pairCells[q], nCells, pairSlots.at[q], pairSteps, share);
        await breathe(3 * K * (n + nCells));
      }
      rounds++;
      return before;
    },
    addPairs(added, addedSlots) {
      pairs = added;
      pairSlots = addedSlots;
      pairCells = added.map((pair) => cellsOf(pair, columns, n));
      pairWeights = pairCells.map((cells, q) => cellWeights(cells, own, added[q].nCells));
    },
  };
}

/** The weight of the rows in each cell. */
export function cellWeights(cells: Uint16Array, weights: Float64Array | null, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let i = 0; i < cells.length; i++) sums[cells[i]] += weights ? weights[i] : 1;
  return sums;
}

function addUp(cells: Uint16Array, values: Float64Array, from: number, sums: Float64Array): void {
  for (let i = 0, at = from; i < cells.length; i++, at++) sums[cells[i]] += values[at];
}
