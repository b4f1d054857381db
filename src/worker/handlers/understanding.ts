import type { ReadingOptions, Reading } from '../../core/csv/reading.ts';
import { partOf, type Control } from '../../core/math/control.ts';
import { checkProblem } from '../../core/problem/check-problem.ts';
import { isFeature } from '../../core/problem/features.ts';
import type { ProblemDefinition } from '../../core/problem/problem.ts';
import { targetKindOf } from '../../core/problem/reframing.ts';
import { suggestProblem } from '../../core/problem/suggest-problem.ts';
import { suggestTarget } from '../../core/problem/suggest-target.ts';
import { withClasses } from '../../core/problem/with-classes.ts';
import { glanceAt, isLarge } from '../../core/profile/glance.ts';
import { profileTable } from '../../core/profile/profile-table.ts';
import type { Profile } from '../../core/profile/profile.ts';
import { suggestRoles } from '../../core/profile/suggest-roles.ts';
import { currentVersion } from '../../core/project/current.ts';
import type { StageVersion } from '../../core/project/project.ts';
import type { SplitParams } from '../../core/split/split.ts';
import { suggestSplit } from '../../core/split/suggest-split.ts';
import { columnByName, type Table } from '../../core/table/table.ts';
import { canRetype, retypeAsLabels } from '../../io/csv/retype-delimited.ts';
import { readTable } from '../../io/reading/read-table.ts';
import type { Session } from '../session.ts';
import { carriedRecipes } from '../suggested-recipes.ts';

/** What the page waits for while a file is read. */
export const readingJob = (fileName: string) =>
  ({ kind: 'read', title: `Reading ${fileName}`, canPause: false, stop: 'cancel' }) as const;

export interface Understood {
  readonly table: Table;
  readonly reading: Reading;
  readonly options: ReadingOptions;
  readonly problem: ProblemDefinition;
  readonly profile: Profile;
}

/** The proposal's roles where it has one for a column, else the suggested; the target is the proposal's. */
function rolesFor(table: Table, { target, roles }: ProblemDefinition, profile: Profile): ProblemDefinition['roles'] {
  const known = table.columns.flatMap(({ name }) => (Object.hasOwn(roles, name) && roles[name] !== 'target' && name !== target ? [[name, roles[name]] as const] : []));
  return Object.fromEntries([...Object.entries(suggestRoles(table, target, profile)), ...known]);
}

/**
 * Reads the source and works out what it holds: its columns, the problem, and the findings. The problem is `proposal`
 * where its target is among the columns, with its classes as the table has them and roles suggested for columns that it
 * gives none; else a suggested one. The target is read again as labels or numbers where its first reading was the other.
 * A large table is first looked at in part: `onGlance` is told, and what follows counts all of it.
 */
export async function understand(
  source: Blob,
  fileName: string,
  options: ReadingOptions,
  proposal: ProblemDefinition | null,
  control: Control,
  onGlance: (glance: Understood) => Promise<void> = async () => undefined,
): Promise<Understood> {
  let { table, reading } = await readTable(source, fileName, options, partOf(control, 0, 0.5));
  const wanted = proposal && table.columns.some(({ name }) => name === proposal.target) ? proposal : null;
  let problem = wanted ?? { ...suggestProblem(table, suggestTarget(table)), roles: {} };
  const kind = targetKindOf(problem);
  let used = options;
  if (columnByName(table, problem.target).kind !== kind) {
    used = { ...options, kinds: { ...options.kinds, [problem.target]: kind } };
    const rest = partOf(control, 0.5, 0.75);
    ({ table, reading } =
      kind === 'category' && canRetype(reading)
        ? await retypeAsLabels(source, { table, reading }, problem.target, used, rest)
        : await readTable(source, fileName, used, rest));
  }
  problem = withClasses(table, problem);
  if (isLarge(table)) {
    const profile = await glanceAt(table, problem, partOf(control, 0.75, 0.77));
    await onGlance({ table, reading, options: used, problem: { ...problem, roles: rolesFor(table, problem, profile) }, profile });
  }
  const profile = await profileTable(table, problem, reading, partOf(control, 0.75, 1));
  return { table, reading, options: used, problem: { ...problem, roles: rolesFor(table, problem, profile) }, profile };
}

/** The seed of every suggestion and run, unless the user sets another. */
export const defaultSeed = 0;

/**
 * Records a suggested recipe for the current problem, with what the user changed of the one before, and `split` or a suggested one. Where the problem cannot be
 * trained at all, neither is recorded: training then says why.
 */
export function recordPlan(session: Session, split: SplitParams | null = null): void {
  const problem = session.require('problem', 'problem', 'choose a column to predict').settings;
  const table = session.requireTable();
  try {
    checkProblem(table, problem);
  } catch {
    return;
  }
  const seed = currentVersion(session.requireProject(), 'split')?.settings.seed ?? defaultSeed;
  const used = split ?? suggestSplit(table, problem, seed);
  if (split === null && used.strategy === 'ready' && used.column !== null && isFeature(problem, used.column)) {
    // What names a row's part would tell the model nothing of new rows.
    session.record('problem', { ...problem, roles: { ...problem.roles, [used.column]: 'ignored' } }, null);
  }
  session.record('split', used, null);
  session.record('recipe', carriedRecipes(session), null);
}

/** Records split and recipe as they stand, as made from the problem as it now stands. */
export function carryPlan(session: Session): void {
  const project = session.requireProject();
  const split = currentVersion(project, 'split');
  const recipe = currentVersion(project, 'recipe');
  if (split) session.record('split', split.settings, null);
  if (recipe) session.record('recipe', recipe.settings, null);
}

/** The split where it is not the one that would be suggested, so chosen by hand; else null. */
export function splitByHand(session: Session): SplitParams | null {
  const split = currentVersion(session.requireProject(), 'split')?.settings;
  const problem = currentVersion(session.requireProject(), 'problem')?.settings;
  if (!split || !problem) return null;
  const suggested = suggestSplit(session.requireTable(), problem, split.seed);
  return JSON.stringify(computedSplit(split)) === JSON.stringify(computedSplit(suggested)) ? null : split;
}

const computedSplit = ({ reason: _reason, seed: _seed, ...computed }: SplitParams) => Object.entries(computed).sort(([a], [b]) => (a < b ? -1 : 1));

/** Whether the split can still be made of the table: time orders by dates or numbers, and the target sets nothing apart. */
function canSplit(table: Table, { strategy, column }: SplitParams, target: string): boolean {
  if (column === null) return true;
  if (column === target) return false;
  const found = table.columns.find(({ name }) => name === column);
  return found !== undefined && (strategy !== 'time' || found.kind === 'datetime' || found.kind === 'number');
}

/** Records what was understood as the current dataset, problem, split and recipe. */
export function recordUnderstood(session: Session, understood: Understood, split: SplitParams | null = null): void {
  const { table, reading, options, problem, profile } = understood;
  session.table = table;
  const dataset = session.record('dataset', { options }, { reading, profile });
  session.record('problem', problem, null);
  recordPlan(session, split && canSplit(table, split, problem.target) ? split : null);
  const id = session.requireProject().id;
  void session.keep(session.storage.datasets.save(id, dataset.id, table));
}

/** Records a first look, so that the page has something to show; split and recipe wait until all rows are counted. */
export function recordGlance(session: Session, { table, reading, options, problem, profile }: Understood): StageVersion<'problem'> {
  session.table = table;
  session.record('dataset', { options }, { reading, profile });
  return session.record('problem', problem, null);
}

/** What was understood, with the problem as the user left it where it was changed since the glance. */
export function sinceGlance(session: Session, understood: Understood, glance: StageVersion<'problem'> | null): Understood {
  const now = glance && currentVersion(session.requireProject(), 'problem');
  return now && now.hash !== glance.hash ? { ...understood, problem: now.settings } : understood;
}

/** Reads a source as a job of the page, without working anything out. */
export function readSource(session: Session, source: Blob, fileName: string, options: ReadingOptions): ReturnType<typeof readTable> {
  return session.run(readingJob(fileName), (control) => readTable(source, fileName, options, control));
}

/** Reads the kept source again; the problem, and a split that was chosen by hand, stay as they are where the columns allow it. */
export async function reread(session: Session, options: ReadingOptions): Promise<void> {
  const { fileName } = session.require('source', 'file', 'drop one first').settings;
  const problem = session.require('problem', 'problem', 'choose a column to predict').settings;
  const source = session.source;
  if (!source) return;
  await session.run(readingJob(fileName), async (control) => {
    const understood = await understand(source, fileName, options, problem, control);
    recordUnderstood(session, understood, splitByHand(session));
  });
}
