import type { ColumnKind } from '../table/table.ts';
import type { RecipeInput } from './recipe.ts';
import type { StepStates } from './registry.ts';
import type { StepKind } from './transformer.ts';

/** A fitted step: a state for each working column that it took, by its source and its name at that point. */
export type FittedStep = {
  readonly [K in StepKind]: {
    readonly kind: K;
    readonly fitted: readonly { readonly source: string; readonly column: string; readonly state: StepStates[K] }[];
  };
}[StepKind];

/** A recipe as learned from training rows: plain JSON data, all that is needed to treat other rows the same way. */
export interface FittedRecipe {
  readonly version: 1;
  readonly input: RecipeInput;
  /** The table's columns that are taken, with the kinds they were fitted on. */
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
  readonly steps: readonly FittedStep[];
}
