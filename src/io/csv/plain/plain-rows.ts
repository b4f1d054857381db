import type { OpenColumn } from '../../../core/csv/typing.ts';
import type { PlainLayout } from './layout.ts';
import { Leftovers } from './leftovers.ts';
import { unknownLevel } from './level-table.ts';
import { asDate, asLevel, asNumber, asString, plainColumns, skipped, type PlainColumn } from './plain-column.ts';

const lineFeed = 10;
const carriageReturn = 13;

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

/** A field found by its delimiters alone. */
interface FoundField {
  start: number;
  end: number;
  /** Where what ends the field stands; -1 where the field is not sound, or goes on behind the bytes. */
  next: number;
  /** Line ends inside its quotes. */
  lines: number;
  /** Quotes are doubled inside. */
  doubled: boolean;
}

/** Reads records from bytes straight into the columns of a typing that is open. */
export interface PlainRows {
  /**
   * Reads whole records from `at` on until one begins at `until` or later, or is not plain. A line end is the last of the
   * bytes; `line` is the physical line at `at`, `likely` the rows of the whole file as far as one can tell.
   */
  read(bytes: Uint8Array, at: number, until: number, line: number, likely: number): PlainRun;
}

/** A reader of records of `width` fields, at least two. */
export function createPlainRows(open: readonly OpenColumn[], width: number, layout: PlainLayout): PlainRows {
  const columns = plainColumns(open, width, layout);
  const typed = columns.filter(({ kind }) => kind !== skipped);
  const leftovers = new Leftovers();
  const found: FoundField = { start: 0, end: 0, next: 0, lines: 0, doubled: false };
  const doubledQuotes = new Set<number>();

  const read: PlainRows['read'] = (bytes, from, until, firstLine, likely) => {
    const base = typed[0].builder?.length ?? 0;
    // No record is shorter than its delimiters and line end.
    const room = Math.floor((Math.min(bytes.length, until) - from) / width) + 1;
    const cells = columns.map(({ builder }) => builder?.reserve(room, likely) ?? noCells);
    const kinds = Uint8Array.from(columns, ({ kind }) => kind);
    const { delimiter, quote, comment, stops, quoteStops } = layout;
    const last = width - 1;
    let at = from;
    let row = base;
    let line = firstLine;
    let stopped = false;
    while (at < until) {
      const begin = at;
      const noted = leftovers.count;
      let lines = 1;
      let column = 0;
      if (bytes[at] === comment) column = width + 1;
      for (; column < width; column++) {
        const quoted = bytes[at] === quote ? 1 : 0;
        const start = at + quoted;
        let next = -1;
        switch (kinds[column]) {
          case asNumber: {
            const { reader, missing } = columns[column];
            if (reader === null) break;
            const value = stops[bytes[start]] === 1 ? NaN : reader.read(bytes, start);
            if (value === value) {
              if (missing.length > 0 && missing.includes(value)) break;
              next = reader.end;
            } else if (quoted === 0 && stops[bytes[start]] === 1) {
              next = start;
            } else break;
            cells[column][row] = value;
            break;
          }
          case asDate: {
            const { reader } = columns[column];
            if (reader === null) break;
            if (quoted === 0 && stops[bytes[start]] === 1) {
              next = start;
              cells[column][row] = NaN;
              break;
            }
            const value = reader.read(bytes, start);
            if (value !== value) break;
            next = reader.end;
            cells[column][row] = value;
            break;
          }
          case asLevel: {
            if (stops[bytes[start]] === 1 && quoted === 0) {
              next = start;
              cells[column][row] = -1;
              break;
            }
            const { levels } = columns[column];
            const code = levels.find(bytes, start, quoted === 1 ? quoteStops : stops);
            if (code === unknownLevel) break;
            next = levels.end;
            cells[column][row] = code;
            break;
          }
        }
        // What was read has to end where the field does.
        if (next !== -1 && quoted === 1) next = bytes[next] === quote ? next + 1 : -1;
        let ends = next === -1 ? -1 : endOfField(bytes, next, column === last, delimiter);
        if (ends === -1) {
          findField(bytes, at, layout, found);
          if (found.next === -1) break;
          ends = endOfField(bytes, found.next, column === last, delimiter);
          if (ends === -1) break;
          if (kinds[column] !== skipped) {
            if (found.doubled) doubledQuotes.add(leftovers.count);
            leftovers.note(column, row, found.start, found.end, line);
            cells[column][row] = kinds[column] === asLevel ? -1 : NaN;
          }
          lines += found.lines;
        }
        at = ends;
      }
      if (column !== width) {
        leftovers.count = noted;
        at = begin;
        stopped = true;
        break;
      }
      row++;
      line += lines;
    }
    finishRun(bytes, base, row);
    return { at, rows: row - base, lines: line - firstLine, stopped };
  };

  const finishRun = (bytes: Uint8Array, base: number, end: number) => {
    const settled = new Int32Array(width);
    const filled = columns.map(({ builder }) => (builder ? countFilled(builder.reserve(0, 0), base, end) : 0));
    leftovers.settle(bytes, layout, (place, row, field, line, start, stop) => {
      const { builder, levels, kind } = columns[place];
      if (builder === null) return;
      settled[place]++;
      const doubled = doubledQuotes.size > 0 && doubledQuotes.has(settledIndex(settled));
      const code = builder.set(row, doubled ? field.replaceAll(doubledQuote, singleQuote) : field, line);
      if (kind === asLevel && code >= 0 && !doubled) levels.learn(bytes, start, stop, code);
    });
    columns.forEach((column, place) => {
      column.builder?.extend(end - base, filled[place]);
      giveUpLevels(column, settled[place], end - base);
    });
  };

  return { read };
}
