import { Cancelled, type Control } from '../math/control.ts';
import type { Rng } from '../math/rng.ts';
import type { TrainSet } from '../matrix/matrix.ts';
import { binRows } from './boosting-bins.ts';
import { requireTrainSet } from './checks.ts';
import type { Estimator } from './estimator.ts';
import { learnerTraits } from './learners.ts';
import { taskOf, weightedRows } from './targets.ts';
import { createTreeBuilder } from './tree-builder.ts';
import { binColumns } from './tree-columns.ts';
import { createTreeGrower } from './tree-grower.ts';
import { treeParams, treeSpecs, type TreeParams } from './tree-params.ts';
import { pruneTree } from './tree-prune.ts';
import { sizeOfTrees } from './trees-encode.ts';
import { predictTrees } from './trees-predict.ts';
import type { TreesState } from './trees-state.ts';
import { stateOfOneClass, treesTargetOf } from './trees-target.ts';

async function fitTree(train: TrainSet, params: TreeParams, rng: Rng, control: Control): Promise<TreesState> {
  const { X, weights } = train;
  const target = treesTargetOf(train);
  if (!target) return stateOfOneClass(train);
  const binned = await binRows(X, weights, 255, rng.fork('bins'), control);
  const columns = await binColumns(X, binned, weights, control);
  const builder = createTreeBuilder(target.width, target.outputClasses, columns, true);
  const { maxDepth, minRowsPerLeaf } = params;
  const limits = { maxDepth, minRowsPerLeaf, nTried: columns.length, randomCuts: false };
  const grower = createTreeGrower(columns, target.criterion(null), limits, builder, rng, control);
  await grower.grow(weightedRows(X.nRows, weights), weights ?? new Float64Array(X.nRows).fill(1));
  const pruned = pruneTree(builder.done(), builder.risks(), params.ccpAlpha, params.maxLeaves);
  return target.outputClasses.length > 0 ? smoothed(pruned, params.smoothing) : pruned;
}

/** The tree with `rows` more rows of the root's shares in every node. */
function smoothed(state: TreesState, rows: number): TreesState {
  const { seen, width, values } = state;
  if (!seen || state.roots[0] < 0) return state;
  const { splitRows, splitValues, leafRows } = seen;
  const mix = (shares: Float64Array, weights: Float64Array) =>
    shares.map((share, i) => {
      const weight = weights[Math.floor(i / width)];
      return (share * weight + splitValues[i % width] * rows) / (weight + rows);
    });
  return { ...state, values: mix(values, leafRows), seen: { ...seen, splitValues: mix(splitValues, splitRows) } };
}

/**
 * One decision tree, to be read (CART; Breiman et al., 1984): every node asks the question that lowers the squared error,
 * or the Gini index of classes, most, and branches that save too little are cut. Values are binned, missing values go
 * where they gain more, levels are divided as they are. Takes NaN in X as missing and infinities as beyond every number.
 * Draws nothing at random but, above 200,000 rows, those that bins are made of.
 */
export const tree: Estimator<TreesState> = {
  id: 'tree',
  label: learnerTraits.tree.label,
  family: learnerTraits.tree.family,
  input: learnerTraits.tree.input,
  params: treeSpecs,

  async fit(train, given, rng, control) {
    requireTrainSet(train);
    if (control.cancelled()) throw new Cancelled();
    const { X, y } = train;
    const state = await fitTree(train, treeParams(given), rng, control);
    control.progress(1);
    const classes = y.kind === 'classes' ? [...y.classes] : [];
    const iterations = state.roots.length;
    return {
      model: { learner: 'tree', task: taskOf(y), classes, nFeatures: X.features.length, iterations, state },
      curve: [],
    };
  },

  predict: predictTrees,
  sizeBytes: sizeOfTrees,
};
