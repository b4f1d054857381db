import type { Signs } from './signs.ts';

const lineFeed = 10;
const carriageReturn = 13;
const backslash = 92;

/** Where a record ends, found by its quotes. */
export interface RecordEnd {
  /** Just after its last character, before its line end. */
  end: number;
  /** Where the next record begins. */
  next: number;
  nFields: number;
  /** A closing quote is followed by more text. */
  malformed: boolean;
  /** Spaces stand before an opening quote. */
  spaced: boolean;
}

/** Where a record's text stops before its end was seen; `openedAt` is the quote that is still open, or -1. */
export interface RecordCut {
  openedAt: number;
}

/** The place after a line end at `at`, or -1 where a line feed could still follow in the next chunk. */
export function afterLineEnd(text: string, at: number, last: boolean): number {
  if (text.charCodeAt(at) === lineFeed) return at + 1;
  if (at + 1 === text.length && !last) return -1;
  return text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
}

/** Whether a space of any kind that is not the delimiter; a byte order mark amid the text is one. */
function isBlank(code: number, { delimiterCode }: Signs): boolean {
  return (code === 32 || code === 9 || code === 0xa0 || code === 0xfeff) && code !== delimiterCode;
}

function isEscaped(text: string, at: number, from: number): boolean {
  let before = at;
  while (before > from && text.charCodeAt(before - 1) === backslash) before--;
  return (at - before) % 2 === 1;
}

/**
 * The place after the closing quote of a field whose text begins at `from`, or -1 where it is not there yet: two quotes
 * make one, as does a backslash before it where the dialect says so. `last`: no more text follows.
 */
export function afterClosingQuote(text: string, from: number, signs: Signs, last: boolean): number {
  for (let at = from; ;) {
    const found = text.indexOf(signs.quote, at);
    if (found === -1) return -1;
    if (signs.backslash && isEscaped(text, found, from)) {
      at = found + 1;
      continue;
    }
    if (found + 1 === text.length && !last) return -1;
    if (text.charCodeAt(found + 1) !== signs.quoteCode) return found + 1;
    at = found + 2;
  }
}

/**
 * The place after a quoted field and the spaces behind it, for an opening quote that spaces stand before; -1 where it is
 * not followed by a delimiter or a line end on the same line, and the quotes are text.
 */
export function afterSpacedQuotes(text: string, openedAt: number, signs: Signs): number {
  let at = openedAt + 1;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (at >= text.length || code === lineFeed || code === carriageReturn) return -1;
    if (code === backslash && signs.backslash) at++;
    else if (code === signs.quoteCode) {
      if (text.charCodeAt(at + 1) !== signs.quoteCode) break;
      at++;
    }
  }
  for (at++; isBlank(text.charCodeAt(at), signs);) at++;
  const code = text.charCodeAt(at);
  return at >= text.length || code === signs.delimiterCode || code === lineFeed || code === carriageReturn ? at : -1;
}

/** The first place from `at` on that is no space. */
export function afterBlanks(text: string, at: number, signs: Signs): number {
  while (isBlank(text.charCodeAt(at), signs)) at++;
  return at;
}

/** The place of the delimiter or line end that ends an unquoted stretch from `at` on, or the text's length. */
function endOfPlain(text: string, at: number, delimiter: number): number {
  let code = text.charCodeAt(at);
  while (at < text.length && code !== delimiter && code !== lineFeed && code !== carriageReturn) {
    code = text.charCodeAt(++at);
  }
  return at;
}

/**
 * The end of the record that begins at `start`. Quotes count where a field begins with one (RFC 4180), and may span lines
 * there; after spaces they count where they close on the same line. Inside, two make one; spaces may stand between the
 * closing quote and the delimiter. `last`: no more text follows.
 */
export function scanRecord(text: string, start: number, signs: Signs, last: boolean): RecordEnd | RecordCut {
  const { delimiterCode, quoteCode, runs } = signs;
  let at = start;
  let nFields = 1;
  let malformed = false;
  let spaced = false;
  for (;;) {
    if (runs) while (text.charCodeAt(at) === delimiterCode) at++;
    const opening = quoteCode === -1 ? at : afterBlanks(text, at, signs);
    if (quoteCode !== -1 && text.charCodeAt(opening) === quoteCode) {
      if (opening > at) {
        const closed = afterSpacedQuotes(text, opening, signs);
        spaced ||= closed !== -1;
        at = closed === -1 ? opening : closed;
      } else {
        at = afterClosingQuote(text, at + 1, signs, last);
        if (at === -1) return { openedAt: opening };
        at = afterBlanks(text, at, signs);
        const code = text.charCodeAt(at);
        if (at < text.length && code !== delimiterCode && code !== lineFeed && code !== carriageReturn) malformed = true;
      }
    }
    at = endOfPlain(text, at, delimiterCode);
    if (runs) {
      const ended = at;
      while (text.charCodeAt(at) === delimiterCode) at++;
      const code = text.charCodeAt(at);
      // Spaces at the end of a line part nothing.
      if (ended < at && at < text.length && code !== lineFeed && code !== carriageReturn) {
        nFields++;
        continue;
      }
    }
    if (at >= text.length) return last ? { end: at, next: at, nFields, malformed, spaced } : { openedAt: -1 };
    if (text.charCodeAt(at) === delimiterCode) {
      nFields++;
      at++;
      continue;
    }
    const next = afterLineEnd(text, at, last);
    return next === -1 ? { openedAt: -1 } : { end: at, next, nFields, malformed, spaced };
  }
}
