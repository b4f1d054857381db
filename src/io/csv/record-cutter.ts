import type { Dialect } from '../../core/csv/reading.ts';
import { LineTooLong, UnclosedQuote } from './errors.ts';
import { afterLineEnd, scanRecord } from './scan-record.ts';
import { signsOf } from './signs.ts';
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
  /** Comments that stood among the records and are not in them; absent where there are none. */
  readonly comments?: number;
  /** The text of a record as it stands. */
  raw(index: number): string;
}

export interface RecordCutter {
  /** The records that are whole once `text` follows what came before; `last` says that nothing follows. */
  push(text: string, last: boolean): RecordBatch;
  /** Whether the next text begins a record: none is half read. */
  readonly atRecordStart: boolean;
  /** The physical line that comes next, counted from 1. */
  readonly line: number;
  /** Counts lines that were read by other means, between records. */
  skip(lines: number): void;
}

const none: ReadonlySet<number> = new Set();
const nothing: RecordBatch = { records: [], lines: [], malformed: none, raw: () => '' };

/**
 * Cuts text that comes in chunks into records at the line ends (LF, CRLF or CR, mixed or not) outside quotes, counting
 * physical lines, and has PapaParse split them into fields. The preamble and comments are left out. A record with text
 * after a closing quote that spans several lines is cut at its first, so that one stray quote spoils one line.
 */
export function createRecordCutter(dialect: Omit<Dialect, 'encoding'>, fileName: string): RecordCutter {
  const signs = signsOf(dialect);
  let toSkip = dialect.preamble ?? 0;
  let rest = '';
  let line = 1;

  const keep = (text: string, from: number, openedAt: number) => {
    rest = text.slice(from);
    if (rest.length <= maxRecordLength) return;
    if (openedAt === -1) throw new LineTooLong(fileName, line, maxRecordLength);
    throw new UnclosedQuote(fileName, line + countLineEnds(text, from, openedAt));
  };

  /** The text after the lines of the preamble that `text` begins with; keeps what may be half of one. */
  const skipLines = (text: string, last: boolean): string => {
    const findLineEnd = createLineEndFinder(text);
    let at = 0;
    for (; toSkip > 0; toSkip--) {
      const lineEnd = findLineEnd(at);
      const next = lineEnd === text.length ? -1 : afterLineEnd(text, lineEnd, last);
      if (next === -1) {
        keep(text, last ? text.length : at, -1);
        return '';
      }
      at = next;
      line++;
    }
    rest = '';
    return text.slice(at);
  };

  const cutPlain = (text: string, last: boolean): RecordBatch => {
    // A carriage return at the very end may be half of a line end.
    const sure = !last && text.endsWith('\r') ? text.slice(0, -1) : text;
    const end = last ? text.length : Math.max(sure.lastIndexOf('\n'), sure.lastIndexOf('\r')) + 1;
    keep(text, end, -1);
    if (end === 0) return nothing;
    let body = text.slice(0, end);
    if (body.includes('\r')) body = body.replace(/\r\n?/g, '\n');
    if (body.endsWith('\n')) body = body.slice(0, -1);
    if (signs.comment !== '' && body.includes(signs.comment)) return cutCommented(body);
    const records = splitPlain(body, signs);
    const lines = records.map((_, index) => line + index);
    line += records.length;
    return { records, lines, malformed: none, raw: (index) => records[index].join(signs.delimiter) };
  };

  /** Whole lines without quotes, some of which may be comments. */
  const cutCommented = (body: string): RecordBatch => {
    const all = body.split('\n');
    const places = all.flatMap((text, index) => (text.startsWith(signs.comment) ? [] : [index]));
    const raws = places.map((place) => all[place]);
    const lines = places.map((place) => line + place);
    line += all.length;
    const records = raws.length === 0 ? [] : splitPlain(raws.join('\n'), signs);
    return { records, lines, malformed: none, comments: all.length - raws.length, raw: (index) => raws[index] };
  };

  const cutQuoted = (text: string, last: boolean): RecordBatch => {
    const raws: string[] = [];
    const lines: number[] = [];
    const malformed = new Set<number>();
    const loose = new Set<number>();
    const findLineEnd = createLineEndFinder(text);
    let comments = 0;
    let nextQuote = text.indexOf(signs.quote);
    let at = 0;
    let openedAt = -1;
    while (at < text.length) {
      if (nextQuote !== -1 && nextQuote < at) nextQuote = text.indexOf(signs.quote, at);
      const lineEnd = findLineEnd(at);
      let end = lineEnd;
      let next = lineEnd === text.length ? (last ? lineEnd : -1) : afterLineEnd(text, lineEnd, last);
      const isComment = signs.comment !== '' && text.startsWith(signs.comment, at);
      let isMalformed = false;
      let isSpaced = false;
      if (!isComment && nextQuote !== -1 && nextQuote < lineEnd) {
        const scanned = scanRecord(text, at, signs, last);
        if ('openedAt' in scanned) {
          openedAt = scanned.openedAt;
          if (last) throw new UnclosedQuote(fileName, line + countLineEnds(text, at, openedAt));
          break;
        }
        isMalformed = scanned.malformed;
        isSpaced = scanned.spaced;
        if (!isMalformed) ({ end, next } = scanned);
      }
      if (next === -1) break;
      if (isComment) comments++;
      else {
        if (isMalformed) malformed.add(raws.length);
        if (isMalformed || isSpaced) loose.add(raws.length);
        raws.push(text.slice(at, end));
        lines.push(line);
      }
      line += 1 + (end > lineEnd ? countLineEnds(text, at, end) : 0);
      at = next;
    }
    keep(text, at, openedAt);
    return { records: split(raws, loose), lines, malformed, comments, raw: (index) => raws[index] };
  };

  const split = (raws: readonly string[], loose: ReadonlySet<number>): string[][] => {
    if (loose.size === 0) return splitQuoted(raws, signs);
    const sound = splitQuoted(
      raws.filter((_, index) => !loose.has(index)),
      signs,
    );
    let taken = 0;
    return raws.map((raw, index) => (loose.has(index) ? splitLeniently(raw, signs) : sound[taken++]));
  };

  return {
    get atRecordStart() {
      return rest === '' && toSkip === 0;
    },
    get line() {
      return line;
    },
    skip(lines) {
      line += lines;
    },
    push(text, last) {
      let all = rest + text;
      if (toSkip > 0) {
        all = skipLines(all, last);
        if (toSkip > 0) return nothing;
      }
      if (signs.quote !== '' && all.includes(signs.quote)) return cutQuoted(all, last);
      return cutPlain(all, last && all !== '');
    },
  };
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
