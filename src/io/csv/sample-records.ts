import { scanRecord } from './scan-record.ts';
import type { Signs } from './signs.ts';
import { splitLeniently } from './split-fields.ts';

const recordsLookedAt = 200;

/** A record at the beginning of a file that is not blank. */
export interface SampledRecord {
  /** Where it begins in the text. */
  readonly at: number;
  readonly raw: string;
  /** How many fields it has; -1 where its quotes are broken. */
  readonly nFields: number;
  /** A blank line stands before it. */
  readonly afterBlank: boolean;
}

/** The first records of `text` that are neither blank nor comments; `whole`: the text is all there is. */
export function sampleRecords(text: string, signs: Signs, whole: boolean): SampledRecord[] {
  const records: SampledRecord[] = [];
  let afterBlank = false;
  for (let at = 0; at < text.length && records.length < recordsLookedAt;) {
    if (signs.comment !== '' && text.startsWith(signs.comment, at)) {
      at = nextLine(text, at);
      continue;
    }
    const scanned = scanRecord(text, at, signs, whole);
    if ('openedAt' in scanned) break;
    const raw = text.slice(at, scanned.end);
    if (raw.trim() === '') afterBlank = true;
    else {
      records.push({ at, raw, nFields: scanned.malformed ? -1 : scanned.nFields, afterBlank });
      afterBlank = false;
    }
    at = scanned.next;
  }
  return records;
}

/** The fields of the records, those with as many as `width` alone. */
export function fieldsOf(records: readonly SampledRecord[], width: number, signs: Signs): string[][] {
  return records.filter(({ nFields }) => nFields === width).map(({ raw }) => splitLeniently(raw, signs));
}

/** Where the line after that at `at` begins. */
export function nextLine(text: string, at: number): number {
  const pattern = /\r\n?|\n/g;
  pattern.lastIndex = at;
  return pattern.exec(text) ? pattern.lastIndex : text.length;
}

/** The place after the first `count` lines of the text. */
export function afterLines(text: string, count: number): number {
  let at = 0;
  for (; count > 0; count--) at = nextLine(text, at);
  return at;
}
