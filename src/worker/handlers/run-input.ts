import { checkProblem } from '../../core/problem/check-problem.ts';
import { isFeature } from '../../core/problem/features.ts';
import type { StageName, StageVersion } from '../../core/project/project.ts';
import { NoFeatureColumns } from '../../core/recipe/recipe-errors.ts';
import { splitTable } from '../../core/split/split-table.ts';
import type { Table } from '../../core/table/table.ts';
import type { RunInput } from '../../core/training/run-portfolio.ts';
import type { RunSettings } from '../../core/training/run.ts';
import { ValuesLost } from '../errors.ts';
import type { Session } from '../session.ts';
import { readSource } from './understanding.ts';

/** What a new run reads, from the current versions of its stages; throws where the problem cannot be trained, NoFeatureColumns among others. */
export function newRunInput(session: Session, settings: RunSettings): RunInput {
  const table = session.requireTable();
  const problem = session.require('problem', 'problem', 'choose a column to predict').settings;
  checkProblem(table, problem);
  if (!table.columns.some(({ name }) => isFeature(problem, name))) throw new NoFeatureColumns();
  const split = splitTable(table, problem, session.require('split', 'split', 'choose a target that can be trained').settings);
  const recipes = session.require('recipe', 'recipe', 'choose a target that can be trained').settings;
  return { table, problem, split, recipes, settings };
}

/** The version of `stage` that the run was made from; throws ValuesLost. */
export function madeFrom<S extends StageName>(session: Session, run: StageVersion<'run'>, stage: S): StageVersion<S> {
  const found = session.requireProject().versions.find(({ id }) => id === run.parents[stage]);
  if (!found) throw new ValuesLost();
  return found as StageVersion<S>;
}

/** The table of a dataset version: the open one, the one stored, or the source read again. Throws ValuesLost. */
async function tableOf(session: Session, dataset: StageVersion<'dataset'>): Promise<Table> {
  const project = session.requireProject();
  if (project.current.dataset === dataset.id) return session.requireTable();
  const stored = await session.storage.datasets.load(project.id, dataset.id);
  if (stored) return stored;
  if (!session.source) throw new ValuesLost();
  const { fileName } = session.require('source', 'file', 'drop one first').settings;
  return (await readSource(session, session.source, fileName, dataset.settings.options)).table;
}

/** What a finished run read: the versions it was made from, whatever was edited since. Throws ValuesLost. */
export async function inputOfRun(session: Session, run: StageVersion<'run'>): Promise<RunInput> {
  const table = await tableOf(session, madeFrom(session, run, 'dataset'));
  const problem = madeFrom(session, run, 'problem').settings;
  const split = splitTable(table, problem, madeFrom(session, run, 'split').settings);
  return { table, problem, split, recipes: madeFrom(session, run, 'recipe').settings, settings: run.settings };
}
