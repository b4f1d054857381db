import type { ColumnRole, ProblemDefinition } from '../../core/problem/problem.ts';
import { suggestProblem } from '../../core/problem/suggest-problem.ts';
import { defaultMetric, metricsFor } from '../../core/metrics/registry.ts';
import { targetKindOf } from '../../core/problem/reframing.ts';
import { withClasses } from '../../core/problem/with-classes.ts';
import { judgeSupport } from '../../core/profile/support/judge-support.ts';
import type { SupportNote } from '../../core/profile/support/support.ts';
import { suggestRoles } from '../../core/profile/suggest-roles.ts';
import { currentVersion } from '../../core/project/current.ts';
import { columnByName, type ColumnKind } from '../../core/table/table.ts';
import { editPlan } from '../edit-plan.ts';
import type { StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { carryPlan, recordPlan, recordUnderstood, reread, splitByHand, understand } from './understanding.ts';

/** The problem as it now stands; throws StageMissing. */
export function problemOf(session: Session): ProblemDefinition {
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

/** What stays through any change of the question. */
function wordingOf({ rowMeaning, decision, note, knownLate, constraints }: ProblemDefinition, target: string): Partial<ProblemDefinition> {
  // What is predicted is never known in time: the target is no exception to be named.
  const late = knownLate?.filter((column) => column !== target);
  return { rowMeaning, decision, ...(note === undefined ? {} : { note }), ...(late ? { knownLate: late } : {}), ...(constraints ? { constraints } : {}) };
}

/** What can be kept of a problem whose task or class order changes: metrics that still apply, and outcomes of two classes. */
function forTask(problem: ProblemDefinition): ProblemDefinition {
  const { task, metric, guardrails = [], outcomes = null } = problem;
  const known = metricsFor(task, problem.classOrder !== null).map(({ id }) => id);
  const applies = (id: ProblemDefinition['metric']) => known.includes(id);
  return {
    ...problem,
    ...(applies(metric) ? {} : { metric: defaultMetric(task), criterion: null, aboveBaseline: null }),
    guardrails: guardrails.filter((guardrail) => applies(guardrail.metric)),
    outcomes: task === 'binary' ? outcomes : null,
  };
}

/** The problem with another target, task or reframing, and the metric that goes with it; its classes are seen when it is read. */
function reframed(session: Session, change: ProblemChange): ProblemDefinition {
  const before = problemOf(session);
  if (change.reframing) return forTask({ ...before, ...change, taskOverridden: true, positiveClass: change.positiveClass ?? null });
  const suggested = suggestProblem(session.requireTable(), change.target ?? before.target);
  const task = change.task ?? suggested.task;
  const wording = wordingOf(before, suggested.target);
  if (task === suggested.task) return { ...suggested, ...wording, taskOverridden: change.task !== undefined };
  const { classOrder: _order, ...others } = suggested;
  return { ...others, ...wording, task, taskOverridden: true, metric: defaultMetric(task), criterion: null };
}

/** Whether `change` asks for another value than the problem has. */
function asksFor<K extends keyof ProblemChange>(before: ProblemDefinition, change: ProblemChange, key: K): boolean {
  return change[key] !== undefined && JSON.stringify(change[key]) !== JSON.stringify(before[key] ?? null);
}

/** Reads the source for another question, and works out what it holds for that one. */
async function askAnew(session: Session, change: ProblemChange): Promise<void> {
  const before = problemOf(session);
  const { fileName } = session.require('source', 'file', 'drop one first').settings;
  const { options } = session.require('dataset', 'dataset', 'drop a file first').settings;
  const byHand = rolesByHand(session, before);
  const { [before.target]: _targetKind, ...otherKinds } = options.kinds;
  const source = session.source;
  if (!source) return;
  await session.run({ kind: 'read', title: 'Looking at the data for this target', canPause: false, stop: 'cancel' }, async (control) => {
    const proposal = { ...reframed(session, change), roles: Object.fromEntries(byHand) };
    const kinds = { ...otherKinds, [proposal.target]: targetKindOf(proposal) };
    const split = splitByHand(session);
    recordUnderstood(session, await understand(source, fileName, { ...options, kinds }, proposal, control), split);
  });
  const { target, task } = problemOf(session);
  const what = asksFor(before, change, 'target') ? `Predict ${target}` : change.reframing ? `${target} restated as ${task}` : `Task set to ${task}`;
  session.note(what, 'Chosen by hand.', null);
}

/** Changes the problem; another target, task or reframing has the data looked at anew. */
export async function setProblem(session: Session, change: ProblemChange): Promise<void> {
  const before = problemOf(session);
  if ((['target', 'task', 'reframing'] as const).some((key) => asksFor(before, change, key))) return askAnew(session, change);
  // A goal in the unit of one metric says nothing of another.
  const goal = asksFor(before, change, 'metric') ? { criterion: null, aboveBaseline: null } : {};
  const changed = { ...before, ...goal, ...change };
  session.record('problem', asksFor(before, change, 'classOrder') ? forTask(withClasses(session.requireTable(), changed)) : changed, null);
  if (asksFor(before, change, 'knownLate')) recordPlan(session, currentVersion(session.requireProject(), 'split')?.settings ?? null);
  else carryPlan(session);
}

/** The columns that give up a role where another takes it: there is one group, one time and one weight column at most. */
function displacedBy(roles: ProblemDefinition['roles'], column: string, role: ColumnRole): string[] {
  if (role !== 'group' && role !== 'time' && role !== 'weight') return [];
  return Object.keys(roles).filter((name) => roles[name] === role && name !== column);
}

/** Whether a role decides how rows are set apart. */
const ordersRows = (role: ColumnRole | undefined) => role === 'group' || role === 'time';

/** Gives a column a role; making it the target asks another question. */
export async function setRole(session: Session, column: string, role: ColumnRole): Promise<void> {
  if (role === 'target') return setProblem(session, { target: column });
  const problem = problemOf(session);
  if (problem.target === column) throw new Error('TargetNeeded: this is the column to predict; choose another target first');
  const before = problem.roles[column];
  if (before === role) return;
  const split = ordersRows(role) || ordersRows(before) ? null : (currentVersion(session.requireProject(), 'split')?.settings ?? null);
  // A column that only set rows apart is no input for that: it is left out until somebody says otherwise.
  const displaced = displacedBy(problem.roles, column, role);
  const roles = { ...problem.roles, ...Object.fromEntries(displaced.map((name) => [name, 'ignored' as const])), [column]: role };
  session.record('problem', { ...problem, roles }, null);
  recordPlan(session, split);
  session.note(`${column} is now ${role}`, [`It was ${before}.`, ...displaced.map((name) => `${name} was ${role} before, and is ignored now.`)].join(' '), null);
}

/** Reads the source again with a column of another kind. */
export async function setKind(session: Session, column: string, kind: ColumnKind): Promise<void> {
  const { options } = session.require('dataset', 'dataset', 'drop a file first').settings;
  if (columnByName(session.requireTable(), column).kind === kind) return;
  await reread(session, { ...options, kinds: { ...options.kinds, [column]: kind } });
  session.note(`${column} is now read as ${kind}`, 'The source was read again.', null);
}

const editedParts: readonly (readonly [keyof ProblemChange, string])[] = [
  ['reframing', 'the reframing'],
  ['guardrails', 'the guardrails'],
  ['outcomes', 'the values of the outcomes'],
  ['constraints', 'the constraints'],
  ['classOrder', 'the order of the classes'],
  ['knownLate', 'which columns are known in time'],
  ['positiveClass', 'the class to find'],
];

/** What an edit of the problem changes, as it stands after "Undo". */
function editedPart(change: ProblemChange): string {
  if (change.target !== undefined) return 'the choice of target';
  if (change.task !== undefined) return 'the task';
  if (change.metric !== undefined) return 'the metric';
  if (change.criterion !== undefined || change.aboveBaseline !== undefined) return 'the goal';
  return editedParts.find(([key]) => change[key] !== undefined)?.[1] ?? 'the problem';
}

/** The last answer of `support`, by session, and what it was judged of. */
const judged = new WeakMap<Session, { readonly key: string; readonly notes: readonly SupportNote[] }>();

/** What the data say of the goal; judged once for each version of problem and data. */
function support(session: Session): readonly SupportNote[] {
  const problem = session.require('problem', 'problem', 'choose a column to predict');
  const testShare = currentVersion(session.requireProject(), 'split')?.settings.testShare ?? 0.2;
  const key = `${session.requireProject().id} ${problem.hash} ${testShare}`;
  const known = judged.get(session);
  if (known?.key === key) return known.notes;
  const notes = judgeSupport(session.requireTable(), problem.settings, testShare);
  judged.set(session, { key, notes });
  return notes;
}

type Commands = Pick<StudioApi, 'setProblem' | 'support' | 'setRole' | 'setKind'>;

/** Commands that say what is to be predicted, and from which columns. */
export function planningCommands(session: Session): Commands {
  return {
    setProblem: (change) => editPlan(session, editedPart(change), () => setProblem(session, change)),
    support: async () => support(session),
    setRole: (column, role) => editPlan(session, `the role of ${column}`, () => setRole(session, column, role)),
    setKind: (column, kind) => editPlan(session, `the kind of ${column}`, () => setKind(session, column, kind)),
  };
}
