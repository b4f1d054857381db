import { Cancelled, type Control, type CurvePoint } from '../math/control.ts';
import type { Rng } from '../math/rng.ts';
import type { StoppingSet, TrainSet } from '../matrix/matrix.ts';
import { binRows } from './boosting-bins.ts';
import { addScores, joinTrees, type Forest, type Tree } from './boosting-forest.ts';
import { createLoss, type BoostingLoss } from './boosting-losses.ts';
import { defaultIterations, type BoostingParams } from './boosting-params.ts';
import type { BoostingState } from './boosting-predict.ts';
import { createSampling } from './boosting-sampling.ts';
import { createTreeGrower, type Grown } from './boosting-tree.ts';
import { classWeights, presentClasses, weightedRows } from './targets.ts';

/** A better loss is better by more than this share of the first loss. */
const leastImprovement = 1e-7;

export interface BoostingFit {
  readonly state: BoostingState;
  readonly iterations: number;
  readonly curve: readonly CurvePoint[];
}

/** Grows rounds of trees until the count is reached, the stopping rows say so, or no tree can be split any more. */
export async function fitBoosting(
  train: TrainSet,
  params: BoostingParams,
  rng: Rng,
  control: Control,
): Promise<BoostingFit> {
  const { X, y, weights } = train;
  const loss = createLoss(y, weights);
  if (!loss) return fitOfOneClass(train);
  const binned = await binRows(X, weights, params.maxBins, rng.fork('bins'), control);
  const levelBins = Object.fromEntries(
    binned.features.flatMap((one) => (one.levelBins ? [[one.feature, one.levelBins] as const] : [])),
  );
  const grower = createTreeGrower(binned, loss.constantHessian ? 2 : 3, params, control);
  const stopping = params.iterations > 0 ? null : watched(train.stopping, loss);
  const rounds = params.iterations || (stopping ? params.maxIterations : defaultIterations);
  const sampling = createSampling(weightedRows(X.nRows, weights), binned.features.length, params, rng.fork('samples'));
  const scores = repeated(loss.baseScores, X.nRows);
  const statistics = {
    gradients: new Float64Array(X.nRows),
    hessians: loss.constantHessian ? new Float64Array() : new Float64Array(X.nRows),
    weights,
  };
  const trees: Tree[] = [];
  const curve: CurvePoint[] = [];
  let kept = 0;
  let best = stopping ? stopping.loss() : Infinity;
  const least = leastImprovement * Math.abs(best);
  let trainLoss = loss.prepare(scores);
  for (let round = 0; round < rounds && trainLoss > 0; round++) {
    const { rows: drawn, columns, all } = sampling.next();
    const rows = drawn.slice();
    let grew = false;
    for (let output = 0; output < loss.nOutputs; output++) {
      rows.set(drawn);
      loss.derivatives(output, statistics.gradients, statistics.hessians);
      const { tree, leaves } = await grower.grow(rows, columns, statistics);
      grew ||= leaves.length > 1;
      trees.push(tree);
      if (all) addLeaves(leaves, rows, scores, output, loss.nOutputs);
    }
    if (!grew && all) {
      trees.length -= loss.nOutputs;
      break;
    }
    const latest = joinTrees(trees.slice(-loss.nOutputs), levelBins);
    if (!all) addScores(latest, X, scores, loss.nOutputs);
    trainLoss = loss.prepare(scores);
    const validation = stopping ? stopping.add(latest) : null;
    const point = { step: round + 1, train: trainLoss, validation };
    curve.push(point);
    control.progress((round + 1) / rounds, `Tree ${round + 1}`, point);
    if (control.cancelled()) throw new Cancelled();
    if (validation === null || validation < best - least) {
      best = validation ?? best;
      kept = round + 1;
    } else if (round + 1 - kept >= params.patience) break;
  }
  // At least one round is kept, since a count of 0 would tell a refit to choose for itself.
  if (trees.length > 0) kept = Math.max(1, kept);
  const forest = joinTrees(trees.slice(0, kept * loss.nOutputs), levelBins);
  return { state: { baseScores: loss.baseScores, outputClasses: loss.outputClasses, forest }, iterations: kept, curve };
}

/** Trees that score no class: what is left to say where the target has one class. */
function fitOfOneClass(train: TrainSet): BoostingFit {
  const { y, weights } = train;
  const outputClasses =
    y.kind === 'classes' ? Array.from(presentClasses(classWeights(y.codes, y.classes.length, weights))) : [];
  return {
    state: { baseScores: new Float64Array(), outputClasses, forest: joinTrees([], {}) },
    iterations: 0,
    curve: [],
  };
}

function repeated(base: Float64Array, nRows: number): Float64Array {
  return Float64Array.from({ length: nRows * base.length }, (_, i) => base[i % base.length]);
}

function addLeaves(
  leaves: Grown['leaves'],
  rows: Uint32Array,
  scores: Float64Array,
  output: number,
  nOutputs: number,
): void {
  for (const { start, end, value } of leaves) {
    for (let i = start; i < end; i++) scores[rows[i] * nOutputs + output] += value;
  }
}

interface Watched {
  loss(): number;
  /** The loss after adding these trees. */
  add(trees: Forest): number;
}

function watched(stopping: StoppingSet | null, loss: BoostingLoss): Watched | null {
  if (!stopping || stopping.X.nRows === 0) return null;
  const scores = repeated(loss.baseScores, stopping.X.nRows);
  return {
    loss: () => loss.lossOf(stopping.y, scores, stopping.weights),
    add(trees) {
      addScores(trees, stopping.X, scores, loss.nOutputs);
      return loss.lossOf(stopping.y, scores, stopping.weights);
    },
  };
}
