import type { Table } from '../table/table.ts';
import type { FittedRecipe } from './fitted-recipe.ts';
import type { FeatureTable } from './recipe.ts';
import { runStep } from './run-step.ts';
import { closeColumns, openColumns } from './work.ts';

/**
 * The features that a fitted recipe makes of the rows of `table`, each row on its own, in order. Infinite numbers
 * count as missing. Throws ColumnNotFound where a column is absent, ColumnKindChanged where it is of another kind.
 */
export function applyRecipe(fitted: FittedRecipe, table: Table): FeatureTable {
  let work = openColumns(table, fitted.columns);
  for (const step of fitted.steps) work = runStep(step, work);
  return closeColumns(table.nRows, work);
}
