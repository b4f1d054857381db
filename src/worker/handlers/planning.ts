import type { ColumnRole, ProblemDefinition } from '../../core/problem/problem.ts';
import { suggestProblem } from '../../core/problem/suggest-problem.ts';
import { defaultMetric } from '../../core/metrics/registry.ts';
import { suggestRoles } from '../../core/profile/suggest-roles.ts';
import { currentVersion } from '../../core/project/current.ts';
import { columnByName, type ColumnKind } from '../../core/table/table.ts';
import { editPlan } from '../edit-plan.ts';
import type { StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { carryPlan, recordPlan, recordUnderstood, reread, targetKind, understand } from './understanding.ts';

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

/** Gives a column a role; making it the target asks another question. */
export async function setRole(session: Session, column: string, role: ColumnRole): Promise<void> {
  if (role === 'target') return setProblem(session, { target: column });
  const problem = problemOf(session);
  if (problem.target === column) throw new Error('TargetNeeded: this is the column to predict; choose another target first');
  const before = problem.roles[column];
  if (before === role) return;
  const split = ordersRows(role) || ordersRows(before) ? null : (currentVersion(session.requireProject(), 'split')?.settings ?? null);
  session.record('problem', { ...problem, roles: withRole(problem.roles, column, role) }, null);
  recordPlan(session, split);
  session.note(`${column} is now ${role}`, `It was ${before}.`, null);
}

/** Reads the source again with a column of another kind. */
export async function setKind(session: Session, column: string, kind: ColumnKind): Promise<void> {
  const { options } = session.require('dataset', 'dataset', 'drop a file first').settings;
  if (columnByName(session.requireTable(), column).kind === kind) return;
  await reread(session, { ...options, kinds: { ...options.kinds, [column]: kind } });
  session.note(`${column} is now read as ${kind}`, 'The source was read again.', null);
}

/** What an edit of the problem changes, as it stands after "Undo". */
function editedPart(change: ProblemChange): string {
  if (change.target !== undefined) return 'the choice of target';
  if (change.task !== undefined) return 'the task';
  if (change.metric !== undefined) return 'the metric';
  if (change.criterion !== undefined) return 'the goal';
  return 'the problem';
}

type Commands = Pick<StudioApi, 'setProblem' | 'setRole' | 'setKind'>;

/** Commands that say what is to be predicted, and from which columns. */
export function planningCommands(session: Session): Commands {
  return {
    setProblem: (change) => editPlan(session, editedPart(change), () => setProblem(session, change)),
    setRole: (column, role) => editPlan(session, `the role of ${column}`, () => setRole(session, column, role)),
    setKind: (column, kind) => editPlan(session, `the kind of ${column}`, () => setKind(session, column, kind)),
  };
}
