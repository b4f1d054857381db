import type { Column, Table } from '../../src/core/table/table.ts';
import { columnLength } from '../../src/core/table/table.ts';
import type { ColumnRole, ProblemDefinition } from '../../src/core/problem/problem.ts';

/** A number column; null means missing. */
export function numberColumn(name: string, values: readonly (number | null)[]): Column {
  return { kind: 'number', name, values: Float64Array.from(values, (value) => value ?? NaN) };
}

/** A date-time column from ISO strings, read as UTC; null means missing. */
export function datetimeColumn(name: string, values: readonly (string | null)[]): Column {
  return { kind: 'datetime', name, values: Float64Array.from(values, (value) => (value === null ? NaN : Date.parse(`${value}Z`))) };
}

/** A category column, its levels in order of first appearance; null means missing. */
export function categoryColumn(name: string, labels: readonly (string | null)[]): Column {
  const levels: string[] = [];
  const codes = Int32Array.from(labels, (label) => {
    if (label === null) return -1;
    if (!levels.includes(label)) levels.push(label);
    return levels.indexOf(label);
  });
  return { kind: 'category', name, codes, levels };
}

export function textColumn(name: string, values: readonly (string | null)[]): Column {
  return { kind: 'text', name, values };
}

export function tableOf(...columns: readonly Column[]): Table {
  return { nRows: columns.length === 0 ? 0 : columnLength(columns[0]), columns };
}

/** A problem on the table with every other column a feature, but for the roles given. */
export function problemOf(
  table: Table,
  target: string,
  classes: readonly string[] = [],
  roles: Readonly<Record<string, ColumnRole>> = {},
): ProblemDefinition {
  const task = classes.length === 0 ? 'regression' : classes.length === 2 ? 'binary' : 'multiclass';
  return {
    target,
    task,
    taskReason: 'set by the test',
    taskOverridden: false,
    classes,
    positiveClass: task === 'binary' ? classes[1] : null,
    metric: task === 'binary' ? 'roc_auc' : task === 'multiclass' ? 'log_loss' : 'rmse',
    criterion: null,
    rowMeaning: '',
    decision: '',
    roles: Object.fromEntries(table.columns.map(({ name }) => [name, name === target ? 'target' : (Object.hasOwn(roles, name) ? roles[name] : 'feature')])),
  };
}
