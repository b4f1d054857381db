import { Cancelled, type Control, type CurvePoint } from '../math/control.ts';
import type { Rng } from '../math/rng.ts';
import type { StoppingSet, TrainSet } from '../matrix/matrix.ts';
import { assignBins, findBins } from './boosting-bins.ts';
import { joinTrees, type Forest, type Tree } from './boosting-forest.ts';
import { addScores } from './boosting-scores.ts';
import { createLoss } from './boosting-create-loss.ts';
import type { BoostingLoss } from './boosting-loss.ts';
import { limitsOf, setLeaves } from './boosting-leaves.ts';
import { directionsOf } from './boosting-monotone.ts';
import { defaultIterations, type BoostingParams } from './boosting-params.ts';
import type { BoostingState } from './boosting-predict.ts';
import { createSampling } from './boosting-sampling.ts';
import { createTreeGrower } from './boosting-tree.ts';
import { outputClassesOf, weightedRows } from './targets.ts';
import type { TreeKernels } from './tree-kernels.ts';

/** A better loss is better by more than this share of the first loss. */
const leastImprovement = 1e-7;

export interface BoostingFit {
  readonly state: BoostingState;
  readonly iterations: number;
  readonly curve: readonly CurvePoint[];
}

/** Thrown where a direction is asked of a model of more than two classes, whose probabilities move against each other. */
export class MonotoneNeedsOneScore extends Error {
  readonly code = 'MonotoneNeedsOneScore';
  constructor(nClasses: number) {
    super(
      `MonotoneNeedsOneScore: the target has ${nClasses} classes, and directions are for numbers or two classes; leave them out`,
    );
    this.name = 'MonotoneNeedsOneScore';
  }
}

/** Grows rounds of trees until the count is reached, the stopping rows say so, or no tree can be split any more. */
export async function fitBoosting(
  kernels: TreeKernels,
  train: TrainSet,
  params: BoostingParams,
  rng: Rng,
  control: Control,
): Promise<BoostingFit> {
  const { X, y, weights } = train;
  const loss = createLoss(y, weights, params);
  if (!loss) return fitOfOneClass(train);
  const features = await findBins(X, weights, params.maxBins, rng.fork('bins'), control);
  const directions = directionsOf(params.monotone, features, X.features);
  if (directions && loss.nOutputs > 1) throw new MonotoneNeedsOneScore(loss.nOutputs);
  const { limits, stride } = limitsOf(loss, features, weights, params);
  const memory = kernels.open(
    {
      nRows: X.nRows,
      nBins: features.map(({ nBins }) => nBins),
      hasMissing: features.map(({ hasMissing }) => hasMissing),
      stride,
      nOutputs: loss.nOutputs,
    },
    limits,
  );
  await assignBins(X, features, memory.bins, control);
  if (stride === 3 && weights) memory.weights.set(weights);
  const grower = createTreeGrower(memory, features, { params, limits, stride, directions }, control);
  const levelBins = Object.fromEntries(
    features.flatMap((one) => (one.levelBins ? [[one.feature, one.levelBins] as const] : [])),
  );
  const stopping = params.iterations > 0 ? null : watched(train.stopping, loss);
  const rounds = params.iterations || (stopping ? params.maxIterations : defaultIterations);
  const sampling = createSampling(weightedRows(X.nRows, weights), features.length, params, rng.fork('samples'));
  fillScores(memory.scores, loss.baseScores);
  const trees: Tree[] = [];
  const curve: CurvePoint[] = [];
  let kept = 0;
  let best = stopping ? stopping.loss() : Infinity;
  const least = leastImprovement * Math.abs(best);
  loss.begin?.(memory);
  let trainLoss = loss.prepare(memory);
  for (let round = 0; round < rounds && trainLoss > 0; round++) {
    const { rows, columns, all } = sampling.next();
    let grew = false;
    for (let output = 0; output < loss.nOutputs; output++) {
      memory.rows.set(rows);
      loss.derivatives(output, memory);
      const grown = await grower.grow(rows.length, columns);
      setLeaves(grown, loss, memory, params, features, directions, weights);
      grew ||= grown.leaves.length > 1;
      trees.push(grown.tree);
      if (all)
        for (const { node, start, end } of grown.leaves) memory.addToScores(start, end, output, grown.tree.value[node]);
    }
    if (!grew && all) {
      trees.length -= loss.nOutputs;
      break;
    }
    const latest = all && !stopping ? null : joinTrees(trees.slice(-loss.nOutputs), levelBins);
    if (latest && !all) addScores(latest, X, memory.scores, loss.nOutputs);
    trainLoss = loss.prepare(memory);
    const validation = latest && stopping ? stopping.add(latest) : null;
    const point = { step: round + 1, train: trainLoss, validation };
    curve.push(point);
    control.progress((round + 1) / rounds, `Tree ${round + 1}`, point);
    if (control.cancelled()) throw new Cancelled();
    if (validation === null || validation < best - least) {
      best = validation ?? best;
      kept = round + 1;
    } else if (round + 1 - kept >= params.patience) break;
    if (control.enough?.()) break;
  }
  // At least one round is kept, since a count of 0 would tell a refit to choose for itself.
  if (trees.length > 0) kept = Math.max(1, kept);
  const { baseScores, outputClasses, link } = loss;
  const forest = joinTrees(trees.slice(0, kept * loss.nOutputs), levelBins);
  const state = { baseScores, outputClasses, forest, ...(link === 'log' ? { link } : {}) };
  return { state, iterations: kept, curve };
}

/** Trees that score no class: what is left to say where the target has one class. */
function fitOfOneClass(train: TrainSet): BoostingFit {
  const outputClasses = outputClassesOf(train.y, train.weights);
  return {
    state: { baseScores: new Float64Array(), outputClasses, forest: joinTrees([], {}) },
    iterations: 0,
    curve: [],
  };
}

function fillScores(scores: Float64Array, base: Float64Array): void {
  for (let i = 0; i < scores.length; i++) scores[i] = base[i % base.length];
}

interface Watched {
  loss(): number;
  /** The loss after adding these trees. */
  add(trees: Forest): number;
}

function watched(stopping: StoppingSet | null, loss: BoostingLoss): Watched | null {
  if (!stopping || stopping.X.nRows === 0) return null;
  const scores = new Float64Array(stopping.X.nRows * loss.nOutputs);
  fillScores(scores, loss.baseScores);
  return {
    loss: () => loss.lossOf(stopping.y, scores, stopping.weights),
    add(trees) {
      addScores(trees, stopping.X, scores, loss.nOutputs);
      return loss.lossOf(stopping.y, scores, stopping.weights);
    },
  };
}
