import type { ColumnRole, ProblemDefinition } from '../../core/problem/problem.ts';
import { suggestProblem } from '../../core/problem/suggest-problem.ts';
import { defaultMetric } from '../../core/metrics/registry.ts';
import type { Fix } from '../../core/profile/profile.ts';
import { suggestRoles } from '../../core/profile/suggest-roles.ts';
import { currentVersion } from '../../core/project/current.ts';
import type { Project } from '../../core/project/project.ts';
import { applyRecipe } from '../../core/recipe/apply-recipe.ts';
import { fitRecipe } from '../../core/recipe/fit-recipe.ts';
import type { RecipeInput } from '../../core/recipe/recipe.ts';
import type { SplitParams } from '../../core/split/split.ts';
import { splitTable } from '../../core/split/split-table.ts';
import { trainTable } from '../../core/split/train-table.ts';
import { columnByName, selectRows, type ColumnKind } from '../../core/table/table.ts';
import type { RecipePreview, StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { carryPlan, recordPlan, recordUnderstood, reread, targetKind, understand } from './understanding.ts';

function problemOf(session: Session): ProblemDefinition {
  return session.require('problem', 'problem', 'choose a column to predict').settings;
}

/** The roles that the user gave: those that are not what was suggested for the target of `before`. */
function rolesByHand(session: Session, before: ProblemDefinition): [string, ColumnRole][] {
  const profile = currentVersion(session.requireProject(), 'dataset')?.result?.profile;
  if (!profile) return [];
  const suggested = suggestRoles(session.requireTable(), before.target, profile);
  return Object.entries(before.roles).filter(([name, role]) => role !== 'target' && role !== suggested[name]);
}

type ProblemChange = Parameters<StudioApi['setProblem']>[0];

/** The problem with another target or task, and the metric that goes with it; its classes are seen when it is read. */
function reframed(session: Session, change: ProblemChange): ProblemDefinition {
  const before = problemOf(session);
  const table = session.requireTable();
  const suggested = suggestProblem(table, change.target ?? before.target);
  const task = change.task ?? suggested.task;
  const wording = { rowMeaning: before.rowMeaning, decision: before.decision };
  if (task === suggested.task) return { ...suggested, ...wording, taskOverridden: change.task !== undefined };
  return { ...suggested, ...wording, task, taskOverridden: true, metric: defaultMetric(task), criterion: null };
}

async function setProblem(session: Session, change: ProblemChange): Promise<void> {
  const before = problemOf(session);
  const newTarget = change.target !== undefined && change.target !== before.target;
  const newTask = change.task !== undefined && change.task !== before.task;
  if (!newTarget && !newTask) {
    session.record('problem', { ...before, ...change }, null);
    carryPlan(session);
    return;
  }
  const { fileName } = session.require('source', 'file', 'drop one first').settings;
  const { options } = session.require('dataset', 'dataset', 'drop a file first').settings;
  const byHand = rolesByHand(session, before);
  const { [before.target]: _targetKind, ...otherKinds } = options.kinds;
  const source = session.source;
  if (!source) return;
  await session.run({ kind: 'read', title: 'Looking at the data for this target', canPause: false, stop: 'cancel' }, async (control) => {
    const proposal = { ...reframed(session, change), roles: Object.fromEntries(byHand) };
    const kinds = { ...otherKinds, [proposal.target]: targetKind(proposal) };
    recordUnderstood(session, await understand(source, fileName, { ...options, kinds }, proposal, control));
  });
  session.note(newTarget ? `Predict ${problemOf(session).target}` : `Task set to ${problemOf(session).task}`, 'Chosen by hand.', null);
}

/** The roles after one is set: there is one group and one time column at most. */
function withRole(roles: ProblemDefinition['roles'], column: string, role: ColumnRole): ProblemDefinition['roles'] {
  const changed = { ...roles, [column]: role };
  if (role !== 'group' && role !== 'time') return changed;
  for (const [name, other] of Object.entries(changed)) if (other === role && name !== column) changed[name] = 'feature';
  return changed;
}

/** Whether a role decides how rows are set apart. */
const ordersRows = (role: ColumnRole | undefined) => role === 'group' || role === 'time';

async function setRole(session: Session, column: string, role: ColumnRole): Promise<void> {
  if (role === 'target') return setProblem(session, { target: column });
  const problem = problemOf(session);
  if (problem.target === column) throw new Error('TargetNeeded: this is the column to predict; choose another target first');
  const before = problem.roles[column];
  if (before === role) return;
  const project = session.requireProject();
  const split = ordersRows(role) || ordersRows(before) ? null : (currentVersion(project, 'split')?.settings ?? null);
  session.record('problem', { ...problem, roles: withRole(problem.roles, column, role) }, null);
  recordPlan(session, split);
  session.undoStack.push(project);
  session.note(`${column} is now ${role}`, `It was ${before}.`, null);
}

async function setKind(session: Session, column: string, kind: ColumnKind): Promise<void> {
  const { options } = session.require('dataset', 'dataset', 'drop a file first').settings;
  if (columnByName(session.requireTable(), column).kind === kind) return;
  const project = session.requireProject();
  await reread(session, { ...options, kinds: { ...options.kinds, [column]: kind } });
  session.undoStack.push(project);
  session.note(`${column} is now read as ${kind}`, 'The source was read again.', null);
}

async function applyFix(session: Session, findingId: string, fix: Fix): Promise<void> {
  if (fix.action === 'set-role') await setRole(session, fix.column, fix.role);
  else await setKind(session, fix.column, fix.kind);
  dismiss(session, findingId);
}

function dismiss(session: Session, findingId: string): void {
  session.update((project) => ({ ...project, dismissed: [...new Set([...project.dismissed, findingId])] }));
}

/** The split to go back to: the former one where the question, or a column that orders or groups the rows, differs. */
function splitBefore(session: Session, before: Project, { target, task, roles }: ProblemDefinition): SplitParams | null {
  const problem = problemOf(session);
  const now = problem.roles;
  const reordered = Object.keys(roles).some((name) => roles[name] !== now[name] && (ordersRows(roles[name]) || ordersRows(now[name])));
  const asked = problem.target !== target || problem.task !== task;
  return currentVersion(asked || reordered ? before : session.requireProject(), 'split')?.settings ?? null;
}

async function undo(session: Session): Promise<void> {
  const before = session.undoStack.at(-1);
  const options = before && currentVersion(before, 'dataset')?.settings.options;
  const former = before && currentVersion(before, 'problem')?.settings;
  if (!options || !former) return;
  const now = session.require('dataset', 'dataset', 'drop a file first').settings.options;
  if (JSON.stringify(options) !== JSON.stringify(now)) await reread(session, options);
  const problem = problemOf(session);
  const sameQuestion = problem.target === former.target && problem.task === former.task;
  const split = splitBefore(session, before, former);
  const { rowMeaning, decision } = problem;
  session.record('problem', sameQuestion ? { ...problem, roles: former.roles } : { ...former, rowMeaning, decision }, null);
  session.undoStack.pop();
  recordPlan(session, split);
  session.update((project) => ({ ...project, dismissed: before.dismissed }));
  session.note('Undid the last change', 'Roles and kinds are as they were before it.', null);
}

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

type Commands = Pick<
  StudioApi,
  'setProblem' | 'setRole' | 'setKind' | 'applyFix' | 'dismissFinding' | 'undo' | 'setSplit' | 'setRecipe' | 'previewRecipe'
>;

/** Commands that say what is to be predicted, from which columns, and how rows are set apart. */
export function planningCommands(session: Session): Commands {
  return {
    setProblem: (change) => setProblem(session, change),
    setRole: (column, role) => setRole(session, column, role),
    setKind: (column, kind) => setKind(session, column, kind),
    applyFix: (findingId, fix) => applyFix(session, findingId, fix),
    dismissFinding: async (findingId) => dismiss(session, findingId),
    undo: () => undo(session),
    setSplit: async (change) => {
      const split = session.require('split', 'split', 'choose a target that can be trained first').settings;
      session.record('split', { ...split, ...change }, null);
    },
    setRecipe: async (recipe) => {
      session.record('recipe', recipe, null);
    },
    previewRecipe: async (input) => previewRecipe(session, input),
  };
}
