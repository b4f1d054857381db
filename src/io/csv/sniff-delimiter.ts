import { createNumberParser } from '../../core/csv/numbers.ts';
import { parseDatetime } from '../../core/csv/datetimes.ts';
import { reduceQuoted, type ReducedText } from './reduce-quoted.ts';
import { fieldsOf, sampleRecords, type SampledRecord } from './sample-records.ts';
import type { Signs } from './signs.ts';
import { firstOfTable, tableShare } from './sniff-preamble.ts';

/** In the order that wins a tie: what stands least often in running text comes first. */
const usual = ['\t', ';', '|', ','];
/** Tried where none of the usual ones divides the file. */
const unusual = ['\x1f', '^', '~', ':', ' '];

/** How a delimiter, with given quotes and comments, divides the beginning of a file. */
export interface Fit {
  readonly signs: Signs;
  /** Where the table begins in the text, its notes skipped. */
  readonly at: number;
  readonly headerFields: number;
  /** Share of the records below the header with as many fields as it. */
  readonly agreeing: number;
  /** Share of them with more than one field. */
  readonly divided: number;
  /** Share of them whose quotes are broken. */
  readonly broken: number;
  readonly nRecords: number;
}

function fitOf(reduced: ReducedText, signs: Signs, whole: boolean, skipsNotes: boolean): Fit {
  let records = sampleRecords(reduced.text, signs, whole);
  if (records.length === 0) records = sampleRecords(reduced.text, signs, true);
  const begin = skipsNotes ? firstOfTable(records, signs) : 0;
  // A line within quotes is no line of notes.
  const first = begin > 0 && records[begin].at > reduced.spanningAt ? 0 : begin;
  const [header, ...rows] = records.slice(first);
  const share = (test: (record: SampledRecord) => boolean) =>
    rows.length > 0 ? rows.filter(test).length / rows.length : 1;
  const headerFields = header?.nFields ?? 1;
  return {
    signs,
    at: first === 0 ? 0 : header.at,
    headerFields,
    agreeing: share(({ nFields }) => nFields === headerFields),
    divided: share(({ nFields }) => nFields > 1),
    broken: records.length === 0 ? 0 : records.filter(({ nFields }) => nFields === -1).length / records.length,
    nRecords: records.length,
  };
}

function better(a: Fit, b: Fit): boolean {
  return Math.abs(a.agreeing - b.agreeing) > 0.05 ? a.agreeing > b.agreeing : a.headerFields > b.headerFields;
}

const spacedNumbers = [createNumberParser({ decimal: '.', thousands: ' ' }), createNumberParser({ decimal: ',', thousands: ' ' })];

function isOneValue(line: string): boolean {
  return (
    spacedNumbers.some((parse) => !Number.isNaN(parse(line))) ||
    !Number.isNaN(parseDatetime(line, 'dmy')) ||
    !Number.isNaN(parseDatetime(line, 'mdy')) ||
    /^\s*\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?\s*$/.test(line)
  );
}

/** Whether an unusual sign parts a table; one that also stands in running text must always do so, and between numbers. */
function partsTable(fit: Fit, reduced: ReducedText, whole: boolean): boolean {
  const { signs, headerFields, agreeing, nRecords } = fit;
  if (headerFields < 2 || agreeing < tableShare || nRecords < 2) return false;
  if (signs.delimiter !== ':' && signs.delimiter !== ' ') return true;
  if (agreeing < 1) return false;
  const records = sampleRecords(reduced.text.slice(fit.at), signs, whole);
  if (nRecords < 3 || records.slice(1).every(({ raw }) => isOneValue(raw))) return false;
  const rows = fieldsOf(records.slice(1), headerFields, signs);
  const parse = createNumberParser({ decimal: '.', thousands: ',' });
  const numeric = rows[0].filter((_, column) => rows.every((row) => !Number.isNaN(parse(row[column].replace(',', '.')))));
  return numeric.length * 2 >= headerFields && headerFields + numeric.length >= 4;
}

/**
 * How the file is divided, from its beginning: by the delimiter that divides the header and gives most rows as many fields
 * as it, with quotes heeded; with equal agreement, the one that gives more columns. Where none of the usual ones divides
 * header and rows alike, a rarer one may do so throughout; else the file has a single column, and the delimiter is one that
 * its rows do not hold. `withDelimiter` gives the signs for each; `whole`: the text is all there is.
 */
export function fitDelimiter(
  head: string,
  whole: boolean,
  delimiterSet: string | undefined,
  skipsNotes: boolean,
  withDelimiter: (delimiter: string) => Signs,
): Fit & { readonly reduced: ReducedText } {
  const reduced = reduceQuoted(head, withDelimiter(delimiterSet ?? ','));
  const fitWith = (delimiter: string) => fitOf(reduced, withDelimiter(delimiter), whole, skipsNotes);
  if (delimiterSet !== undefined) return { ...fitWith(delimiterSet), reduced };
  const all = usual.map(fitWith);
  const dividing = all.filter(
    ({ headerFields, agreeing, divided }) => headerFields > 1 && (agreeing > 0 || divided >= 0.5),
  );
  if (dividing.length > 0) return { ...dividing.reduce((best, next) => (better(next, best) ? next : best)), reduced };
  const rare = unusual.map(fitWith).find((fit) => partsTable(fit, reduced, whole));
  if (rare) return { ...rare, reduced };
  const comma = all[all.length - 1];
  const single = all.reduce((best, next) => (next.agreeing > best.agreeing ? next : best));
  return { ...(single.agreeing > comma.agreeing ? single : comma), reduced };
}
