import type { ProblemDefinition } from '../../core/problem/problem.ts';
import { currentVersion } from '../../core/project/current.ts';
import type { Project } from '../../core/project/project.ts';
import type { SplitParams } from '../../core/split/split.ts';
import type { StudioApi } from '../protocol.ts';
import type { Session } from '../session.ts';
import { ordersRows, problemOf } from './planning.ts';
import { recordPlan, reread } from './understanding.ts';

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

/** Commands that go back. */
export function undoingCommands(session: Session): Pick<StudioApi, 'undo'> {
  return { undo: () => undo(session) };
}
