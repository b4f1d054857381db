import { createRng } from '../math/rng.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import type { Table } from '../table/table.ts';
import { NotEnoughRows } from './split-errors.ts';
import { setApart } from './set-apart.ts';
import type { SplitParams } from './split.ts';
import { unitsOf } from './units.ts';

/** Share of a fold's training rows that are watched to decide when to stop. */
export const stoppingShare = 0.15;

/**
 * Training rows parted once more: rows to fit on, and about 15% set aside to decide when to stop, by the split's own
 * strategy (no group on both sides; the last rows in time, without a gap: they only say when to stop). Rows of a single
 * group are drawn at random.
 * Throws NotEnoughRows for fewer than two rows.
 */
export function stoppingSplit(
  table: Table,
  problem: ProblemDefinition,
  params: SplitParams,
  rows: Uint32Array,
  seed: number,
): { fit: Uint32Array; stopping: Uint32Array } {
  if (rows.length < 2) throw new NotEnoughRows('training rows', rows.length, 2);
  const units = unitsOf(table, problem, params, rows);
  const used = units !== null && units.count < 2 ? { strategy: 'random' as const, column: null } : params;
  const { rest, part } = setApart(table, problem, used, rows, stoppingShare, createRng(seed).fork('stopping'));
  return { fit: rest, stopping: part };
}
