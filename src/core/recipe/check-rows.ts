import type { ColumnSchema } from '../table/table.ts';
import type { RecipeParams, RowFilter } from './recipe.ts';
import { recipeError, recipeWarning, type RecipeProblem } from './recipe-problem.ts';

function checkFilter(filter: RowFilter, schema: readonly ColumnSchema[]): RecipeProblem[] {
  if (filter.kind === 'drop-duplicates') return [];
  const { column } = filter;
  const kind = schema.find(({ name }) => name === column)?.kind;
  if (kind === undefined) return [recipeError('UnknownColumn', null, [column], `The rows are chosen by ${column}, and there is no such column in the table; remove the condition`)];
  if (filter.kind === 'labels' && filter.keep.length === 0) {
    return [recipeError('BadParameter', null, [column], `No value of ${column} is kept, so that no row is learned from; name some, or remove the condition`)];
  }
  if (filter.kind !== 'number') return [];
  if (kind === 'category' || kind === 'text') {
    return [recipeWarning('WrongKind', null, [column], `${column} holds no numbers, so that every row meets the condition on it; choose values of it instead`)];
  }
  const { atLeast, atMost } = filter;
  if (atLeast === null && atMost === null) return [recipeWarning('BadParameter', null, [column], `The condition on ${column} has no bound, and only drops rows without a value`)];
  if (atLeast !== null && atMost !== null && atLeast > atMost) {
    return [recipeError('BadParameter', null, [column], `No ${column} is at least ${atLeast} and at most ${atMost}, so that no row is learned from; change a bound`)];
  }
  return [];
}

/** What is wrong with the row filters of a recipe. */
export function checkRows({ rows = [] }: RecipeParams, schema: readonly ColumnSchema[]): RecipeProblem[] {
  return rows.flatMap((filter) => checkFilter(filter, schema));
}
