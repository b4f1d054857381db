import type { Dialect } from '../../core/csv/reading.ts';
import { LineTooLong, UnclosedQuote } from './errors.ts';
import { afterLineEnd, scanRecord } from './scan-record.ts';
import { splitLeniently, splitPlain, splitQuoted } from './split-fields.ts';

/** The longest record that is taken, in UTF-16 code units. */
export const maxRecordLength = 1 << 24;

/** Whole records of a stretch of text, in order. */
export interface RecordBatch {
  readonly records: string[][];
  /** The physical line that each begins on, counted from 1. */
  readonly lines: number[];
  /** Places of the records with text after a closing quote; their fields are a guess. */
  readonly malformed: ReadonlySet<number>;
  /** The text of a record as it stands. */
  raw(index: number): string;
}

export interface RecordCutter {
  /** The records that are whole once `text` follows what came before; `last` says that nothing follows. */
  push(text: string, last: boolean): RecordBatch;
}

const none: ReadonlySet<number> = new Set();

/**
 * Cuts text that comes in chunks into records at the line ends (LF, CRLF or CR, mixed or not) outside quotes, counting
 * physical lines, and has PapaParse split them into fields. A record with text after a closing quote that spans several
 * lines is cut at its first, so that one stray quote spoils one line.
 */
export function createRecordCutter(delimiter: Dialect['delimiter'], fileName: string): RecordCutter {
  let rest = '';
  let line = 1;

  const keep = (text: string, from: number, openedAt: number) => {
    rest = text.slice(from);
    if (rest.length <= maxRecordLength) return;
    if (openedAt === -1) throw new LineTooLong(fileName, line, maxRecordLength);
    throw new UnclosedQuote(fileName, line + countLineEnds(text, from, openedAt));
  };

  const cutPlain = (text: string, last: boolean): RecordBatch => {
    // A carriage return at the very end may be half of a line end.
    const sure = !last && text.endsWith('\r') ? text.slice(0, -1) : text;
    const end = last ? text.length : Math.max(sure.lastIndexOf('\n'), sure.lastIndexOf('\r')) + 1;
    keep(text, end, -1);
    if (end === 0) return { records: [], lines: [], malformed: none, raw: () => '' };
    let body = text.slice(0, end);
    if (body.includes('\r')) body = body.replace(/\r\n?/g, '\n');
    const records = splitPlain(body.endsWith('\n') ? body.slice(0, -1) : body, delimiter);
    const lines = records.map((_, index) => line + index);
    line += records.length;
    return { records, lines, malformed: none, raw: (index) => records[index].join(delimiter) };
  };

  const cutQuoted = (text: string, last: boolean): RecordBatch => {
    const delimiterCode = delimiter.charCodeAt(0);
    const raws: string[] = [];
    const lines: number[] = [];
    const malformed = new Set<number>();
    const findLineEnd = createLineEndFinder(text);
    let nextQuote = text.indexOf('"');
    let at = 0;
    let openedAt = -1;
    while (at < text.length) {
      if (nextQuote !== -1 && nextQuote < at) nextQuote = text.indexOf('"', at);
      const lineEnd = findLineEnd(at);
      let end = lineEnd;
      let next = lineEnd === text.length ? (last ? lineEnd : -1) : afterLineEnd(text, lineEnd, last);
      let isMalformed = false;
      if (nextQuote !== -1 && nextQuote < lineEnd) {
        const scanned = scanRecord(text, at, delimiterCode, last);
        if ('openedAt' in scanned) {
          openedAt = scanned.openedAt;
          if (last) throw new UnclosedQuote(fileName, line + countLineEnds(text, at, openedAt));
          break;
        }
        isMalformed = scanned.malformed;
        if (!isMalformed) ({ end, next } = scanned);
      }
      if (next === -1) break;
      if (isMalformed) malformed.add(raws.length);
      raws.push(text.slice(at, end));
      lines.push(line);
      line += 1 + (end > lineEnd ? countLineEnds(text, at, end) : 0);
      at = next;
    }
    keep(text, at, openedAt);
    return { records: split(raws, malformed, delimiter), lines, malformed, raw: (index) => raws[index] };
  };

  return {
    push(text, last) {
      const all = rest + text;
      return all.includes('"') ? cutQuoted(all, last) : cutPlain(all, last && all !== '');
    },
  };
}

function split(raws: readonly string[], malformed: ReadonlySet<number>, delimiter: string): string[][] {
  if (malformed.size === 0) return splitQuoted(raws, delimiter);
  const sound = splitQuoted(
    raws.filter((_, index) => !malformed.has(index)),
    delimiter,
  );
  let taken = 0;
  return raws.map((raw, index) => (malformed.has(index) ? splitLeniently(raw, delimiter) : sound[taken++]));
}

/** Finds the first line end at or after a place that only grows, or the text's length. */
function createLineEndFinder(text: string): (from: number) => number {
  let feed = -2;
  let carriage = -2;
  const locate = (mark: string, known: number, from: number) =>
    known >= from || known === -1 ? known : text.indexOf(mark, from);
  return (from) => {
    feed = locate('\n', feed, from);
    carriage = locate('\r', carriage, from);
    if (feed === -1) return carriage === -1 ? text.length : carriage;
    return carriage === -1 ? feed : Math.min(feed, carriage);
  };
}

function countLineEnds(text: string, from: number, to: number): number {
  return (text.slice(from, to).match(/\r\n?|\n/g) ?? []).length;
}
