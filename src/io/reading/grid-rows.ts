import type { Dialect, SourceForm } from '../../core/csv/reading.ts';
import { Cancelled } from '../../core/math/control.ts';
import { cellText } from './cell-text.ts';
import { gridLayout, isFilled } from './grid-header.ts';
import { createTally, noDialect, typedDates, typedNumbers, type RowSource, type Tally, type WrittenAs } from './row-source.ts';

const rowsLookedAt = 200;
const batchRows = 2000;

interface Grid {
  readonly name: string;
  readonly format: SourceForm['format'];
  readonly sheets: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Whether rows above the table may be titles and notes; a list of lists has none. */
  readonly mayHavePreamble: boolean;
  /** By place, rows that could not be read. */
  readonly rejected?: ReadonlyMap<number, { readonly reason: string; readonly excerpt: string }>;
}

function widthOf(row: readonly unknown[]): number {
  let width = row.length;
  while (width > 0 && !isFilled(row[width - 1])) width--;
  return width;
}

/** The columns in which nothing but numbers, or nothing but moments, stands below the header. */
function writtenOf(rows: Grid['rows'], from: number, width: number): Map<number, WrittenAs> {
  const seen = new Uint8Array(width);
  for (let at = from; at < rows.length; at++) {
    const row = rows[at];
    for (let place = 0; place < width; place++) {
      const cell = row[place];
      if (typeof cell === 'number') seen[place] |= 1;
      else if (cell instanceof Date) seen[place] |= 2;
      else if (isFilled(cell)) seen[place] |= 4;
    }
  }
  return new Map(Array.from(seen).flatMap((kinds, place) => (kinds === 1 ? [[place, typedNumbers] as const] : kinds === 2 ? [[place, typedDates] as const] : [])));
}

/** The rows of a grid of cells that is in memory; rows shorter than the widest are filled up with missing cells. */
export function gridRows(grid: Grid, set: Partial<Dialect> | undefined): RowSource {
  const { rows } = grid;
  const { preamble, header } = gridLayout(rows.slice(0, rowsLookedAt), grid.mayHavePreamble ? set : { ...set, preamble: set?.preamble ?? 0 });
  const first = Math.min(rows.length, preamble) + (header && preamble < rows.length ? 1 : 0);
  let width = 0;
  for (let at = Math.min(preamble, rows.length); at < rows.length; at++) width = Math.max(width, widthOf(rows[at]));
  const named = header ? (rows[preamble] ?? []) : [];
  const newTally = () => createTally(header && preamble < rows.length ? 1 : 0, Math.min(rows.length, preamble));
  let tally: Tally = newTally();
  return {
    name: grid.name,
    format: grid.format,
    dialect: noDialect(header, preamble),
    sheets: grid.sheets,
    header: Array.from({ length: width }, (_, place) => cellText(named[place])),
    written: writtenOf(rows, first, width),
    async *rows(control) {
      tally = newTally();
      for (let from = first; from < rows.length; from += batchRows) {
        if (control.cancelled()) throw new Cancelled();
        const to = Math.min(rows.length, from + batchRows);
        const records: string[][] = [];
        const lines: number[] = [];
        for (let at = from; at < to; at++) {
          const odd = grid.rejected?.get(at);
          if (odd) {
            tally.reject(at + 1, odd.reason, odd.excerpt);
            continue;
          }
          if (widthOf(rows[at]) === 0) {
            tally.blank();
            continue;
          }
          records.push(Array.from({ length: width }, (_, place) => cellText(rows[at][place])));
          lines.push(at + 1);
        }
        tally.kept(records.length);
        yield { records, lines };
        control.progress(to / rows.length);
        await control.breathe();
      }
    },
    counts: () => tally.counts(),
  };
}
