/** What a column holds, as read: the field's kind, not its use (that is its role, see problem/). */
export type ColumnKind = 'number' | 'category' | 'datetime' | 'text';

/** Numbers; NaN means missing (a cell that reads "NaN" is a missing token, so NaN is never a value). */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
}

/** Instants as milliseconds since 1970-01-01T00:00Z, wall-clock times taken as UTC; NaN means missing. */
export interface DatetimeColumn {
  readonly kind: 'datetime';
  readonly name: string;
  readonly values: Float64Array;
}

/** Labels as codes into `levels`, in order of first appearance; -1 means missing. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** Free text; null means missing. */
export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  readonly values: readonly (string | null)[];
}

export type Column = NumberColumn | DatetimeColumn | CategoryColumn | TextColumn;

/** Columns of equal length; column names are unique. */
export interface Table {
  readonly nRows: number;
  readonly columns: readonly Column[];
}

export interface ColumnSchema {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** Thrown where a table lacks a column that was named. */
export class ColumnNotFound extends Error {
  readonly code = 'ColumnNotFound';
  constructor(name: string, known: readonly string[]) {
    super(`ColumnNotFound: there is no column "${name}"; the columns are ${known.slice(0, 20).join(', ')}`);
    this.name = 'ColumnNotFound';
  }
}

/** The column called `name`; throws ColumnNotFound. */
export function columnByName(table: Table, name: string): Column {
  const found = table.columns.find((column) => column.name === name);
  if (!found) throw new ColumnNotFound(name, table.columns.map((column) => column.name));
  return found;
}

/** The names and kinds of the table's columns, in order. */
export function schemaOf(table: Table): ColumnSchema[] {
  return table.columns.map(({ name, kind }) => ({ name, kind }));
}

/** Whether the cell at `row` is missing. */
export function isMissing(column: Column, row: number): boolean {
  if (column.kind === 'category') return column.codes[row] < 0;
  if (column.kind === 'text') return column.values[row] === null;
  return Number.isNaN(column.values[row]);
}

/** The number of cells in `column`. */
export function columnLength(column: Column): number {
  return column.kind === 'category' ? column.codes.length : column.values.length;
}

function selectCells(column: Column, rows: Uint32Array): Column {
  if (column.kind === 'category') {
    const codes = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]];
    return { ...column, codes };
  }
  if (column.kind === 'text') {
    const source = column.values;
    return { ...column, values: Array.from(rows, (row) => source[row]) };
  }
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]];
  return { ...column, values };
}

/** A new table with the given rows in the given order (repeats allowed); category levels are kept as they are. */
export function selectRows(table: Table, rows: Uint32Array): Table {
  return { nRows: rows.length, columns: table.columns.map((column) => selectCells(column, rows)) };
}

/** A table with the named columns, in that order; throws ColumnNotFound. */
export function selectColumns(table: Table, names: readonly string[]): Table {
  return { nRows: table.nRows, columns: names.map((name) => columnByName(table, name)) };
}
