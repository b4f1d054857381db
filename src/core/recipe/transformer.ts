import type { Column, ColumnKind } from '../table/table.ts';
import type { RecipeStep } from './recipe.ts';

export type StepKind = RecipeStep['kind'];
export type StepOf<K extends StepKind> = Extract<RecipeStep, { readonly kind: K }>;

/**
 * A column on its way through a recipe. `source` is the table's column that it came from; a `final` one is a finished
 * feature (an indicator, a 0/1 level, a code) that later steps leave alone.
 */
export interface WorkColumn {
  readonly column: Column;
  readonly source: string;
  readonly final: boolean;
}

/**
 * One kind of step: `fit` learns a state from one column of the training rows, `transform` turns such a column of any
 * rows into what replaces it, row by row. The state is plain JSON; columns with the same state, and nothing else,
 * are treated the same.
 */
export interface Transformer<K extends StepKind, State> {
  readonly kind: K;
  /** Kinds of columns that the step applies to; the others that it names pass by unchanged. */
  readonly accepts: readonly ColumnKind[];
  fit(column: Column, step: StepOf<K>): State;
  transform(column: Column, state: State): Omit<WorkColumn, 'source'>[];
}

/** A finished numeric feature. */
export function finished(name: string, values: Float64Array): Omit<WorkColumn, 'source'> {
  return { column: { kind: 'number', name, values }, final: true };
}
