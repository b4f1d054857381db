import type { Dialect } from '../../core/csv/reading.ts';

/** A dialect with every field said. */
export type FullDialect = Required<Dialect>;

/** What the signs of a dialect are to a scanner. */
export interface Signs {
  readonly delimiter: string;
  readonly delimiterCode: number;
  /** A run of spaces is one delimiter, and those around a record are none. */
  readonly runs: boolean;
  /** The quote, or '' where quotes mean nothing. */
  readonly quote: string;
  /** Its code, or -1. */
  readonly quoteCode: number;
  /** A backslash takes the meaning off the quote after it. */
  readonly backslash: boolean;
  /** What a comment begins with, or ''. */
  readonly comment: string;
}

/** The dialect with the documented default of each field that is absent. */
export function completeDialect(dialect: Dialect): FullDialect {
  const { encoding, delimiter, quote = '"', escape = 'double', preamble = 0, comment = null, header = true } = dialect;
  return { encoding, delimiter, quote, escape, preamble, comment, header };
}

/** UTF-8 with a header, fields parted by commas and quoted as RFC 4180 says: what the studio itself writes. */
export const standardDialect: FullDialect = completeDialect({ encoding: 'utf-8', delimiter: ',' });

/** The signs of a dialect, absent fields at their defaults. */
export function signsOf(dialect: Omit<Dialect, 'encoding'>): Signs {
  const { delimiter, quote = '"', escape, comment } = dialect;
  return {
    delimiter,
    delimiterCode: delimiter.charCodeAt(0),
    runs: delimiter === ' ',
    quote: quote ?? '',
    quoteCode: quote === null ? -1 : quote.charCodeAt(0),
    backslash: escape === 'backslash',
    comment: comment ?? '',
  };
}
