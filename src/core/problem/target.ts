import type { TargetValues } from '../metrics/predictions.ts';
import { columnByName, type Column, type Table } from '../table/table.ts';
import { TargetIsMissing, TargetNotNumeric, UnknownClass } from './problem-errors.ts';
import type { ProblemDefinition } from './problem.ts';
import { classIndices, unknownLabel } from './target-classes.ts';

/** The label at a row as it stands, or null where it is missing. */
function labelAt(column: Column, row: number): string | null {
  if (column.kind === 'category') return column.codes[row] < 0 ? null : column.levels[column.codes[row]];
  if (column.kind === 'text') return column.values[row];
  return Number.isNaN(column.values[row]) ? null : String(column.values[row]);
}

function firstLabel(column: Column, nRows: number): string | null {
  for (let row = 0; row < nRows; row++) {
    const label = labelAt(column, row);
    if (label !== null) return label;
  }
  return null;
}

/** The target column's numbers, NaN where there is none or it is infinite. Throws TargetNotNumeric, TargetIsMissing. */
function targetNumbers(table: Table, problem: ProblemDefinition): Float64Array {
  const column = columnByName(table, problem.target);
  if (column.kind !== 'number') {
    const example = firstLabel(column, table.nRows);
    if (example === null) throw new TargetIsMissing(problem.target, 'no row has a value of');
    throw new TargetNotNumeric(problem.target, example);
  }
  return column.values.map((value) => (Number.isFinite(value) ? value : NaN));
}

/** Class index of every row, -1 where the target is missing. Throws UnknownClass. */
function targetCodes(table: Table, problem: ProblemDefinition): Int32Array {
  const column = columnByName(table, problem.target);
  const codes = classIndices(column, problem);
  const unknown = unknownLabel(column, codes);
  if (unknown !== null) throw new UnknownClass(problem.target, unknown, problem.classes);
  return codes;
}

/**
 * The target of every row of the table: class indices with -1, or numbers with NaN, where there is none. A number that is
 * not finite counts as none. Throws UnknownClass, TargetNotNumeric, ColumnNotFound.
 */
export function targetCells(table: Table, problem: ProblemDefinition): TargetValues {
  if (problem.task === 'regression') return { kind: 'number', values: targetNumbers(table, problem) };
  return { kind: 'classes', codes: targetCodes(table, problem), classes: problem.classes };
}

/** The rows that have a target, ascending. Throws as targetCells. */
export function rowsWithTarget(table: Table, problem: ProblemDefinition): Uint32Array {
  const cells = targetCells(table, problem);
  const rows = new Uint32Array(table.nRows);
  let count = 0;
  for (let row = 0; row < table.nRows; row++) {
    const present = cells.kind === 'classes' ? cells.codes[row] >= 0 : !Number.isNaN(cells.values[row]);
    if (present) rows[count++] = row;
  }
  return rows.slice(0, count);
}

/** The target of every row of the table; throws TargetIsMissing where a row has none, and as targetCells. */
export function targetOf(table: Table, problem: ProblemDefinition): TargetValues {
  const cells = targetCells(table, problem);
  const missing = cells.kind === 'classes' ? cells.codes.indexOf(-1) : cells.values.findIndex(Number.isNaN);
  if (missing >= 0) throw new TargetIsMissing(problem.target, `row ${missing + 1} has no value of`);
  return cells;
}
