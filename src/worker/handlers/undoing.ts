import { recordVersion } from '../../core/project/record.ts';
import type { Project, StageName } from '../../core/project/project.ts';
import { afterEdits, planOf, publishEdits } from '../edit-plan.ts';
import { JobRunning } from '../errors.ts';
import type { PlanEdit, PlanState } from '../plan-state.ts';
import type { StudioApi } from '../protocol.ts';
import { stamp, type Session } from '../session.ts';
import { problemOf } from './planning.ts';
import { readSource } from './understanding.ts';

/** A project in which a stage was not reached. */
function without(project: Project, stage: StageName): Project {
  const { [stage]: _gone, ...current } = project.current;
  return { ...project, current };
}

/** The project with the plan as it stood; the words of its problem are those of now. */
function withPlan(project: Project, state: PlanState, problem: PlanState['problem']): Project {
  let next = recordVersion({ ...project, dismissed: state.dismissed }, 'dataset', state.dataset, state.understood, stamp());
  next = recordVersion(next, 'problem', problem, null, stamp());
  next = state.split ? recordVersion(next, 'split', state.split, null, stamp()) : without(next, 'split');
  return state.recipe ? recordVersion(next, 'recipe', state.recipe, null, stamp()) : without(next, 'recipe');
}

/** Puts the plan back as it stood; the source is read again only where it was read otherwise. */
async function restore(session: Session, state: PlanState): Promise<void> {
  if (session.job?.plan.kind === 'train') throw new JobRunning(session.job.plan.title);
  const { fileName } = session.require('source', 'file', 'drop one first').settings;
  const { options } = session.require('dataset', 'dataset', 'drop a file first').settings;
  const read = JSON.stringify(options) !== JSON.stringify(state.dataset.options) && session.source !== null;
  if (read && session.source) session.table = (await readSource(session, session.source, fileName, state.dataset.options)).table;
  const { note: _note, ...asked } = state.problem;
  const { rowMeaning, decision, note } = problemOf(session);
  const problem = { ...asked, rowMeaning, decision, ...(note === undefined ? {} : { note }) };
  session.update((project) => withPlan(project, state, problem));
  if (!read) return;
  const { id } = session.require('dataset', 'dataset', 'drop a file first');
  void session.keep(session.storage.datasets.save(session.requireProject().id, id, session.requireTable()));
}

/** Takes the last edit of `from` back, and remembers in `to` how to get here again; nothing happens where there is none. */
async function step(session: Session, from: PlanEdit[], to: PlanEdit[], verb: string): Promise<void> {
  const { edits } = session;
  const edit = from.at(-1);
  const now = planOf(session);
  if (!edit || !now) return;
  edits.going = edit.what;
  try {
    await restore(session, edit.state);
  } finally {
    edits.going = null;
  }
  from.pop();
  to.push({ what: edit.what, state: now });
  publishEdits(session);
  session.note(`${verb} ${edit.what}`, 'The plan is as it was on the other side of that edit.', null);
}

/** Commands that go back, and forth again; they throw JobRunning while an edit goes on. */
export function undoingCommands(session: Session): Pick<StudioApi, 'undo' | 'redo'> {
  const { edits } = session;
  const { undo, redo } = edits;
  const walk = async (from: PlanEdit[], to: PlanEdit[], verb: string) => {
    if (from.length > 0 && edits.going !== null) throw new JobRunning(edits.going);
    await afterEdits(session, () => step(session, from, to, verb));
  };
  return { undo: () => walk(undo, redo, 'Undid'), redo: () => walk(redo, undo, 'Made again:') };
}
