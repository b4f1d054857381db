import type { TargetValues } from '../metrics/predictions.ts';
import { TargetIsMissing, TargetNotNumeric, UnknownClass } from '../problem/problem-errors.ts';
import { positiveIndexOf } from '../problem/positive-class.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { targetCells } from '../problem/target.ts';
import { ColumnNotFound, type Table } from '../table/table.ts';
import { associationWithClasses } from './association-classes.ts';
import { associationWithNumbers, centreTarget } from './association-numbers.ts';
import type { ColumnGroups } from './column-groups.ts';
import { assignFolds } from './fold-assignment.ts';

/** The target as the profile looks at it. */
export interface TargetView {
  readonly problem: ProblemDefinition;
  readonly cells: TargetValues;
  readonly labelledRows: number;
  /** Rows of each class; empty for a number. */
  readonly classCounts: readonly number[];
  /** 1 for rows of the positive class; null unless the problem is binary. */
  readonly isPositive: Uint8Array | null;
  /** How well a column's groups alone predict the target; `line` are its numbers, if it has any. */
  associationOf(grouped: ColumnGroups, line: Float64Array | null): number;
}

function cellsOrNull(table: Table, problem: ProblemDefinition): TargetValues | null {
  try {
    return targetCells(table, problem);
  } catch (error) {
    const expected = [TargetIsMissing, TargetNotNumeric, UnknownClass, ColumnNotFound];
    if (expected.some((cause) => error instanceof cause)) return null;
    throw error;
  }
}

/** The target of `problem`, or null where the table does not hold it as the problem has it: it is profiled all the same. */
export function viewTarget(table: Table, problem: ProblemDefinition): TargetView | null {
  const cells = cellsOrNull(table, problem);
  if (!cells) return null;
  const folds = assignFolds(table.nRows);
  if (cells.kind === 'number') {
    const target = centreTarget(cells.values);
    return {
      problem,
      cells,
      labelledRows: cells.values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0),
      classCounts: [],
      isPositive: null,
      associationOf: (grouped, line) => associationWithNumbers(grouped, line, folds, target),
    };
  }
  const { codes, classes } = cells;
  const classCounts = new Array<number>(classes.length).fill(0);
  for (const code of codes) if (code >= 0) classCounts[code]++;
  const positive = positiveIndexOf(problem);
  return {
    problem,
    cells,
    labelledRows: classCounts.reduce((sum, count) => sum + count, 0),
    classCounts,
    isPositive: problem.task === 'binary' ? Uint8Array.from(codes, (code) => (code === positive ? 1 : 0)) : null,
    associationOf: (grouped) => associationWithClasses(grouped, folds, codes, classes.length),
  };
}
