import type { Control } from '../math/control.ts';
import type { Rng } from '../math/rng.ts';
import type { TrainSet } from '../matrix/matrix.ts';
import { binRows } from './boosting-bins.ts';
import type { ForestParams } from './forest-params.ts';
import { createTreeSampling } from './forest-sampling.ts';
import { totalWeight, weightedRows } from './targets.ts';
import { createTreeBuilder } from './tree-builder.ts';
import { binColumns } from './tree-columns.ts';
import { createTreeGrower } from './tree-grower.ts';
import type { TreesState } from './trees-state.ts';
import { stateOfOneClass, treesTargetOf } from './trees-target.ts';

/** Leaves of this size, on average, are as many as a tree shall have by default: see `defaultRowsPerLeaf`. */
const leavesByDefault = 20_000;

/**
 * Rows in each leaf, at least, where nobody says: 1 up to 20,000 rows, then in proportion, so that a tree has some
 * 20,000 leaves and 200 trees stay within some 100 MB whatever the table. Leaves of more than 4 numbers count more.
 */
export function defaultRowsPerLeaf(weight: number, width: number): number {
  return Math.max(1, Math.ceil((weight / leavesByDefault) * Math.max(1, width / 4)));
}

/** Features tried at each split where nobody says: the root of their count for classes, as scikit-learn's; for numbers all. */
export function defaultFeatures(nFeatures: number, isNumber: boolean): number {
  return isNumber ? nFeatures : Math.max(1, Math.floor(Math.sqrt(nFeatures)));
}

/** Where time is short, so many trees are grown at least: the mean of fewer is rough. */
const fewestTrees = 10;

/**
 * Grows the trees one after another; `randomCuts` makes them extra trees. Progress goes by trees. For classes one more
 * tree, of a single leaf, holds the shares of all rows: no class that they have is held impossible, and ranks stay.
 */
export async function fitForest(
  train: TrainSet,
  params: ForestParams,
  randomCuts: boolean,
  rng: Rng,
  control: Control,
): Promise<TreesState> {
  const { X, y, weights } = train;
  const target = treesTargetOf(train);
  if (!target) return stateOfOneClass(train);
  const binned = await binRows(X, weights, 255, rng.fork('bins'), control);
  const columns = await binColumns(X, binned, weights, control);
  const nColumns = columns.length;
  const given = params.maxFeatures > 0 ? Math.round(params.maxFeatures * nColumns) : null;
  const builder = createTreeBuilder(target.width, target.outputClasses, columns, false);
  const draws = rng.fork('trees');
  const grower = createTreeGrower(
    columns,
    target.criterion((n) => draws.int(n)),
    {
      maxDepth: params.maxDepth,
      minRowsPerLeaf: params.minRowsPerLeaf || defaultRowsPerLeaf(totalWeight(X.nRows, weights), target.width),
      nTried: Math.max(1, given ?? defaultFeatures(nColumns, y.kind === 'number')),
      randomCuts,
    },
    builder,
    draws,
    control,
  );
  const counted = weightedRows(X.nRows, weights);
  if (y.kind === 'classes') {
    const all = target.criterion(null);
    all.enter({
      rows: counted,
      start: 0,
      end: counted.length,
      rowWeights: weights ?? new Float64Array(X.nRows).fill(1),
    });
    builder.addLeaf(all, -1, true);
  }
  const sampling = createTreeSampling(counted, X.nRows, weights, params.sampling === 'bootstrap', params.subsample);
  for (let t = 0; t < params.nTrees; t++) {
    const { rows, rowWeights } = sampling.next(draws);
    await grower.grow(rows, rowWeights);
    control.progress((t + 1) / params.nTrees);
    if (t + 1 >= fewestTrees && control.enough?.()) break;
  }
  return builder.done();
}
