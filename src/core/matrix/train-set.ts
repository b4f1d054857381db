import { selectTarget } from '../metrics/predictions.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { targetOf } from '../problem/target.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import type { TrainTable } from '../split/split.ts';
import { buildMatrix, selectMatrixRows } from './build-matrix.ts';
import type { LabelledSet, TrainSet } from './matrix.ts';

function mint(set: LabelledSet, stopping: LabelledSet | null): TrainSet {
  return { X: set.X, y: set.y, weights: null, stopping } as TrainSet;
}

function labelled(train: TrainTable, fitted: FittedRecipe, problem: ProblemDefinition): LabelledSet {
  return { X: buildMatrix(applyRecipe(fitted, train)), y: targetOf(train, problem) };
}

/**
 * What an estimator is fitted on: the training rows' features and answers, and the same of the stopping rows, which
 * are training rows too. Throws where a row has no target.
 */
export function buildTrainSet(train: TrainTable, fitted: FittedRecipe, problem: ProblemDefinition, stopping: TrainTable | null): TrainSet {
  return mint(labelled(train, fitted, problem), stopping && labelled(stopping, fitted, problem));
}

/** The same training rows, parted: `fit` to learn from, `stopping` to decide when to stop; both are positions in `train`. */
export function withStopping(train: TrainSet, fit: Uint32Array, stopping: Uint32Array): TrainSet {
  const at = (rows: Uint32Array): LabelledSet => ({ X: selectMatrixRows(train.X, rows), y: selectTarget(train.y, rows) });
  return mint(at(fit), at(stopping));
}
