import type { ColumnKind } from '../table/table.ts';
import type { RecipeInput } from './recipe.ts';
import type { StepStates } from './registry.ts';

/** A working column by its source and its name at that point. */
export interface TakenColumn {
  readonly source: string;
  readonly column: string;
}

/**
 * A fitted step: a state for each working column that it took, or one state (`block`) for all of them together. One of
 * `fitted` and `block` is there.
 */
export type FittedStep = {
  readonly [K in keyof StepStates]: {
    readonly kind: K;
    readonly fitted?: readonly (TakenColumn & { readonly state: StepStates[K] })[];
    readonly block?: { readonly taken: readonly TakenColumn[]; readonly state: StepStates[K] };
  };
}[keyof StepStates];

/** A recipe as learned from training rows: plain JSON data, all that is needed to treat other rows the same way. */
export interface FittedRecipe {
  readonly version: 1;
  readonly input: RecipeInput;
  /** The table's columns that are taken, with the kinds they were fitted on. */
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
  readonly steps: readonly FittedStep[];
}
