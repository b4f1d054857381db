import type { Control, CurvePoint } from '../math/control.ts';
import type { Rng } from '../math/rng.ts';
import type { DesignMatrix, TrainSet } from '../matrix/matrix.ts';
import { binRows, type FeatureBins } from './boosting-bins.ts';
import { createBreath } from './breath.ts';
import { finishEbm, type BoostedSteps } from './ebm-finish.ts';
import { applySteps, createBoosted, createEbmLoss, refresh, type EbmLoss } from './ebm-loss.ts';
import { findPairs, piecesOf } from './ebm-pairs.ts';
import { defaultRounds, type EbmParams } from './ebm-params.ts';
import { binOf, type EbmState } from './ebm-predict.ts';
import { binColumns, cellsOf, cellWeights, createBag, slotsOf, type PairGrid, type Slots } from './ebm-rounds.ts';
import { outputClassesOf, weightedRows } from './targets.ts';

/** Pairs are looked for once each direction has come within e^-2 of its end: after 2 / rate rounds. */
const warmUp = 2;
/** Share of the rows that each of several bags sees. */
const bagShare = 0.8;
const mostBags = 8;
const fewestBagRows = 100;
/** Rows times features times outputs that the bags may hold by default. */
const bagWork = 1e6;
/** Rows whose work is that of finding cuts, beside the rows themselves. */
const sideRows = 1000;
/** A better loss is better by more than this share of the first loss. */
const leastImprovement = 5e-5;

export interface EbmFit {
  readonly state: EbmState;
  readonly iterations: number;
  readonly curve: readonly CurvePoint[];
}

/** Boosts the features in turn, then pairs with them, until the count is reached or the stopping rows say so. */
export async function fitEbm(train: TrainSet, params: EbmParams, rng: Rng, control: Control): Promise<EbmFit> {
  const { X, y, weights } = train;
  const loss = createEbmLoss(y, weights);
  if (!loss) return fitOfOneClass(train);
  const breathe = createBreath(control);
  await breathe(Infinity);
  const { K } = loss;
  const binned = await binRows(X, weights, params.maxBins, rng.fork('bins'), control);
  const { features } = binned;
  const slots = slotsOf(
    features.map(({ nBins }) => nBins + 1),
    K,
  );
  const targets = loss.targetsOf(y);
  const rows = weightedRows(X.nRows, weights);
  const bags = bagRows(rows, params.bags || bagsFor(rows.length, features.length * K), rng).map((chosen) =>
    createBag(loss, binned, chosen, targets, weights, slots, params, breathe),
  );
  const stopping = params.iterations > 0 ? null : watched(train, loss, features, slots);
  const rounds = params.iterations || (stopping ? params.maxIterations : defaultRounds);
  const pairsFrom = Math.ceil(warmUp / params.learningRate);
  const model = createSteps(slots);
  let kept: BoostedSteps & { readonly rounds: number } = {
    features: model.total,
    pairs: new Float64Array(),
    grids: [],
    rounds: 0,
  };
  let grids: readonly PairGrid[] = [];
  let pairModel = createSteps(slotsOf([], K));
  const curve: CurvePoint[] = [];
  let best = stopping ? stopping.loss() : Infinity;
  const least = leastImprovement * Math.abs(best);
  let done = 0;
  for (let round = 0; round < rounds && !(round > 0 && control.enough?.()); round++) {
    if (round === pairsFrom && params.nPairs > 0) {
      grids = await lookForPairs();
      pairModel = createSteps(
        slotsOf(
          grids.map(({ nCells }) => nCells),
          K,
        ),
      );
      for (const bag of bags) bag.addPairs(grids, pairModel.slots);
      stopping?.addPairs(grids);
    }
    let trainLoss = 0;
    for (let b = 0; b < bags.length; b++) {
      // One bag's loss tells the learning curve as well as all of them.
      const before = await bags[b].round(model.latest, pairModel.latest, 1 / bags.length, b === 0);
      if (b === 0) trainLoss = before;
    }
    const validation = stopping ? stopping.add(model.latest, pairModel.latest, pairModel.slots) : null;
    takeIn(model);
    takeIn(pairModel);
    const point = { step: round + 1, train: trainLoss, validation };
    curve.push(point);
    done = round + 1;
    control.progress(Math.min(0.99, (round + 1) / rounds), `Round ${round + 1}`, point);
    await breathe(X.nRows);
    if (validation !== null && validation < best - least) best = validation;
    else if (validation !== null && round > 0) {
      if (round + 1 - kept.rounds >= params.patience) break;
      continue;
    }
    // At least one round is kept, since a count of 0 would tell a refit to choose for itself.
    if (stopping) kept = { features: model.total.slice(), pairs: pairModel.total.slice(), grids, rounds: round + 1 };
  }
  if (!stopping) kept = { features: model.total, pairs: pairModel.total, grids, rounds: done };
  const state = finishEbm(train, loss, binned, rows, slots, kept);
  return { state, iterations: kept.rounds, curve };

  async function lookForPairs(): Promise<PairGrid[]> {
    const columns = binColumns(binned, rows);
    const all = createBoosted(
      loss!,
      Float64Array.from(rows, (row) => targets[row]),
      weights && Float64Array.from(rows, (row) => weights[row]),
    );
    const n = rows.length;
    const ofBins: Float64Array[] = [];
    const importance = features.map((_, f) => {
      const cells = columns.subarray(f * n, (f + 1) * n);
      const steps = model.total.subarray(slots.at[f], slots.at[f] + K * slots.sizes[f]);
      applySteps(loss!, all, cells, steps, slots.sizes[f]);
      ofBins.push(cellWeights(cells, all.weights, slots.sizes[f]));
      return ofBins[f].reduce((sum, weight, bin) => {
        let most = 0;
        for (let k = 0; k < K; k++) most += Math.abs(steps[k * slots.sizes[f] + bin]);
        return sum + weight * most;
      }, 0);
    });
    refresh(loss!, all);
    const pieces = features.map((one, f) => piecesOf(one, ofBins[f], model.total.subarray(slots.at[f])));
    const found = await findPairs(
      { pieces, bins: columns },
      all,
      importance,
      params.nPairs,
      params.minRowsPerLeaf,
      breathe,
    );
    return found.map(({ first, second }) => ({
      first,
      second,
      firstPieces: pieces[first],
      secondPieces: pieces[second],
      nCells: pieces[first].nPieces * pieces[second].nPieces,
    }));
  }
}

/** Steps of all rounds, and of the latest. */
interface Steps {
  readonly slots: Slots;
  readonly total: Float64Array;
  readonly latest: Float64Array;
}

function createSteps(slots: Slots): Steps {
  return { slots, total: new Float64Array(slots.total), latest: new Float64Array(slots.total) };
}

function takeIn({ total, latest }: Steps): void {
  for (let s = 0; s < total.length; s++) total[s] += latest[s];
  latest.fill(0);
}

function bagsFor(nRows: number, width: number): number {
  if (nRows < fewestBagRows) return 1;
  return Math.min(mostBags, Math.max(1, Math.floor(bagWork / ((nRows + sideRows) * Math.max(1, width)))));
}

/** The rows of each bag, ascending: all of them where there is one bag, else a part drawn for each. */
function bagRows(rows: Uint32Array, count: number, rng: Rng): Uint32Array[] {
  if (count === 1) return [rows];
  const size = Math.max(1, Math.round(bagShare * rows.length));
  return Array.from({ length: count }, (_, b) => {
    const order = rng.fork(`bag ${b}`).permutation(rows.length);
    return order
      .subarray(0, size)
      .map((i) => rows[i])
      .sort();
  });
}

function fitOfOneClass({ y, weights }: TrainSet): EbmFit {
  const outputClasses = outputClassesOf(y, weights);
  return { state: { intercepts: new Float64Array(), outputClasses, shapes: [], pairs: [] }, iterations: 0, curve: [] };
}

interface Watched {
  loss(): number;
  /** The loss after these steps. */
  add(featureSteps: Float64Array, pairSteps: Float64Array, pairSlots: Slots): number;
  addPairs(pairs: readonly PairGrid[]): void;
}

function watched(
  { stopping }: TrainSet,
  loss: EbmLoss,
  features: readonly FeatureBins[],
  slots: Slots,
): Watched | null {
  if (!stopping || stopping.X.nRows === 0) return null;
  const targets = loss.targetsOf(stopping.y);
  // Rows of classes that training does not have cost the same whatever is learned.
  const weights = Float64Array.from(targets, (target, i) =>
    loss.kind !== 'squared' && target < 0 ? 0 : (stopping.weights?.[i] ?? 1),
  );
  if (!weights.some((weight) => weight > 0)) return null;
  const n = stopping.X.nRows;
  const columns = columnsOf(stopping.X, features);
  const rows = createBoosted(loss, targets, weights);
  let cells: readonly (Uint16Array | null)[] = [];
  const add = (at: number, size: number, cell: Uint16Array, steps: Float64Array) => {
    for (let k = 0; k < loss.K; k++) {
      for (let i = 0, s = k * n; i < n; i++, s++) if (cell[i] < size) rows.scores[s] += steps[at + k * size + cell[i]];
    }
  };
  return {
    loss: () => refresh(loss, rows),
    add(featureSteps, pairSteps, pairSlots) {
      features.forEach((_, f) => add(slots.at[f], slots.sizes[f], columns.subarray(f * n, (f + 1) * n), featureSteps));
      cells.forEach((cell, q) => cell && add(pairSlots.at[q], pairSlots.sizes[q], cell, pairSteps));
      return refresh(loss, rows);
    },
    addPairs(pairs) {
      cells = pairs.map((pair) => cellsOf(pair, columns, n));
    },
  };
}

function columnsOf(X: DesignMatrix, features: readonly FeatureBins[]): Uint16Array {
  const p = X.features.length;
  const columns = new Uint16Array(X.nRows * features.length);
  features.forEach((feature, f) => {
    for (let i = 0; i < X.nRows; i++) columns[f * X.nRows + i] = binOf(feature, X.values[i * p + feature.feature]);
  });
  return columns;
}
