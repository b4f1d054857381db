import type { PlainLayout } from './layout.ts';

/** A field found by its delimiters and quotes alone. */
export interface FoundField {
  /** Its bytes, without the quotes around them. */
  start: number;
  end: number;
  /** Where what follows it stands; -1 where its quotes do not close, or stand behind what may be a space. */
  next: number;
  /** Line ends inside its quotes. */
  lines: number;
  /** Quotes stand twice inside. */
  doubled: boolean;
}

/** Finds the field that begins at `at` and writes what it is into `found`. */
export function findField(bytes: Uint8Array, at: number, { quote, stops }: PlainLayout, found: FoundField): void {
  found.lines = 0;
  found.doubled = false;
  let end = at;
  if (bytes[at] !== quote) {
    while (stops[bytes[end]] === 0) end++;
    found.start = at;
    found.end = end;
    const mayBeBlank = bytes[at] === 32 || bytes[at] === 9 || bytes[at] >= 0x80;
    found.next = mayBeBlank && bytes.subarray(at, end).includes(quote) ? -1 : end;
    return;
  }
  found.next = -1;
  for (end = at + 1; end < bytes.length; end++) {
    const byte = bytes[end];
    if (byte === quote) {
      if (bytes[end + 1] !== quote) {
        found.start = at + 1;
        found.end = end;
        found.next = end + 1;
        return;
      }
      found.doubled = true;
      end++;
    } else if (byte === 10 || (byte === 13 && bytes[end + 1] !== 10)) {
      found.lines++;
    }
  }
}

/** The place behind the delimiter at `at`, or behind the line end where the field is its record's last; -1 where it is not there. */
export function afterField(bytes: Uint8Array, at: number, isLast: boolean, delimiter: number): number {
  const byte = bytes[at];
  if (!isLast) return byte === delimiter ? at + 1 : -1;
  if (byte === 10) return at + 1;
  return byte === 13 && bytes[at + 1] === 10 ? at + 2 : -1;
}
