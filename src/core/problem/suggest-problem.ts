import { defaultMetric } from '../metrics/registry.ts';
import { columnByName, type Table } from '../table/table.ts';
import { inferClassOrder } from './class-order.ts';
import { classesOf } from './classes.ts';
import { inferTask } from './infer-task.ts';
import { labelCounts } from './labels.ts';
import { defaultPositiveClass } from './positive-class.ts';
import type { ColumnRole, ProblemDefinition } from './problem.ts';

/**
 * The problem of predicting `target`: its task, classes, positive class and default metric. Every other column takes its
 * role from `roles`, 'feature' where it has none there. Throws ColumnNotFound.
 */
export function suggestProblem(
  table: Table,
  target: string,
  roles: Readonly<Record<string, ColumnRole>> = {},
): ProblemDefinition {
  const column = columnByName(table, target);
  const { task, reason } = inferTask(column);
  const found = task === 'regression' ? [] : classesOf(column);
  const classOrder = task === 'multiclass' ? inferClassOrder(found) : null;
  const classes = classOrder ?? found;
  const given = new Map(Object.entries(roles));
  return {
    target,
    task,
    taskReason: reason,
    taskOverridden: false,
    classes,
    positiveClass: task === 'binary' ? defaultPositiveClass(classes, labelCounts(column)) : null,
    metric: defaultMetric(task),
    ...(classOrder ? { classOrder } : {}),
    criterion: null,
    rowMeaning: '',
    decision: '',
    roles: Object.fromEntries(table.columns.map(({ name }) => [name, roleFor(name, target, given.get(name))])),
  };
}

function roleFor(name: string, target: string, given: ColumnRole | undefined): ColumnRole {
  if (name === target) return 'target';
  return given === undefined || given === 'target' ? 'feature' : given;
}
