import { columnByName, type Table } from '../table/table.ts';
import { classesOf } from './classes.ts';
import { labelCounts } from './labels.ts';
import { defaultPositiveClass } from './positive-class.ts';
import type { ProblemDefinition } from './problem.ts';

/**
 * The problem with its classes as they stand in the table. The positive class stays where it is still among them; else
 * it is the default one, or the last where there is no default. Throws ColumnNotFound.
 */
export function withClasses(table: Table, problem: ProblemDefinition): ProblemDefinition {
  if (problem.task === 'regression') return { ...problem, classes: [], positiveClass: null };
  const column = columnByName(table, problem.target);
  const classes = classesOf(column);
  if (problem.task === 'multiclass') return { ...problem, classes, positiveClass: null };
  const kept = classes.find((label) => label === problem.positiveClass);
  return { ...problem, classes, positiveClass: kept ?? defaultPositiveClass(classes, labelCounts(column)) ?? classes.at(-1) ?? null };
}
