import { columnLength, type Column } from './table.ts';

function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

function mix(hash: number, word: number): number {
  const next = Math.imul(hash ^ word, 0x9e3779b1);
  return next ^ (next >>> 15);
}

function mixColumn(hashes: Int32Array, column: Column): void {
  if (column.kind === 'category') {
    for (let row = 0; row < hashes.length; row++) hashes[row] = mix(hashes[row], column.codes[row]);
  } else if (column.kind === 'text') {
    for (let row = 0; row < hashes.length; row++) {
      const value = column.values[row];
      hashes[row] = mix(hashes[row], value === null ? -1 : textHash(value));
    }
  } else {
    const cell = new Float64Array(1);
    const words = new Int32Array(cell.buffer);
    for (let row = 0; row < hashes.length; row++) {
      const value = column.values[row];
      // -0 equals 0, and missing cells have one bit pattern.
      cell[0] = Number.isNaN(value) ? NaN : value + 0;
      hashes[row] = mix(mix(hashes[row], words[0]), words[1]);
    }
  }
}

function equalCells(column: Column, a: number, b: number): boolean {
  if (column.kind === 'category') return column.codes[a] === column.codes[b];
  const [left, right] = [column.values[a], column.values[b]];
  return left === right || (Number.isNaN(left) && Number.isNaN(right));
}

/**
 * For each row the first row that equals it in every one of `columns`, missing cells equal to one another: the row itself
 * where there is none before it. Exact: rows with the same hash are compared cell by cell. Empty without columns.
 */
export function firstOfEqualRows(columns: readonly Column[]): Uint32Array {
  const nRows = columns.length === 0 ? 0 : columnLength(columns[0]);
  const hashes = new Int32Array(nRows).fill(0x2c1b3c6d);
  for (const column of columns) mixColumn(hashes, column);
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * nRows)));
  const slots = new Int32Array(size).fill(-1);
  const first = new Uint32Array(nRows);
  for (let row = 0; row < nRows; row++) {
    let at = Math.imul(hashes[row], 0x85ebca6b) & (size - 1);
    for (;;) {
      const held = slots[at];
      if (held < 0) {
        slots[at] = row;
        first[row] = row;
        break;
      }
      if (hashes[held] === hashes[row] && columns.every((column) => equalCells(column, held, row))) {
        first[row] = held;
        break;
      }
      at = (at + 1) & (size - 1);
    }
  }
  return first;
}
