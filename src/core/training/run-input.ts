import { createRng } from '../math/rng.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import type { RecipeInput, RecipeParams } from '../recipe/recipe.ts';
import type { Split } from '../split/split.ts';
import type { Table } from '../table/table.ts';
import type { RunSettings } from './run.ts';

/** Everything a run reads. */
export interface RunInput {
  readonly table: Table;
  readonly problem: ProblemDefinition;
  readonly split: Split;
  readonly recipes: Readonly<Record<RecipeInput, RecipeParams>>;
  readonly settings: RunSettings;
}

/** A seed of its own for one purpose within a run, so that no fit depends on which others ran before it. */
export function seedFor(settings: Pick<RunSettings, 'seed'>, purpose: string): number {
  return createRng(settings.seed).fork(purpose).int(2 ** 31 - 1);
}
