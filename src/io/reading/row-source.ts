import type { Accounting, ColumnFormat, Dialect, SourceForm } from '../../core/csv/reading.ts';
import { plainNumbers } from '../../core/csv/numbers.ts';
import type { Control } from '../../core/math/control.ts';

/** Rows of a file as texts, each as wide as its header, and where each begins: a line, or a row counted from 1. */
export interface RowBatch {
  readonly records: string[][];
  readonly lines: number[];
}

/** What became of every record of a file. */
export type RowCounts = Pick<Accounting, 'records' | 'header' | 'kept' | 'rejected' | 'blank' | 'preamble' | 'comments' | 'rejectedRows'>;

/** How the values of a column are written where the file itself typed them. */
export type WrittenAs = Partial<Pick<ColumnFormat, 'number' | 'date'>>;

/** Numbers and dates that a typed file gave, as this reader writes them. */
export const typedNumbers: WrittenAs = { number: plainNumbers };
export const typedDates: WrittenAs = { date: 'ymd' };

/** One file's rows, whatever it was written in; they can be gone through more than once, always the same. */
export interface RowSource {
  readonly name: string;
  readonly format: SourceForm['format'];
  readonly dialect: Dialect;
  readonly sheets: readonly string[];
  /** The columns as the file calls them: they may be blank or stand twice. */
  readonly header: readonly string[];
  /** By place in the header, the columns whose values the file typed. */
  readonly written: ReadonlyMap<number, WrittenAs>;
  /** All rows in order; breathes, reports progress and throws Cancelled. */
  rows(control: Control): AsyncGenerator<RowBatch>;
  /** Of the records that the last going through has passed. */
  counts(): RowCounts;
}

/** The dialect of what has none: only whether a header stands in the file, and what before it. */
export function noDialect(header: boolean, preamble = 0): Dialect {
  return { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'double', comment: null, header, preamble };
}

/** At most this many rejected rows of a file are listed; all of them are counted. */
export const listedRejections = 10_000;
export const excerptLength = 200;

/** Counts the records of a file while they go by. */
export interface Tally {
  kept(count: number): void;
  blank(): void;
  reject(line: number, reason: string, excerpt: string): void;
  counts(): RowCounts;
}

/** A tally that begins with the records before the first row: a header or none, and a preamble. */
export function createTally(header: number, preamble: number): Tally {
  let kept = 0;
  let blank = 0;
  let rejected = 0;
  const rejectedRows: { line: number; reason: string; excerpt: string }[] = [];
  return {
    kept: (count) => void (kept += count),
    blank: () => void blank++,
    reject(line, reason, excerpt) {
      rejected++;
      if (rejectedRows.length < listedRejections) rejectedRows.push({ line, reason, excerpt: excerpt.slice(0, excerptLength) });
    },
    counts: () => ({
      records: header + preamble + kept + rejected + blank,
      header,
      kept,
      rejected,
      blank,
      ...(preamble > 0 ? { preamble } : {}),
      rejectedRows,
    }),
  };
}

/** "2 values where the header has 3". */
export function widthReason(width: number, expected: number): string {
  return `has ${width} ${width === 1 ? 'value' : 'values'} where the header has ${expected}`;
}
