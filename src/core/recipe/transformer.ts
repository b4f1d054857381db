import type { Rng } from '../math/rng.ts';
import type { TargetValues } from '../metrics/predictions.ts';
import type { Column, ColumnKind } from '../table/table.ts';
import type { RecipeStep } from './steps.ts';

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

/** What a step makes of one column. */
export type Produced = Omit<WorkColumn, 'source'>;

/** What fitting may look at besides the columns. */
export interface FitContext {
  /** The answers of the training rows; null where a recipe is fitted without a problem. */
  readonly target: TargetValues | null;
  /** The stream of this step and column: the same for the same seed, whatever other steps draw. */
  readonly rng: Rng;
}

/**
 * One kind of step that treats each column on its own: `fit` learns a state from one column of the training rows,
 * `transform` turns such a column of any rows into what replaces it, row by row. The state is plain JSON; columns with the
 * same state, and nothing else, are treated the same.
 */
export interface ColumnTransformer<K extends StepKind, State> {
  readonly scope: 'column';
  readonly kind: K;
  /** Kinds of columns that the step applies to; the others that it names pass by unchanged. */
  readonly accepts: readonly ColumnKind[];
  fit(column: Column, step: StepOf<K>, context: FitContext): State;
  transform(column: Column, state: State): Produced[];
  /**
   * What the training rows themselves become, where that is not `transform` of them: an encoding by the target is worked
   * out for each row from the other folds. `state` is the one that `fit` gave for the same column.
   */
  transformTraining?(column: Column, state: State, step: StepOf<K>, context: FitContext): Produced[];
}

/** One kind of step that looks at several columns together; what it produces stands where the first of them stood. */
export interface BlockTransformer<K extends StepKind, State> {
  readonly scope: 'block';
  readonly kind: K;
  readonly accepts: readonly ColumnKind[];
  /** The source columns that are taken; those that the step names where it does not say. */
  sources?(step: StepOf<K>): readonly string[];
  /** Whether finished features of these sources are taken, too. */
  takesFinished(step: StepOf<K>): boolean;
  fit(columns: readonly WorkColumn[], step: StepOf<K>, context: FitContext): State;
  transform(columns: readonly WorkColumn[], state: State): WorkColumn[];
}

export type Transformer<K extends StepKind, State> = ColumnTransformer<K, State> | BlockTransformer<K, State>;

/** A finished numeric feature. */
export function finished(name: string, values: Float64Array): Produced {
  return { column: { kind: 'number', name, values }, final: true };
}

/** The numbers of each column, which the kinds that a transformer accepts let it count on; none for a column of another kind. */
export function numbersOf(columns: readonly WorkColumn[]): Float64Array[] {
  return columns.map(({ column }) => (column.kind === 'number' ? column.values : new Float64Array()));
}
