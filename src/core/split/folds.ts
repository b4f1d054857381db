import type { Rng } from '../math/rng.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import type { Table } from '../table/table.ts';
import { dealGroups } from './group.ts';
import { requireUnits, strataFor } from './set-apart.ts';
import { GapTooLarge } from './split-errors.ts';
import type { Split, SplitParams } from './split.ts';
import { dealFolds } from './stratify.ts';
import { beforeGap, cutBetweenTimes, inTimeOrder } from './time.ts';
import { unitsOf } from './units.ts';

/** A fold learns from no fewer rows than this. */
const fewestTrained = 2;

/**
 * Expanding windows: the first half of the rows is only learned from, the rest is predicted block after block, each by a
 * model that learned from the rows before it and its gap. Fewer folds where times or the gap leave no more; throws
 * GapTooLarge where the gap leaves none.
 */
export function forwardFolds(table: Table, column: string, rows: Uint32Array, nFolds: number, gap: number): Split['folds'] {
  const { rows: ordered, times } = inTimeOrder(table, rows, column);
  const n = ordered.length;
  const first = Math.floor(n / 2);
  const starts: number[] = [];
  for (let fold = 0; fold < nFolds; fold++) {
    const last = starts.at(-1) ?? 0;
    const start = cutBetweenTimes(times, first + Math.round(((n - first) * fold) / nFolds), last, n);
    if (start > last && start < n) starts.push(start);
  }
  const trained = starts.map((start) => beforeGap(times, start, times[start], gap));
  const folds = starts.map((start, i) => ({ train: ordered.slice(0, trained[i]), validation: ordered.slice(start, starts[i + 1] ?? n) }));
  const kept = gap > 0 ? folds.filter(({ train }) => train.length >= fewestTrained) : folds;
  if (kept.length === 0) throw new GapTooLarge(column, Math.max(...trained), fewestTrained);
  return kept;
}

/** Folds in which every row is judged once, rows that must stay together in one fold. Throws NotEnoughGroups, NotEnoughDistinctRows. */
export function dealtFolds(table: Table, problem: ProblemDefinition, params: SplitParams, rows: Uint32Array, nFolds: number, rng: Rng): Split['folds'] {
  const strata = strataFor(table, problem, params.strategy !== 'random', rows);
  const units = unitsOf(table, problem, params, rows);
  if (units) requireUnits(params, units.count + 1, 3);
  const k = Math.min(nFolds, units?.count ?? rows.length);
  const foldOf = units
    ? dealGroups(units.keys, units.count, strata.keys, strata.count, k, rng)
    : dealFolds(strata.keys, strata.count, k, rng);
  return Array.from({ length: k }, (_, fold) => ({
    train: rows.filter((_, i) => foldOf[i] !== fold),
    validation: rows.filter((_, i) => foldOf[i] === fold),
  }));
}
