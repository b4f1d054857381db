import Papa from 'papaparse';
import { afterBlanks, afterSpacedQuotes } from './scan-record.ts';
import type { Signs } from './signs.ts';

/** Fields of records without quotes, one per line of `text`, which ends without a line end. */
export function splitPlain(text: string, signs: Signs): string[][] {
  if (signs.runs) return text.split('\n').map((line) => splitLeniently(line, signs));
  if (text === '') return [['']];
  const { delimiter } = signs;
  return new Papa.Parser({ delimiter, newline: '\n', fastMode: true }).parse(text, 0, false).data as string[][];
}

/** Fields of well-formed records, which may hold quotes and, inside them, line ends. */
export function splitQuoted(records: readonly string[], signs: Signs): string[][] {
  if (records.length === 0) return [];
  if (signs.runs || signs.backslash) return records.map((record) => splitLeniently(record, signs));
  const { delimiter, quote: quoteChar } = signs;
  const parser = new Papa.Parser({ delimiter, quoteChar, newline: '\n', fastMode: false });
  const { data, errors } = parser.parse(`${records.join('\n')}\n`, 0, false);
  const fields = data as string[][];
  // The parser takes the line end after the last record for the start of one more.
  if (errors.length === 0 && fields.length === records.length + 1) return fields.slice(0, -1);
  return records.map((record) => splitLeniently(record, signs));
}

/** The text of a quoted field from `at` on, where its opening quote stands, and the place after its closing quote. */
function readQuoted(record: string, at: number, { quote, backslash }: Signs): { field: string; at: number } {
  let field = '';
  let from = ++at;
  for (; at < record.length; at++) {
    const sign = record[at];
    const following = record[at + 1];
    if (backslash && sign === '\\' && (following === quote || following === '\\')) {
      field += record.slice(from, at);
      from = ++at;
    } else if (sign === quote) {
      field += record.slice(from, at);
      if (following !== quote) return { field, at: at + 1 };
      from = ++at;
    }
  }
  return { field: field + record.slice(from), at };
}

/**
 * Fields of one record whatever its quotes: text after a closing quote joins the field as it stands, and a quote that
 * never closes reaches to the end.
 */
export function splitLeniently(record: string, signs: Signs): string[] {
  const { delimiter, quote, runs } = signs;
  if (runs) record = record.replace(/^ +| +$/g, '');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let field = '';
    const opening = quote === '' ? at : afterBlanks(record, at, signs);
    const spaced = opening > at && record[opening] === quote ? afterSpacedQuotes(record, opening, signs) : -1;
    if (quote !== '' && record[opening] === quote && (opening === at || spaced !== -1)) {
      ({ field, at } = readQuoted(record, opening, signs));
      const after = afterBlanks(record, at, signs);
      if (after >= record.length || record[after] === delimiter) at = after;
    }
    const end = record.indexOf(delimiter, at);
    if (end === -1) {
      fields.push(field + record.slice(at));
      return fields;
    }
    fields.push(field + record.slice(at, end));
    at = end + 1;
    if (runs) while (record[at] === ' ') at++;
  }
}
