import type { Rng } from '../math/rng.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import type { Table } from '../table/table.ts';
import { drawGroups } from './group.ts';
import { strataOf, type Keys } from './keys.ts';
import { NotEnoughDistinctRows, NotEnoughGroups, SplitColumnUnusable } from './split-errors.ts';
import type { SplitParams } from './split.ts';
import { drawShare } from './stratify.ts';
import { cutBetweenTimes, inTimeOrder } from './time.ts';
import { unitsOf } from './units.ts';

/** Rows whose mark is 0 and rows whose mark is 1, each in the order of `rows`. */
function partition(rows: Uint32Array, marks: Uint8Array): { rest: Uint32Array; part: Uint32Array } {
  return { rest: rows.filter((_, i) => marks[i] === 0), part: rows.filter((_, i) => marks[i] === 1) };
}

/** Throws where fewer units than `needed` are to be kept whole. */
export function requireUnits({ strategy, column }: Pick<SplitParams, 'strategy' | 'column'>, seen: number, needed: number): void {
  if (seen >= needed) return;
  if (strategy === 'grouped') throw new NotEnoughGroups(column ?? '', seen, needed);
  throw new NotEnoughDistinctRows(seen, needed);
}

/** The column that orders the rows in time; throws SplitColumnUnusable where none is named. */
export function timeColumn(column: string | null): string {
  if (column === null) throw new SplitColumnUnusable('time-ordered', null, 'name the column that orders the rows');
  return column;
}

/** The strata in which a strategy draws: classes where it keeps their shares, else one for all. */
export function strataFor(table: Table, problem: ProblemDefinition, keepsShares: boolean, rows: Uint32Array): Keys {
  return keepsShares ? strataOf(table, problem, rows) : { keys: new Int32Array(rows.length), count: 1 };
}

/**
 * One part of `rows`, of about `share` of them, set apart from the rest by the split's strategy: the last in time, or drawn,
 * with rows that must stay together on one side. A ready column has named its parts already, and rows are drawn from one of
 * them as a stratified split does. The gap is not its business. Throws as splitTable.
 */
export function setApart(
  table: Table,
  problem: ProblemDefinition,
  params: Pick<SplitParams, 'strategy' | 'column' | 'keepDuplicatesTogether'>,
  rows: Uint32Array,
  share: number,
  rng: Rng,
): { rest: Uint32Array; part: Uint32Array } {
  const { strategy } = params;
  if (strategy === 'time') {
    const { rows: ordered, times } = inTimeOrder(table, rows, timeColumn(params.column));
    const n = rows.length;
    const wanted = Math.min(n - 1, Math.max(1, n - Math.round(n * share)));
    // Equal times stay together as long as that neither halves nor doubles the part.
    const cut = cutBetweenTimes(times, wanted, n - 2 * (n - wanted) - 1, n - Math.floor((n - wanted) / 2));
    return { rest: ordered.slice(0, cut), part: ordered.slice(cut) };
  }
  const strata = strataFor(table, problem, strategy === 'stratified' || strategy === 'ready', rows);
  const units = unitsOf(table, problem, params, rows);
  if (units === null) return partition(rows, drawShare(strata.keys, strata.count, share, rng));
  requireUnits(params, units.count, 2);
  return partition(rows, drawGroups(units.keys, units.count, strata.keys, strata.count, share, rng));
}
