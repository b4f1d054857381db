import type { Dialect } from '../../../core/csv/reading.ts';
import { signsOf } from '../signs.ts';

/** A dialect as bytes, where records can be told apart byte by byte. */
export interface PlainLayout {
  readonly delimiter: number;
  /** -1 where quotes mean nothing. */
  readonly quote: number;
  /** What a comment begins with; -1 where there are none. */
  readonly comment: number;
  /** One byte is one character, whatever it is. */
  readonly singleByte: boolean;
  /** 1 for the bytes that end a field without quotes. */
  readonly stops: Uint8Array;
  /** 1 for the quote, and for line ends, which are looked at closer inside quotes. */
  readonly quoteStops: Uint8Array;
}

/** Delimiters that stand in no number and no date. */
const plainDelimiters = [',', ';', '\t', '|', '~', '^'];

function marked(...bytes: number[]): Uint8Array {
  const marks = new Uint8Array(256);
  for (const byte of bytes) marks[byte] = 1;
  return marks;
}

/** The layout of a dialect, or null where bytes do not suffice: UTF-16, backslashes, a delimiter that numbers may hold. */
export function plainLayout(dialect: Dialect): PlainLayout | null {
  const { encoding } = dialect;
  const signs = signsOf(dialect);
  if (encoding !== 'utf-8' && encoding !== 'windows-1252') return null;
  if (!plainDelimiters.includes(signs.delimiter) || signs.backslash || signs.runs) return null;
  const comment = signs.comment === '' ? -1 : signs.comment.charCodeAt(0);
  if (comment > 127 || signs.quoteCode > 127) return null;
  return {
    delimiter: signs.delimiterCode,
    quote: signs.quoteCode,
    comment,
    singleByte: encoding === 'windows-1252',
    stops: marked(signs.delimiterCode, 10, 13),
    quoteStops: signs.quoteCode === -1 ? marked(10, 13) : marked(signs.quoteCode, 10, 13),
  };
}
