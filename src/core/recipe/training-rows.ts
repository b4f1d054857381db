import type { ProblemDefinition } from '../problem/problem.ts';
import type { TargetValues } from '../metrics/predictions.ts';
import { firstOfEqualRows } from '../table/equal-rows.ts';
import { columnByName, isMissing, type Table } from '../table/table.ts';
import type { RecipeParams, RowFilter } from './recipe.ts';

function meets(table: Table, filter: RowFilter): (row: number) => boolean {
  if (filter.kind === 'drop-duplicates') {
    const first = firstOfEqualRows(table.columns);
    return (row) => first[row] === row;
  }
  const column = columnByName(table, filter.column);
  if (filter.kind === 'present') return (row) => !isMissing(column, row);
  if (filter.kind === 'number') {
    if (column.kind !== 'number' && column.kind !== 'datetime') return () => true;
    const { atLeast, atMost } = filter;
    return (row) => column.values[row] >= (atLeast ?? -Infinity) && column.values[row] <= (atMost ?? Infinity);
  }
  const kept = new Set(filter.keep);
  if (column.kind === 'category') return (row) => column.codes[row] >= 0 && kept.has(column.levels[column.codes[row]]);
  return (row) => !isMissing(column, row) && kept.has(String(column.values[row]));
}

/**
 * The positions in `train` of the rows that the recipe learns from, ascending: those that meet all of its row filters. A
 * numeric condition on a column of labels is met by every row. Throws ColumnNotFound.
 */
export function learnedRows(train: Table, { rows: filters = [] }: RecipeParams): Uint32Array {
  const tests = filters.map((filter) => meets(train, filter));
  const kept: number[] = [];
  for (let row = 0; row < train.nRows; row++) if (tests.every((test) => test(row))) kept.push(row);
  return Uint32Array.from(kept);
}

/**
 * How much each row counts in training: the column with the role weight (missing and negative cells count 0) times the
 * class weights that the recipe asks for. Null where all rows count the same. Throws ColumnNotFound.
 */
export function rowWeights(train: Table, target: TargetValues, { classWeights = 'none' }: RecipeParams, { roles }: ProblemDefinition): Float64Array | null {
  const named = Object.keys(roles).find((name) => roles[name] === 'weight');
  const column = named === undefined ? null : columnByName(train, named);
  const given = column?.kind === 'number' ? column.values.map((value) => (value > 0 && Number.isFinite(value) ? value : 0)) : null;
  if (classWeights === 'none' || target.kind !== 'classes') return given;
  const counts = new Float64Array(target.classes.length);
  for (const code of target.codes) counts[code]++;
  const present = counts.filter((count) => count > 0).length;
  return Float64Array.from(target.codes, (code, row) => ((given?.[row] ?? 1) * target.codes.length) / (present * counts[code]));
}
