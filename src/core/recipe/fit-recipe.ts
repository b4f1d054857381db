import type { TrainTable } from '../split/split.ts';
import type { FittedRecipe, FittedStep } from './fitted-recipe.ts';
import type { RecipeParams, RecipeStep } from './recipe.ts';
import { transformers } from './registry.ts';
import type { StepKind, StepOf, WorkColumn } from './transformer.ts';
import { closeColumns, openColumns } from './work.ts';
import { runStep } from './run-step.ts';

function fitStep<K extends StepKind>(kind: K, step: StepOf<K>, work: readonly WorkColumn[]): FittedStep {
  const transformer = transformers[kind];
  const taken = work.filter(
    ({ column, source, final }) => !final && step.columns.includes(source) && transformer.accepts.includes(column.kind),
  );
  const fitted = taken.map(({ column, source }) => ({ source, column: column.name, state: transformer.fit(column, step) }));
  return { kind, fitted } as unknown as FittedStep;
}

const fitAny = (step: RecipeStep, work: readonly WorkColumn[]) => fitStep(step.kind, step as StepOf<typeof step.kind>, work);

/**
 * The recipe as learned from the training rows: every step is fitted on what the steps before it make of them.
 * Plain JSON; refitting starts from nothing. Throws ColumnNotFound, NoFeatureColumns, and ColumnNotEncoded where the
 * steps leave a column that is not numbers.
 */
export function fitRecipe(train: TrainTable, params: RecipeParams): FittedRecipe {
  let work = openColumns(train, params.columns.map((name) => ({ name })));
  const columns = work.map(({ column, source }) => ({ name: source, kind: column.kind }));
  const steps: FittedStep[] = [];
  for (const step of params.steps) {
    const fitted = fitAny(step, work);
    steps.push(fitted);
    work = runStep(fitted, work);
  }
  closeColumns(train.nRows, work);
  return { version: 1, input: params.input, columns, steps };
}
