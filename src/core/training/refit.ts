import type { Control } from '../math/control.ts';
import { buildMatrix } from '../matrix/build-matrix.ts';
import type { FeatureInfo } from '../matrix/matrix.ts';
import { prepareTraining } from '../matrix/train-set.ts';
import type { FittedModel } from '../estimators/estimator.ts';
import { traitsOf } from '../estimators/learners.ts';
import { rowsWithTarget } from '../problem/target.ts';
import { applyRecipe } from '../recipe/apply-recipe.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';
import { trainTable } from '../split/train-table.ts';
import type { Table } from '../table/table.ts';
import { seedFor, type RunInput } from './run-input.ts';
import type { Candidate, Executor, FitOutcome } from './run.ts';

export interface RefitInput extends RunInput {
  readonly candidate: Candidate;
  /** The counts at which the folds stopped; their mean, rounded, is used as it is. */
  readonly iterations: readonly number[];
  /** 'development' for the one look at the test rows, 'all' for the release. */
  readonly rows: 'development' | 'all';
  /** Rows to predict besides, where the model was trained. */
  readonly predictOn?: readonly Table[];
}

export interface Refit {
  readonly recipe: FittedRecipe;
  readonly features: readonly FeatureInfo[];
  readonly model: FittedModel;
  readonly outcome: FitOutcome;
}

/** The mean of the folds' counts, rounded and at least 1; 0 (not fixed) where there are none. */
export function iterationsFrom(counts: readonly number[]): number {
  if (counts.length === 0) return 0;
  return Math.max(1, Math.round(counts.reduce((sum, count) => sum + count, 0) / counts.length));
}

/**
 * The candidate fitted once more, recipe included, on the development rows or on all rows with a target. A learner that
 * stops early runs for the mean count of its folds, unscaled (as AutoGluon's refit_full does), and sets no rows aside.
 */
export async function refit(input: RefitInput, executor: Executor, control: Control): Promise<Refit> {
  const { table, problem, split, recipes, settings, candidate } = input;
  const rows = input.rows === 'all' ? rowsWithTarget(table, problem) : split.development;
  const traits = traitsOf(candidate.learner);
  const train = trainTable(table, rows);
  const { recipe, set: trainSet } = prepareTraining(train, recipes[traits.input], problem, seedFor(settings, 'recipe refit'));
  const iterations = traits.stopsEarly ? iterationsFrom(input.iterations) : 0;
  const params = iterations > 0 ? { ...candidate.params, iterations } : candidate.params;
  const outcome = await executor.fit(
    {
      learner: candidate.learner,
      params,
      seed: seedFor(settings, `${candidate.id} refit`),
      train: trainSet,
      predictOn: (input.predictOn ?? []).map((other) => buildMatrix(applyRecipe(recipe, other))),
      backend: settings.backend,
    },
    control,
  );
  return { recipe, features: trainSet.X.features, model: outcome.model, outcome };
}
