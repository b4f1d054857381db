import type { CategoryColumn, Column, Table } from '../../src/core/table/table.ts';
import { categoryColumn, numberColumn, textColumn } from '../support/column-builders.ts';

type Cell = number | string | null;

function cellsOf(column: Column): Cell[] {
  if (column.kind === 'category') return Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]));
  return Array.from(column.values as ArrayLike<number | string | null>);
}

function stack(above: Column, below: Column): Column {
  const cells = [...cellsOf(above), ...cellsOf(below)];
  const { name } = above;
  if (above.kind === 'text') return textColumn(name, cells as (string | null)[]);
  if (above.kind === 'category') {
    // The levels keep their order, so that the codes of the rows above do not change.
    const { levels } = above as CategoryColumn;
    const whole = categoryColumn(name, [...levels, ...(cells as (string | null)[])]) as CategoryColumn;
    return { ...whole, codes: whole.codes.slice(levels.length) };
  }
  return { ...numberColumn(name, cells as number[]), kind: above.kind } as Column;
}

/** The rows of `above`, then those of `below`, which has the same columns; category and text stand for each other. */
export function stackTables(above: Table, below: Table): Table {
  return { nRows: above.nRows + below.nRows, columns: above.columns.map((column, j) => stack(column, below.columns[j])) };
}
