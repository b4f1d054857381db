import type { ProblemDefinition } from '../problem/problem.ts';
import { targetOf } from '../problem/target.ts';
import { columnByName, isMissing, selectColumns, selectRows, type Table } from '../table/table.ts';
import { SplitColumnUnusable } from './split-errors.ts';

/** A small number for each of some rows, in [0, count). */
export interface Keys {
  readonly keys: Int32Array;
  readonly count: number;
}

/** The class of each of `rows`; one and the same key for all where the target is a number. */
export function strataOf(table: Table, problem: ProblemDefinition, rows: Uint32Array): Keys {
  if (problem.task === 'regression') return { keys: new Int32Array(rows.length), count: 1 };
  const target = targetOf(selectRows(selectColumns(table, [problem.target]), rows), problem);
  if (target.kind === 'number') return { keys: new Int32Array(rows.length), count: 1 };
  return { keys: target.codes, count: target.classes.length };
}

/**
 * The group of each of `rows` by the value in the group column, numbered in order of appearance. A row without a value
 * is a group of its own. Throws SplitColumnUnusable where no column is named.
 */
export function groupsOf(table: Table, column: string | null, rows: Uint32Array): Keys {
  if (column === null) throw new SplitColumnUnusable('grouped', null, 'name the column that says which rows belong together');
  const found = columnByName(table, column);
  const numbers = new Map<string | number, number>();
  const keys = new Int32Array(rows.length);
  let count = 0;
  rows.forEach((row, i) => {
    if (isMissing(found, row)) {
      keys[i] = count++;
      return;
    }
    const value = found.kind === 'category' ? found.codes[row] : (found.values[row] as string | number);
    const known = numbers.get(value);
    if (known === undefined) numbers.set(value, count);
    keys[i] = known ?? count++;
  });
  return { keys, count };
}
