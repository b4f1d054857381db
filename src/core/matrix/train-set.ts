import { selectTarget } from '../metrics/predictions.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { isFeature } from '../problem/features.ts';
import { targetOf } from '../problem/target.ts';
import { fitTransformRecipe } from '../recipe/fit-recipe.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import type { RecipeParams } from '../recipe/recipe.ts';
import { learnedRows, rowWeights } from '../recipe/training-rows.ts';
import { trainTable } from '../split/train-table.ts';
import type { TrainTable } from '../split/split.ts';
import { buildMatrix, selectMatrixRows } from './build-matrix.ts';
import type { LabelledSet, TrainSet } from './matrix.ts';

/** A recipe as learned from training rows, and those rows as an estimator is fitted on them. */
export interface PreparedRows {
  readonly recipe: FittedRecipe;
  readonly set: TrainSet;
  /** The positions in the training rows of those that are learned from: all but what the recipe's row filters drop. */
  readonly learned: Uint32Array;
}

/**
 * Fits the recipe on the training rows that it learns from, and gives their features, answers and weights. A column that
 * the problem does not let in as a feature is left out, even where the recipe names it. Throws
 * where a row has no target, NoRowsLeft, NoFeaturesLeft, and as fitTransformRecipe.
 */
export function prepareTraining(train: TrainTable, params: RecipeParams, problem: ProblemDefinition, seed: number): PreparedRows {
  const learned = learnedRows(train, params);
  if (learned.length === 0) throw new NoRowsLeft();
  const rows = learned.length === train.nRows ? train : trainTable(train, learned);
  const y = targetOf(rows, problem);
  const allowed = { ...params, columns: params.columns.filter((name) => isFeature(problem, name)) };
  const { recipe, features } = fitTransformRecipe(rows, allowed, { target: y, seed });
  if (features.features.length === 0) throw new NoFeaturesLeft();
  const set = { X: buildMatrix(features), y, weights: rowWeights(rows, y, params, problem), stopping: null } as unknown as TrainSet;
  return { recipe, set, learned };
}

function labelledAt(train: TrainSet, rows: Uint32Array): LabelledSet {
  return { X: selectMatrixRows(train.X, rows), y: selectTarget(train.y, rows) };
}

function weightsAt({ weights }: TrainSet, rows: Uint32Array): Float64Array | null {
  return weights && Float64Array.from(rows, (row) => weights[row]);
}

/** The training rows at the given positions, with their weights and the same stopping rows. */
export function withRows(train: TrainSet, rows: Uint32Array): TrainSet {
  return { ...labelledAt(train, rows), weights: weightsAt(train, rows), stopping: train.stopping } as unknown as TrainSet;
}

/** The same training rows with their weights, parted: `fit` to learn from, `stopping` to decide when to stop; both are positions in `train`. */
export function withStopping(train: TrainSet, fit: Uint32Array, stopping: Uint32Array): TrainSet {
  const watched = weightsAt(train, stopping);
  // Rows that all count for nothing decide alike.
  const weights = watched?.some((weight) => weight > 0) ? watched : null;
  return { ...withRows(train, fit), stopping: { ...labelledAt(train, stopping), weights } };
}

/** Thrown where a recipe's row filters drop every training row. */
export class NoRowsLeft extends Error {
  readonly code = 'NoRowsLeft';
  constructor() {
    super('NoRowsLeft: no training row meets the conditions of the recipe; change or remove its row filters');
    this.name = 'NoRowsLeft';
  }
}

/** Thrown where a recipe's steps leave no feature: all dropped, or text without a word that repeats. */
export class NoFeaturesLeft extends Error {
  readonly code = 'NoFeaturesLeft';
  constructor() {
    super('NoFeaturesLeft: the steps of the recipe leave no feature to learn from; remove one that drops columns, or use more columns');
    this.name = 'NoFeaturesLeft';
  }
}
