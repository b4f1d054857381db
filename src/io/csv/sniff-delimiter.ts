import type { Dialect } from '../../core/csv/reading.ts';
import { scanRecord } from './scan-record.ts';

/** In the order that wins a tie: what stands least often in running text comes first. */
const candidates: readonly Dialect['delimiter'][] = ['\t', ';', '|', ','];
const recordsLookedAt = 200;

interface Consistency {
  readonly delimiter: Dialect['delimiter'];
  readonly headerFields: number;
  /** Share of the records below the header with as many fields as it. */
  readonly agreeing: number;
  /** Share of them with more than one field. */
  readonly divided: number;
}

/**
 * The text with each quoted field reduced to a letter, so that no delimiter inside one counts, whichever delimiter the
 * file turns out to have.
 */
function withoutQuoted(head: string): string {
  return head.replace(/(^|[,;\t|\n\r])"(?:[^"]|"")*"/g, '$1q');
}

/** Field counts of the first records that hold anything; -1 where a record's quotes are broken. */
function fieldCounts(head: string, delimiter: string, last: boolean): number[] {
  const counts: number[] = [];
  for (let at = 0; at < head.length && counts.length < recordsLookedAt;) {
    const scanned = scanRecord(head, at, delimiter.charCodeAt(0), last);
    if ('openedAt' in scanned) break;
    if (scanned.malformed) counts.push(-1);
    else if (head.slice(at, scanned.end).trim() !== '') counts.push(scanned.nFields);
    at = scanned.next;
  }
  return counts;
}

function consistencyOf(head: string, delimiter: Dialect['delimiter'], whole: boolean): Consistency {
  let counts = fieldCounts(head, delimiter, whole);
  if (counts.length === 0) counts = fieldCounts(head, delimiter, true);
  const [headerFields = 1, ...rows] = counts;
  const share = (test: (count: number) => boolean) => (rows.length ? rows.filter(test).length / rows.length : 1);
  return {
    delimiter,
    headerFields,
    agreeing: share((count) => count === headerFields),
    divided: share((count) => count > 1),
  };
}

/**
 * The delimiter of a file from its beginning: the one that divides the header and gives most rows as many fields as it,
 * with quotes heeded; with equal agreement, the one that gives more columns. Where none divides header and rows alike, the
 * file has a single column, and the delimiter is one that its rows do not hold. `whole`: the text is all there is.
 */
export function sniffDelimiter(head: string, whole: boolean): Dialect['delimiter'] {
  const reduced = withoutQuoted(head);
  const all = candidates.map((delimiter) => consistencyOf(reduced, delimiter, whole));
  const dividing = all.filter(
    ({ headerFields, agreeing, divided }) => headerFields > 1 && (agreeing > 0 || divided >= 0.5),
  );
  const better = (a: Consistency, b: Consistency) =>
    Math.abs(a.agreeing - b.agreeing) > 0.05 ? a.agreeing > b.agreeing : a.headerFields > b.headerFields;
  if (dividing.length > 0) return dividing.reduce((best, next) => (better(next, best) ? next : best)).delimiter;
  const comma = all[all.length - 1];
  const single = all.reduce((best, next) => (next.agreeing > best.agreeing ? next : best));
  return single.agreeing > comma.agreeing ? single.delimiter : comma.delimiter;
}
