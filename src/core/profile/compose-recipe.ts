import type { ProblemDefinition } from '../problem/problem.ts';
import type { RecipeInput, RecipeParams } from '../recipe/recipe.ts';
import { suggestRecipe } from '../recipe/suggest-recipe.ts';
import type { Table } from '../table/table.ts';
import type { Finding } from './profile.ts';
import { withFilter, withStep } from './recipe-fixes.ts';

/**
 * The default recipe for learners of this input: the suggested one, with the steps and row filters that the findings apply
 * by themselves before its own. Steps on columns that are no features are left out. Throws ColumnNotFound as suggestRecipe.
 */
export function composeRecipe(table: Table, problem: ProblemDefinition, input: RecipeInput, findings: readonly Finding[]): RecipeParams {
  let recipe = suggestRecipe(table, problem, input);
  for (const { applied } of findings) {
    if (applied?.action === 'add-step' && applied.inputs.includes(input)) recipe = withStep(recipe, applied.step);
    else if (applied?.action === 'add-row-filter') recipe = withFilter(recipe, applied.filter);
  }
  return recipe;
}
