import { labelCeiling } from '../../problem/label-ceiling.ts';
import type { ProblemDefinition } from '../../problem/problem.ts';
import { rowsWithTarget, targetOf } from '../../problem/target.ts';
import { columnByName, selectRows, type Table } from '../../table/table.ts';
import { goalNotes } from './goal-notes.ts';
import type { SupportNote } from './support.ts';
import { targetNotes } from './target-notes.ts';
import { targetShape } from './target-shape.ts';

/** The note on a target without a value: of what was read as numbers by hand, there may be labels or dates instead. */
function nothingToLearn(problem: ProblemDefinition): SupportNote {
  const asNumbers = problem.task === 'regression' && !/no value/.test(problem.taskReason);
  return {
    id: 'target',
    severity: 'bad',
    title: `${problem.target} holds no ${asNumbers ? 'number' : 'value'}`,
    detail: asNumbers ? 'It was to be estimated as a number, and none of its cells reads as one. Predict one of its classes, or choose another column.' : 'Choose a column that is filled in.',
    fixes: [],
  };
}

const order: readonly SupportNote['severity'][] = ['bad', 'warn', 'info', 'good'];

/**
 * Whether the table can carry the problem's goal, worst first: too few rows of a class, a target that hardly varies, a metric that
 * does not fit, a goal that guessing reaches or that the labels do not allow, and how sure the answer will be with `testShare`
 * of the rows kept for testing. Where the target cannot be used at all there is one note that says why.
 */
export function judgeSupport(table: Table, problem: ProblemDefinition, testShare: number): SupportNote[] {
  try {
    const rows = rowsWithTarget(table, problem);
    if (rows.length === 0) return [nothingToLearn(problem)];
    const target = columnByName(table, problem.target);
    const y = targetOf(selectRows({ nRows: table.nRows, columns: [target] }, rows), problem);
    const notes = [...targetNotes(problem, y, targetShape(y)), ...goalNotes(problem, y, labelCeiling(table, problem, problem.metric), testShare)];
    return notes.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const sentence = error.message.replace(/^[A-Za-z]+: /, '');
    return [{ id: 'target', severity: 'bad', title: 'This target cannot be used as it stands', detail: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`, fixes: [] }];
  }
}
