import type { ProblemDefinition } from '../problem/problem.ts';
import { rowsWithTarget } from '../problem/target.ts';
import { columnByName, type Table } from '../table/table.ts';
import { groupsOf } from './keys.ts';
import { readyParts } from './ready.ts';
import type { SplitParams } from './split.ts';
import { firstAlike } from './units.ts';

type Grounds = Pick<SplitParams, 'strategy' | 'column' | 'reason'>;

/** A column that names the part of every row with a target: training rows, and some to judge on. */
function readyColumn(table: Table, problem: ProblemDefinition, known: Uint32Array): string | null {
  const named = table.columns.find((column) => {
    if (column.name === problem.target || (column.kind !== 'category' && column.kind !== 'text')) return false;
    const parts = readyParts(column, known);
    if ('unknown' in parts || parts.unnamed.length > 0) return false;
    return parts.train.length > known.length / 4 && parts.validation.length + parts.test.length > 0;
  });
  return named?.name ?? null;
}

function strategyFor(table: Table, problem: ProblemDefinition, known: Uint32Array): Grounds {
  const withRole = (role: string) => table.columns.filter(({ name }) => problem.roles[name] === role).map(({ name }) => name);
  const group = withRole('group').find((column) => groupsOf(table, column, known).count >= 3);
  if (group !== undefined) {
    return { strategy: 'grouped', column: group, reason: `rows with the same ${group} belong together, so they are kept on one side` };
  }
  const time = withRole('time').find((column) => ['datetime', 'number'].includes(columnByName(table, column).kind));
  if (time !== undefined) {
    return { strategy: 'time', column: time, reason: `${time} orders the rows, so the model is judged on later rows than it learned from` };
  }
  const ready = readyColumn(table, problem, known);
  if (ready !== null) {
    return { strategy: 'ready', column: ready, reason: `${ready} says which rows to train and which to test on` };
  }
  if (problem.task === 'regression') {
    return { strategy: 'random', column: null, reason: 'rows are taken to be independent of one another, and the target is a number' };
  }
  return { strategy: 'stratified', column: null, reason: `every part keeps the same share of each ${problem.target} class` };
}

/** Ten folds while rows are few, five by default, three for many, one hold-out where a fold would be larger than it needs to be. */
function validationFor(nDevelopment: number, strategy: SplitParams['strategy'], groupCount: number): SplitParams['validation'] {
  if (nDevelopment > 20_000) return { kind: 'holdout', share: 0.2 };
  const wanted = nDevelopment > 10_000 ? 3 : nDevelopment < 500 && strategy !== 'time' ? 10 : 5;
  return { kind: 'folds', nFolds: Math.max(2, Math.min(wanted, Math.floor(nDevelopment / 2), groupCount)) };
}

/** Rows that repeat others are kept together from this share on. */
const repeatedShare = 0.01;
/** Equal rows stay together only where the largest lot of them leaves room to draw. */
const largestLot = 0.1;

/** The share of rows that equal an earlier one in every feature, where keeping such rows together is worth while and can be done; else 0. */
function shareTogether(table: Table, problem: ProblemDefinition, known: Uint32Array): number {
  const first = firstAlike(table, problem);
  const sizes = new Map<number, number>();
  for (const row of known) sizes.set(first[row], (sizes.get(first[row]) ?? 0) + 1);
  let largest = 0;
  for (const size of sizes.values()) largest = Math.max(largest, size);
  const share = (known.length - sizes.size) / known.length;
  return share > repeatedShare && largest <= known.length * largestLot ? share : 0;
}

/** Rows that repeat one another stay together where they are many and the strategy draws rows. */
function withDuplicates(table: Table, problem: ProblemDefinition, known: Uint32Array, grounds: Grounds): Grounds & Pick<SplitParams, 'keepDuplicatesTogether'> {
  if (grounds.strategy === 'time' || grounds.strategy === 'ready' || known.length === 0) return grounds;
  const share = shareTogether(table, problem, known);
  if (share === 0) return grounds;
  const percent = (share * 100).toFixed(share < 0.1 ? 1 : 0);
  return { ...grounds, keepDuplicatesTogether: true, reason: `${grounds.reason}; ${percent}% of rows repeat another in every feature, and equal rows stay on one side` };
}

/**
 * The split suggested for this problem: grouped where a column has the role group (and at least three values), else
 * time-ordered where one has the role time, else ready where a column names the part of every row, else stratified for
 * classes and random for numbers. Rows that are equal in every feature are kept together where more than 1% of rows repeat
 * others and no lot of equal rows is over 10% of all. A fifth of the rows is
 * locked away for testing, a tenth above 100,000 rows; the rest is validated on folds (10 below 500 rows, 5 up to 10,000, then 3),
 * or on one part above 20,000 rows.
 */
export function suggestSplit(table: Table, problem: ProblemDefinition, seed: number): SplitParams {
  const known = rowsWithTarget(table, problem);
  const grounds = withDuplicates(table, problem, known, strategyFor(table, problem, known));
  const testShare = known.length > 100_000 ? 0.1 : 0.2;
  const groupCount = grounds.strategy === 'grouped' ? Math.floor(groupsOf(table, grounds.column, known).count * (1 - testShare)) : Infinity;
  return { ...grounds, testShare, seed, validation: validationFor(Math.round(known.length * (1 - testShare)), grounds.strategy, groupCount) };
}
