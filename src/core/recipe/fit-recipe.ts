import { createRng, type Rng } from '../math/rng.ts';
import type { TargetValues } from '../metrics/predictions.ts';
import type { TrainTable } from '../split/split.ts';
import type { FittedRecipe, FittedStep } from './fitted-recipe.ts';
import type { FeatureTable, RecipeParams } from './recipe.ts';
import { transformerOf } from './registry.ts';
import { replaceBlock, replaceEach } from './run-step.ts';
import type { RecipeStep } from './steps.ts';
import type { WorkColumn } from './transformer.ts';
import { closeColumns, openColumns } from './work.ts';

/** What fitting a recipe may look at besides the rows' cells. */
export interface RecipeContext {
  /** The answers of the training rows; null where there is no problem: steps that learn from them then throw TargetNeeded. */
  readonly target: TargetValues | null;
  readonly seed: number;
}

/** A recipe as learned, and what the training rows become under it. */
export interface RecipeFit {
  readonly recipe: FittedRecipe;
  /** Not always `applyRecipe` of the training rows: an encoding by the target is worked out from other folds. */
  readonly features: FeatureTable;
}

/** A step as learned, and what the columns have become of the training rows. */
export interface StepFit {
  readonly fitted: FittedStep;
  readonly work: WorkColumn[];
}

/** One step, fitted on what the steps before it made of the training rows; throws as its transformer. */
export function fitStep(step: RecipeStep, work: readonly WorkColumn[], target: TargetValues | null, rng: Rng): StepFit {
  const transformer = transformerOf(step.kind);
  if (transformer.scope === 'block') {
    const sources = new Set(transformer.sources?.(step) ?? step.columns);
    const withFinished = transformer.takesFinished(step);
    const columns = work.filter(
      ({ column, source, final }) => sources.has(source) && (withFinished || !final) && transformer.accepts.includes(column.kind),
    );
    const state = transformer.fit(columns, step, { target, rng });
    const taken = columns.map(({ source, column }) => ({ source, column: column.name }));
    const fitted = { kind: step.kind, block: { taken, state } } as FittedStep;
    return { fitted, work: replaceBlock(work, columns, transformer.transform(columns, state)) };
  }
  const named = new Set(step.columns);
  const taken = work.filter(
    ({ column, source, final }) => !final && named.has(source) && transformer.accepts.includes(column.kind),
  );
  const contextOf = (name: string) => ({ target, rng: rng.fork(name) });
  const states = taken.map(({ column, source }) => ({
    source,
    column: column.name,
    state: transformer.fit(column, step, contextOf(column.name)),
  }));
  const fitted = { kind: step.kind, fitted: states } as FittedStep;
  const training = replaceEach<unknown>(step.kind, work, states, ({ column }, state) =>
    transformer.transformTraining
      ? transformer.transformTraining(column, state, step, contextOf(column.name))
      : transformer.transform(column, state),
  );
  return { fitted, work: training };
}

/**
 * The steps as learned from the training rows, one after another, and what those rows have become: no features yet where
 * the last steps leave labels, text or dates. Throws as fitTransformRecipe, but never ColumnNotEncoded.
 */
export function fitSteps(train: TrainTable, params: RecipeParams, { target, seed }: RecipeContext): { readonly recipe: FittedRecipe; readonly work: readonly WorkColumn[] } {
  let work = openColumns(train, params.columns.map((name) => ({ name })));
  const columns = work.map(({ column, source }) => ({ name: source, kind: column.kind }));
  const rng = createRng(seed);
  const steps: FittedStep[] = [];
  params.steps.forEach((step, at) => {
    const done = fitStep(step, work, target, rng.fork(`${at} ${step.kind}`));
    steps.push(done.fitted);
    work = done.work;
  });
  return { recipe: { version: 1, input: params.input, columns, steps }, work };
}

/**
 * The recipe as learned from the training rows, and their features: every step is fitted on what the steps before it make
 * of them. The recipe is plain JSON; refitting starts from nothing; the same seed gives the same recipe. Row filters and
 * class weights are not its business (see training-rows.ts). Throws ColumnNotFound, NoFeatureColumns, TargetNeeded,
 * and ColumnNotEncoded where the steps leave a column that is not numbers.
 */
export function fitTransformRecipe(train: TrainTable, params: RecipeParams, { target, seed }: RecipeContext): RecipeFit {
  const { recipe, work } = fitSteps(train, params, { target, seed });
  return { recipe, features: closeColumns(train.nRows, work) };
}

/** The recipe alone; see fitTransformRecipe. Without a context nothing is learned from a target. */
export function fitRecipe(train: TrainTable, params: RecipeParams, context: RecipeContext = { target: null, seed: 0 }): FittedRecipe {
  return fitTransformRecipe(train, params, context).recipe;
}
