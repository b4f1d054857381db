import { isFeature } from '../../core/problem/features.ts';
import { targetOf } from '../../core/problem/target.ts';
import { checkRecipe } from '../../core/recipe/check-recipe.ts';
import { previewRecipe as preview } from '../../core/recipe/preview-recipe.ts';
import type { RecipeInput, RecipeParams } from '../../core/recipe/recipe.ts';
import type { RecipeProblem } from '../../core/recipe/recipe-problem.ts';
import { learnedRows } from '../../core/recipe/training-rows.ts';
import { splitPicture } from '../../core/split/split-picture.ts';
import { splitTable } from '../../core/split/split-table.ts';
import type { Split, SplitParams } from '../../core/split/split.ts';
import { trainTable } from '../../core/split/train-table.ts';
import { schemaOf, type Table } from '../../core/table/table.ts';
import { editPlan } from '../edit-plan.ts';
import type { RecipePreview, StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { suggestRecipes } from '../suggested-recipes.ts';
import { problemOf, setRole } from './planning.ts';
import { carryPlan } from './understanding.ts';

/** A preview is fitted on no more development rows than this. */
const previewRows = 20_000;
/** Nearest neighbours are sought among and for every row. */
const neighbourRows = 2000;

const wayOut = 'choose a target that can be trained first';

/** The last split that was made, by the table and the settings that it follows from. */
const made = new WeakMap<Table, { readonly key: string; readonly split: Split }>();

function currentSplit(session: Session): Split {
  const table = session.requireTable();
  const problem = problemOf(session);
  const params = session.require('split', 'split', wayOut).settings;
  const key = JSON.stringify([problem, params]);
  const known = made.get(table);
  if (known?.key === key) return known.split;
  const split = splitTable(table, problem, params);
  made.set(table, { key, split });
  return split;
}

/** Every so many-th of the rows, so that at most `most` are left. */
function thinned(rows: Uint32Array, most: number): Uint32Array {
  const stride = rows.length / most;
  return stride <= 1 ? rows : Uint32Array.from({ length: most }, (_, i) => rows[Math.floor(i * stride)]);
}

function rowsToPreview({ steps }: RecipeParams, { development }: Split): Uint32Array {
  return thinned(development, steps.some(({ kind }) => kind === 'impute-knn') ? neighbourRows : previewRows);
}

function previewOf(session: Session, input: RecipeInput, step: number | null): RecipePreview {
  const table = session.requireTable();
  const problem = problemOf(session);
  const params = session.require('recipe', 'recipe', wayOut).settings[input];
  const split = currentSplit(session);
  const drawn = rowsToPreview(params, split);
  const sample = trainTable(table, drawn);
  const learned = learnedRows(sample, params);
  const told = { input, step, fittedRows: learned.length, developmentRows: split.development.length, droppedRows: drawn.length - learned.length };
  try {
    const train = learned.length === sample.nRows ? sample : trainTable(sample, learned);
    const { rows, ...shown } = preview(train, sample, params, { target: targetOf(train, problem), seed: split.params.seed }, step);
    return { ...told, shown: { ...shown, rows: rows.map((row) => drawn[row]) }, trouble: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ...told, shown: null, trouble: error.message };
  }
}

/** What is wrong with either recipe, told from the columns and which of them have missing cells. */
function recipeProblems(session: Session): { dense: RecipeProblem[]; native: RecipeProblem[] } {
  const schema = schemaOf(session.requireTable());
  const profiled = session.require('dataset', 'dataset', 'drop a file first').result?.profile.columns ?? [];
  const missing = new Set(profiled.filter((column) => column.missing > 0).map(({ name }) => name));
  const { dense, native } = session.require('recipe', 'recipe', wayOut).settings;
  const problem = problemOf(session);
  return { dense: checkRecipe(dense, schema, problem, missing), native: checkRecipe(native, schema, problem, missing) };
}

/** Changes the split; the column that names the parts is no feature. */
async function setSplit(session: Session, change: Partial<SplitParams>): Promise<void> {
  const split = session.require('split', 'split', wayOut).settings;
  const changed = { ...split, ...change };
  if (changed.strategy === 'ready' && changed.column !== null && isFeature(problemOf(session), changed.column)) {
    await setRole(session, changed.column, 'ignored');
  }
  session.record('split', changed, null);
  carryPlan(session);
}

type Commands = Pick<StudioApi, 'setSplit' | 'splitPicture' | 'setRecipe' | 'previewRecipe' | 'recipeProblems' | 'suggestedRecipe'>;

/** Commands that say how rows are set apart and prepared. */
export function preparingCommands(session: Session): Commands {
  return {
    setSplit: (change) => editPlan(session, 'the split', () => setSplit(session, change)),
    splitPicture: async () => splitPicture(session.requireTable(), problemOf(session), currentSplit(session)),
    setRecipe: (recipe) =>
      editPlan(session, 'the recipe', async () => {
        session.record('recipe', recipe, null);
      }),
    previewRecipe: async (input, upTo = null) => previewOf(session, input, upTo),
    recipeProblems: async () => recipeProblems(session),
    suggestedRecipe: async () => {
      const { dense, native } = suggestRecipes(session);
      return { dense, native };
    },
  };
}
