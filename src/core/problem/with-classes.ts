import { columnByName, type Table } from '../table/table.ts';
import { inferClassOrder } from './class-order.ts';
import { defaultPositiveClass } from './positive-class.ts';
import type { ProblemDefinition } from './problem.ts';
import { classCounts, classesUnder } from './target-classes.ts';

/**
 * The problem with its classes as they stand in the table, restated where it has a reframing. Classes of a multiclass problem
 * whose names say an order take it, unless the problem says that they have none (null). The positive class stays where it is
 * still among them; else it is the default one, or the last where there is no default. Throws ColumnNotFound.
 */
export function withClasses(table: Table, problem: ProblemDefinition): ProblemDefinition {
  if (problem.task === 'regression') return { ...problem, classes: [], positiveClass: null };
  const counts = classCounts(columnByName(table, problem.target), problem);
  if (problem.task === 'multiclass') {
    const found = classesUnder(counts, { ...problem, classOrder: null });
    const bands = problem.reframing?.kind === 'bands' ? found : null;
    const classOrder = problem.classOrder === undefined ? (bands ?? inferClassOrder(found)) : problem.classOrder;
    return { ...problem, classOrder, classes: classesUnder(counts, { ...problem, classOrder }), positiveClass: null };
  }
  const classes = classesUnder(counts, problem);
  const kept = classes.find((label) => label === problem.positiveClass);
  return { ...problem, classes, positiveClass: kept ?? defaultPositiveClass(classes, counts) ?? classes.at(-1) ?? null };
}
