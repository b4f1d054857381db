import { isFeature } from '../problem/features.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { firstOfEqualRows } from '../table/equal-rows.ts';
import type { Table } from '../table/table.ts';
import { groupsOf, type Keys } from './keys.ts';
import type { SplitParams } from './split.ts';

/** The first row that equals each row in every feature: the row itself where there is none, or no feature. */
export function firstAlike(table: Table, problem: ProblemDefinition): Uint32Array {
  const features = table.columns.filter(({ name }) => isFeature(problem, name));
  if (features.length === 0) return Uint32Array.from({ length: table.nRows }, (_, row) => row);
  return firstOfEqualRows(features);
}

/** Joins, for each position, what `a` and `b` join: the connected parts, numbered in order of appearance. */
function joined(a: Int32Array, nA: number, b: Int32Array, nB: number): Keys {
  const parent = Int32Array.from({ length: nA + nB }, (_, i) => i);
  const rootOf = (node: number) => {
    let at = node;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]];
    return at;
  };
  for (let i = 0; i < a.length; i++) parent[rootOf(nA + b[i])] = rootOf(a[i]);
  return renumbered(Int32Array.from(a, rootOf));
}

function renumbered(keys: Int32Array): Keys {
  const numbers = new Map<number, number>();
  const dense = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const known = numbers.get(keys[i]) ?? numbers.size;
    if (known === numbers.size) numbers.set(keys[i], known);
    dense[i] = known;
  }
  return { keys: dense, count: numbers.size };
}

/**
 * Which of `rows` must stay on one side, as a number each: rows of one group, rows that equal one another in every
 * feature, or both, as the split asks; null where each row stands for itself. Time orders rows and a ready column names
 * their parts, so that neither can keep any together.
 */
export function unitsOf(table: Table, problem: ProblemDefinition, params: Pick<SplitParams, 'strategy' | 'column' | 'keepDuplicatesTogether'>, rows: Uint32Array): Keys | null {
  const { strategy, column, keepDuplicatesTogether = false } = params;
  if (strategy === 'time' || strategy === 'ready') return null;
  const groups = strategy === 'grouped' ? groupsOf(table, column, rows) : null;
  if (!keepDuplicatesTogether) return groups;
  const first = firstAlike(table, problem);
  const alike = renumbered(Int32Array.from(rows, (row) => first[row]));
  return groups ? joined(groups.keys, groups.count, alike.keys, alike.count) : alike;
}
