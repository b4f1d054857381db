import { createRng } from '../math/rng.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { rowsWithTarget } from '../problem/target.ts';
import type { Table } from '../table/table.ts';
import { dealtFolds, forwardFolds } from './folds.ts';
import { partsByColumn } from './ready.ts';
import { requireUnits, setApart, timeColumn } from './set-apart.ts';
import { GapTooLarge, NotEnoughRows } from './split-errors.ts';
import type { Split, SplitParams } from './split.ts';
import { beforeGap, inTimeOrder } from './time.ts';
import { unitsOf } from './units.ts';

/** The fewest rows with a target that can be trained, validated and tested on: one test row, and two folds of two. */
export const fewestRows = 5;
/** The fewest rows that can be trained and validated on. */
const fewestDevelopment = 4;

const none = new Uint32Array();

/** Rows in time order, without those that lie less than the gap before the row `first`; throws GapTooLarge where fewer than `needed` are kept. */
function apartByGap(table: Table, { strategy, column, gap = 0 }: SplitParams, rows: Uint32Array, first: number, needed: number): { kept: Uint32Array; inGap: Uint32Array } {
  if (strategy !== 'time' || !(gap > 0)) return { kept: rows, inGap: none };
  const name = timeColumn(column);
  const [start] = inTimeOrder(table, Uint32Array.of(first), name).times;
  const end = beforeGap(inTimeOrder(table, rows, name).times, rows.length, start, gap);
  if (end < needed) throw new GapTooLarge(name, end, needed);
  return { kept: rows.slice(0, end), inGap: rows.slice(end) };
}

type Parts = Pick<Split, 'development' | 'test' | 'leftOut'> & { readonly validation: Uint32Array | null };

function partsOf(table: Table, problem: ProblemDefinition, params: SplitParams, known: Uint32Array): Parts {
  if (params.strategy === 'ready') {
    const { train, validation, test, unnamed } = partsByColumn(table, params.column, known);
    const named = validation.length > 0;
    const development = named ? Uint32Array.from([...train, ...validation]).sort() : train;
    if (development.length < 2) throw new NotEnoughRows(`rows named train in "${params.column ?? ''}"`, development.length, 2);
    return { development, test, leftOut: unnamed, validation: named ? validation : null };
  }
  const rng = createRng(params.seed).fork('split').fork('test');
  const { rest, part } = setApart(table, problem, params, known, params.testShare, rng);
  const { kept, inGap } = apartByGap(table, params, rest, part[0], fewestDevelopment);
  return { development: kept, test: part, leftOut: inGap, validation: null };
}

function foldsOf(table: Table, problem: ProblemDefinition, params: SplitParams, { development, validation }: Parts): Split['folds'] {
  if (validation !== null) {
    const judged = new Set(validation);
    return [{ train: development.filter((row) => !judged.has(row)), validation }];
  }
  const rng = createRng(params.seed).fork('split').fork('validation');
  if (params.validation.kind === 'holdout') {
    const { rest, part } = setApart(table, problem, params, development, params.validation.share, rng);
    return [{ train: apartByGap(table, params, rest, part[0], 2).kept, validation: part }];
  }
  const nFolds = Math.max(2, Math.floor(params.validation.nFolds));
  if (params.strategy === 'time') return forwardFolds(table, timeColumn(params.column), development, nFolds, params.gap ?? 0);
  return dealtFolds(table, problem, params, development, nFolds, rng);
}

/**
 * Development and test rows, and the folds of the development rows, by `params`; the same seed gives the same split.
 * Rows without a target are in no part. Stratified parts keep every class's share to within one row (a class of one
 * row is never in the test part); grouped parts never share a group, and rows that equal one another in every feature stay
 * together where that is asked for (drawn parts then meet their shares as nearly as whole groups allow); with 'time'
 * every validated row lies after the rows its model learned from by at least the gap, test rows lie after all, and equal
 * times stay together where they can; a ready column's parts are taken as they are, and folds are made of its training rows
 * where it names none to validate on. Fewer folds are made where rows or groups are too few for the count asked for.
 * Throws NotEnoughRows, NotEnoughGroups, NotEnoughDistinctRows, GapTooLarge, SplitColumnUnusable, ColumnNotFound.
 */
export function splitTable(table: Table, problem: ProblemDefinition, params: SplitParams): Split {
  const known = rowsWithTarget(table, problem);
  if (known.length < fewestRows) throw new NotEnoughRows(`rows with a value of "${problem.target}"`, known.length, fewestRows);
  if (params.strategy === 'grouped') requireUnits(params, unitsOf(table, problem, params, known)?.count ?? 0, 3);
  const parts = partsOf(table, problem, params, known);
  const { development, test, leftOut } = parts;
  return { params, development, test, leftOut, folds: foldsOf(table, problem, params, parts) };
}
