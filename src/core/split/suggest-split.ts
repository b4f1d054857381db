import type { ProblemDefinition } from '../problem/problem.ts';
import { rowsWithTarget } from '../problem/target.ts';
import { columnByName, type Table } from '../table/table.ts';
import { groupsOf } from './keys.ts';
import type { SplitParams } from './split.ts';

type Grounds = Pick<SplitParams, 'strategy' | 'column' | 'reason'>;

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

/**
 * The split suggested for this problem: grouped where a column has the role group (and at least three values), else
 * time-ordered where one has the role time, else stratified for classes and random for numbers. A fifth of the rows is
 * locked away for testing, a tenth above 100,000 rows; the rest is validated on folds (10 below 500 rows, 5 up to 10,000, then 3),
 * or on one part above 20,000 rows.
 */
export function suggestSplit(table: Table, problem: ProblemDefinition, seed: number): SplitParams {
  const known = rowsWithTarget(table, problem);
  const grounds = strategyFor(table, problem, known);
  const testShare = known.length > 100_000 ? 0.1 : 0.2;
  const groupCount = grounds.strategy === 'grouped' ? Math.floor(groupsOf(table, grounds.column, known).count * (1 - testShare)) : Infinity;
  return { ...grounds, testShare, seed, validation: validationFor(Math.round(known.length * (1 - testShare)), grounds.strategy, groupCount) };
}
