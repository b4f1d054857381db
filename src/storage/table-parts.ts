import { columnLength, type Column, type Table } from '../core/table/table.ts';

/** A stretch of rows of one column; `place` is the column's in the table. */
export interface Piece {
  readonly place: number;
  readonly column: Column;
}

/** Some pieces of a table, small enough for one value of the database. */
export interface TablePart {
  readonly pieces: readonly Piece[];
}

/** What stands under a table's own key: how many parts it has, and which; its parts have keys of their own. */
export interface StoredTable {
  readonly nRows: number;
  readonly nParts: number;
  /** Tells the parts of one save from those of the one before. */
  readonly generation: number;
}

/** Browsers refuse single values above some 128 MB; parts stay well below. */
const partBytes = 32 * 2 ** 20;

/** The bytes that a column takes when it is kept, its levels included. */
function sizeOf(column: Column): number {
  if (column.kind === 'category') return 4 * column.codes.length + column.levels.reduce((sum, level) => sum + 2 * level.length, 0);
  if (column.kind === 'text') return column.values.reduce((sum, value) => sum + 8 + 2 * (value?.length ?? 0), 0);
  return 8 * column.values.length;
}

function slice(column: Column, from: number, to: number): Column {
  if (column.kind === 'category') return { ...column, codes: column.codes.slice(from, to), levels: from === 0 ? column.levels : [] };
  if (column.kind === 'text') return { ...column, values: column.values.slice(from, to) };
  return { ...column, values: column.values.slice(from, to) };
}

/** The column without what else its buffer holds, which a copy would take along. */
function compact(column: Column): Column {
  if (column.kind === 'text') return column;
  const { buffer, byteLength } = column.kind === 'category' ? column.codes : column.values;
  return buffer.byteLength === byteLength ? column : slice(column, 0, columnLength(column));
}

/** The table in parts of about `limit` bytes at most, columns in order; at least one part. */
export function partsOf(table: Table, limit = partBytes): TablePart[] {
  const parts: Piece[][] = [[]];
  let room = limit;
  table.columns.forEach((column, place) => {
    const size = sizeOf(column);
    const pieces = Math.max(1, Math.ceil(size / limit));
    const rows = Math.max(1, Math.ceil(columnLength(column) / pieces));
    for (let at = 0; at < pieces; at++) {
      if (room < size / pieces && parts[parts.length - 1].length > 0) {
        parts.push([]);
        room = limit;
      }
      parts[parts.length - 1].push({ place, column: pieces === 1 ? compact(column) : slice(column, at * rows, (at + 1) * rows) });
      room -= size / pieces;
    }
  });
  return parts.map((pieces) => ({ pieces }));
}

function joined(columns: readonly Column[]): Column {
  const [first] = columns;
  if (columns.length === 1) return first;
  if (first.kind === 'text') return { ...first, values: columns.flatMap((column) => (column.kind === 'text' ? column.values : [])) };
  const length = columns.reduce((sum, column) => sum + columnLength(column), 0);
  if (first.kind === 'category') {
    const codes = new Int32Array(length);
    let at = 0;
    for (const column of columns) {
      if (column.kind !== 'category') continue;
      codes.set(column.codes, at);
      at += column.codes.length;
    }
    return { ...first, codes };
  }
  const values = new Float64Array(length);
  let at = 0;
  for (const column of columns) {
    if (column.kind === 'category' || column.kind === 'text') continue;
    values.set(column.values, at);
    at += column.values.length;
  }
  return { ...first, values };
}

/** The table that was taken apart by partsOf, from its parts in their order. */
export function tableOf(nRows: number, parts: readonly TablePart[]): Table {
  const columns: Column[][] = [];
  for (const { pieces } of parts) for (const { place, column } of pieces) (columns[place] ??= []).push(column);
  return { nRows, columns: columns.map(joined) };
}
