import { applyRecipe } from '../../core/recipe/apply-recipe.ts';
import { fitRecipe } from '../../core/recipe/fit-recipe.ts';
import type { RecipeInput } from '../../core/recipe/recipe.ts';
import { splitTable } from '../../core/split/split-table.ts';
import { trainTable } from '../../core/split/train-table.ts';
import { selectRows } from '../../core/table/table.ts';
import { editPlan } from '../edit-plan.ts';
import type { RecipePreview, StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { problemOf } from './planning.ts';
import { carryPlan } from './understanding.ts';

const previewRows = 20;

/** What the recipe, fitted on the development rows, makes of the first of them. */
function previewRecipe(session: Session, input: RecipeInput): RecipePreview {
  const table = session.requireTable();
  const split = splitTable(table, problemOf(session), session.require('split', 'split', 'choose a target that can be trained first').settings);
  const params = session.require('recipe', 'recipe', 'choose a target that can be trained first').settings[input];
  const fitted = fitRecipe(trainTable(table, split.development), params);
  const { features, nRows } = applyRecipe(fitted, selectRows(table, split.development.subarray(0, previewRows)));
  const rows = Array.from({ length: nRows }, (_, row) => features.map(({ values }) => values[row]));
  return { input, features: features.map(({ name }) => name), rows };
}

/** Commands that say how rows are set apart and prepared. */
export function preparingCommands(session: Session): Pick<StudioApi, 'setSplit' | 'setRecipe' | 'previewRecipe'> {
  return {
    setSplit: (change) =>
      editPlan(session, 'the split', async () => {
        const split = session.require('split', 'split', 'choose a target that can be trained first').settings;
        session.record('split', { ...split, ...change }, null);
        carryPlan(session);
      }),
    setRecipe: (recipe) =>
      editPlan(session, 'the recipe', async () => {
        session.record('recipe', recipe, null);
      }),
    previewRecipe: async (input) => previewRecipe(session, input),
  };
}
