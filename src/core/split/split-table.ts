import { createRng, type Rng } from '../math/rng.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { rowsWithTarget } from '../problem/target.ts';
import type { Table } from '../table/table.ts';
import { dealGroups, drawGroups } from './group.ts';
import { groupsOf, strataOf } from './keys.ts';
import { NotEnoughGroups, NotEnoughRows, SplitColumnUnusable } from './split-errors.ts';
import type { Split, SplitParams } from './split.ts';
import { dealFolds, drawShare } from './stratify.ts';
import { cutBetweenTimes, inTimeOrder } from './time.ts';

/** The fewest rows with a target that can be trained, validated and tested on: one test row, and two folds of two. */
export const fewestRows = 5;

/** Rows whose mark is 0 and rows whose mark is 1, each in the order of `rows`. */
export function partition(rows: Uint32Array, marks: Uint8Array): { zeros: Uint32Array; ones: Uint32Array } {
  return { zeros: rows.filter((_, i) => marks[i] === 0), ones: rows.filter((_, i) => marks[i] === 1) };
}

/** One part of `rows`, of about `share` of them, set apart from the rest by the split's strategy. */
export function setApart(
  table: Table,
  problem: ProblemDefinition,
  params: Pick<SplitParams, 'strategy' | 'column'>,
  rows: Uint32Array,
  share: number,
  rng: Rng,
): { rest: Uint32Array; part: Uint32Array } {
  if (params.strategy === 'time') {
    const { rows: ordered, times } = inTimeOrder(table, rows, timeColumn(params.column));
    const n = rows.length;
    const wanted = Math.min(n - 1, Math.max(1, n - Math.round(n * share)));
    // Equal times stay together as long as that neither halves nor doubles the part.
    const cut = cutBetweenTimes(times, wanted, n - 2 * (n - wanted) - 1, n - Math.floor((n - wanted) / 2));
    return { rest: ordered.slice(0, cut), part: ordered.slice(cut) };
  }
  if (params.strategy === 'grouped') {
    const groups = groupsOf(table, params.column, rows);
    if (groups.count < 2) throw new NotEnoughGroups(params.column ?? '', groups.count, 2);
    const { zeros, ones } = partition(rows, drawGroups(groups.keys, groups.count, share, rng));
    return { rest: zeros, part: ones };
  }
  const strata = params.strategy === 'stratified' ? strataOf(table, problem, rows) : { keys: new Int32Array(rows.length), count: 1 };
  const { zeros, ones } = partition(rows, drawShare(strata.keys, strata.count, share, rng));
  return { rest: zeros, part: ones };
}

function timeColumn(column: string | null): string {
  if (column === null) throw new SplitColumnUnusable('time-ordered', null, 'name the column that orders the rows');
  return column;
}

/** Expanding windows: the first half of the rows is only learned from, the rest is predicted block after block. */
function forwardFolds(table: Table, column: string, rows: Uint32Array, nFolds: number): Split['folds'] {
  const { rows: ordered, times } = inTimeOrder(table, rows, column);
  const n = ordered.length;
  const first = Math.floor(n / 2);
  const starts: number[] = [];
  for (let fold = 0; fold < nFolds; fold++) {
    const last = starts.at(-1) ?? 0;
    const start = cutBetweenTimes(times, first + Math.round(((n - first) * fold) / nFolds), last, n);
    if (start > last && start < n) starts.push(start);
  }
  return starts.map((start, i) => ({ train: ordered.slice(0, start), validation: ordered.slice(start, starts[i + 1] ?? n) }));
}

function dealtFolds(table: Table, problem: ProblemDefinition, params: SplitParams, rows: Uint32Array, nFolds: number, rng: Rng): Split['folds'] {
  const { strategy } = params;
  const strata = strategy === 'random' ? { keys: new Int32Array(rows.length), count: 1 } : strataOf(table, problem, rows);
  let k = Math.min(nFolds, rows.length);
  let foldOf: Uint32Array;
  if (strategy === 'grouped') {
    const groups = groupsOf(table, params.column, rows);
    if (groups.count < 2) throw new NotEnoughGroups(params.column ?? '', groups.count + 1, 3);
    k = Math.min(k, groups.count);
    foldOf = dealGroups(groups.keys, groups.count, strata.keys, strata.count, k, rng);
  } else {
    foldOf = dealFolds(strata.keys, strata.count, k, rng);
  }
  return Array.from({ length: k }, (_, fold) => ({
    train: rows.filter((_, i) => foldOf[i] !== fold),
    validation: rows.filter((_, i) => foldOf[i] === fold),
  }));
}

/**
 * Development and test rows, and the folds of the development rows, by `params`; the same seed gives the same split.
 * Rows without a target are in no part. Stratified parts keep every class's share to within one row (a class of one
 * row is never in the test part); grouped parts never share a group; with 'time' every validated row lies after the rows
 * its model learned from, test rows lie after all, and equal times stay together where they can. Fewer folds are made
 * where rows or groups are too few for the count asked for.
 * Throws NotEnoughRows, NotEnoughGroups, SplitColumnUnusable, ColumnNotFound.
 */
export function splitTable(table: Table, problem: ProblemDefinition, params: SplitParams): Split {
  const known = rowsWithTarget(table, problem);
  if (known.length < fewestRows) throw new NotEnoughRows(`rows with a value of "${problem.target}"`, known.length, fewestRows);
  if (params.strategy === 'grouped') {
    const { count } = groupsOf(table, params.column, known);
    if (count < 3) throw new NotEnoughGroups(params.column ?? '', count, 3);
  }
  const rng = createRng(params.seed).fork('split');
  const { rest: development, part: test } = setApart(table, problem, params, known, params.testShare, rng.fork('test'));
  const { validation } = params;
  if (validation.kind === 'holdout') {
    const { rest, part } = setApart(table, problem, params, development, validation.share, rng.fork('validation'));
    return { params, development, test, folds: [{ train: rest, validation: part }] };
  }
  const nFolds = Math.max(2, Math.floor(validation.nFolds));
  const folds =
    params.strategy === 'time'
      ? forwardFolds(table, timeColumn(params.column), development, nFolds)
      : dealtFolds(table, problem, params, development, nFolds, rng.fork('validation'));
  return { params, development, test, folds };
}
