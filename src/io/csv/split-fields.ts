import Papa from 'papaparse';

/** Fields of records without quotes, one per line of `text`, which ends without a line end. */
export function splitPlain(text: string, delimiter: string): string[][] {
  if (text === '') return [['']];
  return new Papa.Parser({ delimiter, newline: '\n', fastMode: true }).parse(text, 0, false).data as string[][];
}

/** Fields of well-formed records, which may hold quotes and, inside them, line ends. */
export function splitQuoted(records: readonly string[], delimiter: string): string[][] {
  if (records.length === 0) return [];
  const parser = new Papa.Parser({ delimiter, newline: '\n', fastMode: false });
  const { data, errors } = parser.parse(`${records.join('\n')}\n`, 0, false);
  const fields = data as string[][];
  // The parser takes the line end after the last record for the start of one more.
  if (errors.length === 0 && fields.length === records.length + 1) return fields.slice(0, -1);
  return records.map((record) => splitLeniently(record, delimiter));
}

/**
 * Fields of one record whatever its quotes: text after a closing quote joins the field as it stands, and a quote that
 * never closes reaches to the end.
 */
export function splitLeniently(record: string, delimiter: string): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let field = '';
    if (record[at] === '"') {
      for (at++; at < record.length; at++) {
        if (record[at] === '"') {
          if (record[at + 1] !== '"') break;
          at++;
        }
        field += record[at];
      }
      at++;
      const rest = record.slice(at);
      const blanks = rest.length - rest.trimStart().length;
      if (blanks > 0 && (at + blanks >= record.length || record[at + blanks] === delimiter)) at += blanks;
    }
    const end = record.indexOf(delimiter, at);
    if (end === -1) {
      fields.push(field + record.slice(at));
      return fields;
    }
    fields.push(field + record.slice(at, end));
    at = end + delimiter.length;
  }
}
