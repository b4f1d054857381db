import { currentVersion } from '../core/project/current.ts';
import { composeRecipe } from '../core/profile/compose-recipe.ts';
import { carryRecipe } from '../core/recipe/carry-recipe.ts';
import type { RecipeInput, RecipeParams } from '../core/recipe/recipe.ts';
import type { ColumnKind } from '../core/table/table.ts';
import type { Session } from './session.ts';

/** The recipes that were suggested, and the kinds of the columns that they were suggested for. */
export interface SuggestedRecipes {
  readonly dense: RecipeParams;
  readonly native: RecipeParams;
  readonly kinds: Readonly<Record<string, ColumnKind>>;
}

/** What the last suggestion was, by session; null once it no longer speaks of the plan as it stands. */
const suggested = new WeakMap<Session, SuggestedRecipes | null>();

/** The recipes suggested for the data and the problem as they stand, with the steps that the findings apply. */
export function suggestRecipes(session: Session): SuggestedRecipes {
  const table = session.requireTable();
  const problem = session.require('problem', 'problem', 'choose a column to predict').settings;
  const findings = currentVersion(session.requireProject(), 'dataset')?.result?.profile.findings ?? [];
  return {
    dense: composeRecipe(table, problem, 'dense', findings),
    native: composeRecipe(table, problem, 'native', findings),
    kinds: Object.fromEntries(table.columns.map(({ name, kind }) => [name, kind])),
  };
}

/** Works out what is suggested now, before an edit, so that what the user had changed of it can be told apart afterwards. */
export function rememberSuggestion(session: Session): void {
  const { project, table } = session;
  suggested.set(session, project && table && currentVersion(project, 'recipe') ? suggestRecipes(session) : null);
}

/** The recipes for the data and problem as they now stand: as suggested, with what the user had changed carried over. */
export function carriedRecipes(session: Session): { readonly dense: RecipeParams; readonly native: RecipeParams } {
  const before = suggested.get(session) ?? null;
  const after = suggestRecipes(session);
  suggested.set(session, after);
  const recipe = currentVersion(session.requireProject(), 'recipe')?.settings;
  if (!recipe || !before) return { dense: after.dense, native: after.native };
  const retyped = Object.keys(after.kinds).filter((name) => before.kinds[name] !== undefined && before.kinds[name] !== after.kinds[name]);
  const carried = (input: RecipeInput) => carryRecipe(recipe[input], before[input], after[input], retyped);
  return { dense: carried('dense'), native: carried('native') };
}
