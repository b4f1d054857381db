import { columnByName, type Table } from '../table/table.ts';
import { labelCounts } from './labels.ts';
import {
  TargetHasOneClass,
  TargetHasTooManyClasses,
  TargetIsMissing,
  TargetNotBinary,
  TooFewRows,
} from './problem-errors.ts';
import type { ProblemDefinition } from './problem.ts';
import { classCounts } from './target-classes.ts';
import { targetCells } from './target.ts';

/** Fewer labelled rows than this cannot be split into training, validation and test rows. */
export const fewestLabelledRows = 10;

const mostClasses = 1000;

function tooManyClasses(classes: number, rows: number): boolean {
  if (classes <= 2) return false;
  return classes > mostClasses || classes * 2 > rows || (classes > 100 && classes * 5 > rows);
}

/**
 * Returns where the problem can be trained on the table; else throws what stands in the way: ColumnNotFound,
 * TargetIsMissing, TargetNotNumeric, TargetHasOneClass, TooFewRows, TargetHasTooManyClasses, TargetNotBinary or
 * UnknownClass.
 */
export function checkProblem(table: Table, problem: ProblemDefinition): void {
  const column = columnByName(table, problem.target);
  const labels = problem.task === 'regression' ? labelCounts(column) : classCounts(column, problem);
  if (labels.size === 0) {
    throw new TargetIsMissing(problem.target, column.kind === 'number' ? 'no row holds a number in' : 'no row has a value of');
  }
  const numbers = problem.task === 'regression' ? targetCells(table, problem) : null;
  let rows = 0;
  if (numbers?.kind === 'number') for (const value of numbers.values) rows += Number.isNaN(value) ? 0 : 1;
  else for (const count of labels.values()) rows += count;
  if (rows < fewestLabelledRows) throw new TooFewRows(problem.target, rows, fewestLabelledRows);
  if (labels.size === 1) throw new TargetHasOneClass(problem.target, [...labels.keys()][0]);
  if (problem.task === 'regression') return;
  if (tooManyClasses(labels.size, rows)) throw new TargetHasTooManyClasses(problem.target, labels.size, rows);
  if (problem.task === 'binary' && labels.size > 2) throw new TargetNotBinary(problem.target, labels.size);
  targetCells(table, problem);
}
