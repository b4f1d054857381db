const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** Where a record ends, found by its quotes. */
export interface RecordEnd {
  /** Just after its last character, before its line end. */
  end: number;
  /** Where the next record begins. */
  next: number;
  nFields: number;
  /** A closing quote is followed by more text. */
  malformed: boolean;
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

/** The place after the closing quote of a field that opens before `at`, or -1 where it is not there yet. */
function afterClosingQuote(text: string, at: number, last: boolean): number {
  for (;;) {
    const found = text.indexOf('"', at);
    if (found === -1 || (found + 1 === text.length && !last)) return -1;
    if (text.charCodeAt(found + 1) !== quote) return found + 1;
    at = found + 2;
  }
}

/**
 * The end of the record that begins at `start`. Quotes count where a field begins with one (RFC 4180); inside, two make
 * one; spaces may stand between the closing quote and the delimiter. `last`: no more text follows.
 */
export function scanRecord(text: string, start: number, delimiter: number, last: boolean): RecordEnd | RecordCut {
  let at = start;
  let nFields = 1;
  let malformed = false;
  for (;;) {
    if (text.charCodeAt(at) === quote) {
      const openedAt = at;
      at = afterClosingQuote(text, at + 1, last);
      if (at === -1) return { openedAt };
      let code = text.charCodeAt(at);
      while (code === 32 || (code === 9 && delimiter !== 9)) code = text.charCodeAt(++at);
      if (at < text.length && code !== delimiter && code !== lineFeed && code !== carriageReturn) malformed = true;
    }
    let code = text.charCodeAt(at);
    while (at < text.length && code !== delimiter && code !== lineFeed && code !== carriageReturn) {
      code = text.charCodeAt(++at);
    }
    if (at >= text.length) return last ? { end: at, next: at, nFields, malformed } : { openedAt: -1 };
    if (code === delimiter) {
      nFields++;
      at++;
      continue;
    }
    const next = afterLineEnd(text, at, last);
    return next === -1 ? { openedAt: -1 } : { end: at, next, nFields, malformed };
  }
}
