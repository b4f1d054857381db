import { Cancelled } from '../core/math/control.ts';
import { currentVersion } from '../core/project/current.ts';
import type { PlanState } from './plan-state.ts';
import type { Session } from './session.ts';
import { rememberSuggestion } from './suggested-recipes.ts';

/** More edits than this are not remembered; the oldest are forgotten first. */
const mostEdits = 100;

/** The plan as it stands; null before there is one. */
export function planOf(session: Session): PlanState | null {
  const { project } = session;
  const dataset = project && currentVersion(project, 'dataset');
  const problem = project && currentVersion(project, 'problem');
  if (!dataset || !problem) return null;
  return {
    dataset: dataset.settings,
    understood: dataset.result,
    problem: problem.settings,
    split: currentVersion(project, 'split')?.settings ?? null,
    recipe: currentVersion(project, 'recipe')?.settings ?? null,
    dismissed: project.dismissed,
  };
}

/** The plan without what an edit takes along, and without the words that are no part of it. */
function whatCounts({ dataset, problem, split, recipe, dismissed }: PlanState): string {
  const { rowMeaning: _rowMeaning, decision: _decision, note: _note, ...asked } = problem;
  return JSON.stringify([dataset, asked, split, recipe, dismissed]);
}

/** Tells the page what can be taken back and made again. */
export function publishEdits(session: Session): void {
  const { undo, redo } = session.edits;
  session.publish({ type: 'edits', undo: undo.at(-1)?.what ?? null, redo: redo.at(-1)?.what ?? null });
}

/** The end of the last change of the plan that was asked for, by session. */
const turns = new WeakMap<Session, Promise<unknown>>();

/**
 * Does `work` after all changes of the plan that were asked for before it: one that has the source read again goes on for
 * long, and would write over what is changed meanwhile. Throws Cancelled where another project is open by then.
 */
export function afterEdits<T>(session: Session, work: () => Promise<T>): Promise<T> {
  const asked = session.project?.id;
  const mine = (turns.get(session) ?? Promise.resolve()).then(() => {
    if (session.project?.id !== asked) throw new Cancelled();
    return work();
  });
  turns.set(session, mine.catch(() => undefined));
  return mine;
}

/**
 * Does `work`, which changes the plan, so that it can be undone: the plan as it stood before is remembered under `what`
 * where it is another afterwards, and what had been undone can no longer be made again. Edits follow one another; `work`
 * itself must ask for no edit. Words that explain a problem are no edit.
 */
export function editPlan<T>(session: Session, what: string, work: () => Promise<T>): Promise<T> {
  return afterEdits(session, () => remembered(session, what, work));
}

async function remembered<T>(session: Session, what: string, work: () => Promise<T>): Promise<T> {
  const { edits } = session;
  rememberSuggestion(session);
  const before = planOf(session);
  const project = session.project?.id;
  edits.going = what;
  try {
    return await work();
  } finally {
    edits.going = null;
    const after = planOf(session);
    if (before && after && session.project?.id === project && whatCounts(before) !== whatCounts(after)) {
      edits.undo.push({ what, state: before });
      edits.undo.splice(0, edits.undo.length - mostEdits);
      edits.redo.length = 0;
      publishEdits(session);
    }
  }
}
