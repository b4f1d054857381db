import type { OpenColumn } from '../../../core/csv/typing.ts';
import { DateReader } from './date-reader.ts';
import { afterField, findField, type FoundField } from './find-field.ts';
import type { PlainLayout } from './layout.ts';
import { Leftovers } from './leftovers.ts';
import { LevelTable, unknownLevel } from './level-table.ts';
import { NumberReader } from './number-reader.ts';
import { asDate, asLevel, asNumber, giveUpLevels, plainColumns, skipped } from './plain-column.ts';

/** What a run over bytes came to. */
export interface PlainRun {
  /** Just behind the last record that was read. */
  readonly at: number;
  readonly rows: number;
  /** Physical lines that those rows take. */
  readonly lines: number;
  /** The record at `at` is not plain, and has to be read by other means. */
  readonly stopped: boolean;
}

/** Reads records from bytes straight into the columns of a typing that is open. */
export interface PlainRows {
  /**
   * Reads whole records from `at` on until one begins at `until` or behind it, or is not plain. The last of the bytes is a
   * line feed; `line` is the physical line at `at`, `likely` the rows of the whole file as far as one can tell.
   */
  read(bytes: Uint8Array, at: number, until: number, line: number, likely: number): PlainRun;
}

const noNumbers = new Float64Array(0);
const noCodes = new Int32Array(0);

/** How many of the cells in [from, to) are not missing. */
function countFilled(cells: Float64Array | Int32Array | null, from: number, to: number): number {
  let filled = 0;
  if (cells instanceof Float64Array) for (let row = from; row < to; row++) filled += cells[row] === cells[row] ? 1 : 0;
  else if (cells) for (let row = from; row < to; row++) filled += cells[row] >= 0 ? 1 : 0;
  return filled;
}

/** A reader of records of `width` fields, at least two. Throws NotInEncoding where bytes are no text. */
export function createPlainRows(open: readonly OpenColumn[], width: number, layout: PlainLayout): PlainRows {
  const columns = plainColumns(open, layout);
  const byPlace = Array.from({ length: width }, (_, place) => columns.find((column) => column.place === place) ?? null);
  const decimals = byPlace.map((column) => new NumberReader(column?.decimal ?? 0));
  const missing = byPlace.map((column) => column?.missing ?? []);
  const levels = byPlace.map((column) => column?.levels ?? new LevelTable());
  const dates = new DateReader();
  const leftovers = new Leftovers();
  const found: FoundField = { start: 0, end: 0, next: 0, lines: 0, doubled: false };
  const quote = String.fromCharCode(Math.max(0, layout.quote));

  const finish = (bytes: Uint8Array, base: number, end: number) => {
    const filled = columns.map(({ builder }) => countFilled(builder.reserve(0, 0), base, end));
    const left = new Int32Array(width);
    leftovers.settle(bytes, layout, (column, row, line, field, start, stop, doubled) => {
      left[column]++;
      const to = byPlace[column];
      if (to === null) return;
      const code = to.builder.set(row, doubled ? field.replaceAll(quote + quote, quote) : field, line);
      if (to.kind === asLevel && code >= 0 && !doubled) to.levels.learn(bytes, start, stop, code);
    });
    columns.forEach((column, index) => {
      column.builder.extend(end - base, filled[index]);
      giveUpLevels(column, left[column.place], end - base);
    });
  };

  const read: PlainRows['read'] = (bytes, from, until, firstLine, likely) => {
    const base = columns[0].builder.length;
    // No record is shorter than its delimiters and its line end.
    const room = Math.floor((Math.min(bytes.length, until) - from) / width) + 1;
    const cells = byPlace.map((column) => column && column.builder.reserve(room, likely));
    const numbers = cells.map((array) => (array instanceof Float64Array ? array : noNumbers));
    const codes = cells.map((array) => (array instanceof Int32Array ? array : noCodes));
    const kinds = Uint8Array.from(byPlace, (column) => column?.kind ?? skipped);
    const { delimiter, quote: quoteByte, comment, stops, quoteStops } = layout;
    let at = from;
    let row = base;
    let line = firstLine;
    while (at < until) {
      const begin = at;
      const noted = leftovers.count;
      let lines = 1;
      let place = 0;
      if (bytes[at] === comment) break;
      for (; place < width; place++) {
        const kind = kinds[place];
        const quoted = bytes[at] === quoteByte;
        const start = quoted ? at + 1 : at;
        // Behind what was read, or -1 where that takes a string.
        let next = -1;
        if (!quoted && stops[bytes[at]] === 1) {
          next = at;
          if (kind === asLevel) codes[place][row] = -1;
          else if (numbers[place] !== noNumbers) numbers[place][row] = NaN;
          else if (codes[place] !== noCodes) codes[place][row] = -1;
        } else if (kind === asNumber) {
          const reader = decimals[place];
          const value = reader.read(bytes, start);
          if (value === value && (missing[place].length === 0 || !missing[place].includes(value))) {
            numbers[place][row] = value;
            next = reader.end;
          }
        } else if (kind === asLevel) {
          const table = levels[place];
          const code = table.find(bytes, start, quoted ? quoteStops : stops);
          if (code !== unknownLevel) {
            codes[place][row] = code;
            next = table.end;
          }
        } else if (kind === asDate) {
          const value = dates.read(bytes, start);
          if (value === value) {
            numbers[place][row] = value;
            next = dates.end;
          }
        }
        if (quoted && next !== -1) next = bytes[next] === quoteByte ? next + 1 : -1;
        let after = next === -1 ? -1 : afterField(bytes, next, place === width - 1, delimiter);
        if (after === -1) {
          findField(bytes, at, layout, found);
          if (found.next === -1) break;
          after = afterField(bytes, found.next, place === width - 1, delimiter);
          if (after === -1) break;
          lines += found.lines;
          if (kind !== skipped) {
            leftovers.note(place, row, line, found.start, found.end, found.doubled);
            if (codes[place] !== noCodes) codes[place][row] = -1;
            else if (numbers[place] !== noNumbers) numbers[place][row] = NaN;
          }
        }
        at = after;
      }
      if (place < width) {
        leftovers.count = noted;
        at = begin;
        break;
      }
      row++;
      line += lines;
    }
    finish(bytes, base, row);
    return { at, rows: row - base, lines: line - firstLine, stopped: at < until };
  };

  return { read };
}
