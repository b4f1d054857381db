import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { columnLength } from '../../../src/core/table/table.ts';
import { fileRecords } from '../../../src/io/csv/file-records.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';
import { readRawRows } from '../../../src/io/csv/read-raw-rows.ts';
import type { FullDialect } from '../../../src/io/csv/signs.ts';

const dialects: fc.Arbitrary<FullDialect> = fc
  .record({
    encoding: fc.constant('utf-8' as const),
    delimiter: fc.constantFrom(',', ';', '\t', '|', ':', ' ', '^', '~', '\x1f', 'x', '"', 'é'),
    quote: fc.constantFrom('"' as const, "'" as const),
    escape: fc.constantFrom('double' as const, 'backslash' as const),
    preamble: fc.constantFrom(0, 0, 2),
    comment: fc.constantFrom(null, null, '#', '//'),
    header: fc.boolean(),
  })
  .filter(({ delimiter, quote }) => delimiter !== quote);

const pieces = ['a', 'é', '😀', '"', "'", ',', ';', '\t', '|', ':', ' ', '^', '\\', '\n', '\r\n', '\r', '#', '//', 'x', '1', '\ufeff', '\u00a0'];
const field = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));

/** Writes a field so that the dialect gives it back, whatever it holds. */
function written(text: string, { quote, escape }: FullDialect): string {
  const sign = quote ?? '';
  return sign + (escape === 'backslash' ? text.replaceAll('\\', '\\\\').replaceAll(sign, `\\${sign}`) : text.replaceAll(sign, sign + sign)) + sign;
}

const files = fc
  .record({ dialect: dialects, width: fc.integer({ min: 1, max: 5 }), nRows: fc.integer({ min: 1, max: 8 }) })
  .chain(({ dialect, width, nRows }) =>
    fc.record({
      dialect: fc.constant(dialect),
      rows: fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: nRows, maxLength: nRows }),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
      bytesAtATime: fc.integer({ min: 1, max: 64 }),
      comments: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
    }),
  )
  .map(({ dialect, rows, lineEnd, bytesAtATime, comments }) => {
    const lines = rows.map((row) => row.map((cell) => written(cell, dialect)).join(dialect.delimiter));
    const remarks = dialect.comment === null ? [] : comments;
    for (const at of remarks) lines.splice(at, 0, `${dialect.comment}"it's, a 'remark`);
    const notes = Array.from({ length: dialect.preamble }, () => `a "note, it's`);
    return { dialect, rows, nComments: remarks.length, bytesAtATime, text: [...notes, ...lines, ''].join(lineEnd) };
  });

describe('a table written in any dialect', () => {
  it('is read back exactly, wherever its bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(files, async ({ dialect, rows, nComments, bytesAtATime, text }) => {
        const records: string[][] = [];
        let comments = 0;
        for await (const batch of fileRecords(new Blob([text]), 'x.csv', dialect, true, uncontrolled, bytesAtATime)) {
          records.push(...batch.records);
          comments += batch.comments ?? 0;
          expect(batch.malformed.size).toBe(0);
        }
        expect(records).toEqual(rows);
        expect(comments).toBe(nComments);
      }),
      { numRuns: 600 },
    );
  });

  it('is read as a table with every record accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(files, async ({ dialect, rows, nComments, text }) => {
        const names = Array.from({ length: rows[0].length }, (_, at) => `c${at}`);
        const head = dialect.header ? [names.map((name) => written(name, dialect)).join(dialect.delimiter)] : [];
        const [notes, rest] = [text.split(/\r\n?|\n/).slice(0, dialect.preamble), text.split(/\r\n?|\n/).slice(dialect.preamble)];
        const file = new Blob([[...notes, ...head, ...rest].join('\n')]);
        const kinds = Object.fromEntries((dialect.header ? names : names.map((_, at) => `column_${at + 1}`)).map((name) => [name, 'text' as const]));
        const { table, reading } = await readDelimited(file, 'x.csv', { dialect, kinds, missingTokens: [] }, uncontrolled);
        expect(table.columns.map((column) => column.kind === 'text' && column.values)).toEqual(
          names.map((_, at) => rows.map((row) => (row[at].trim() === '' ? null : row[at].replaceAll(/\r\n?/g, '\n')))),
        );
        expect(reading.accounting).toMatchObject({
          records: rows.length + head.length + notes.length + nComments,
          header: head.length,
          kept: rows.length,
          rejected: 0,
          blank: 0,
        });
      }),
      { numRuns: 300 },
    );
  });
});

/** The text in UTF-16 as this machine orders its bytes. */
function utf16(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).buffer);
}

/** Reads the bytes as a table and as raw rows; what is wrong with the outcome, or null. */
async function wrongWith(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const file = new Blob([bytes]);
  try {
    const { table, reading } = await readDelimited(file, 'x.csv', { kinds: {} }, uncontrolled);
    const { records, header, kept, rejected, blank, preamble = 0, comments = 0 } = reading.accounting;
    if (header + kept + rejected + blank + preamble + comments !== records) return 'records are unaccounted for';
    if (table.nRows !== kept) return 'rows are lost';
    if (table.columns.some((column) => columnLength(column) !== kept)) return 'cells are lost';
    const raw = await readRawRows(file, uncontrolled);
    if (raw.kept.length !== kept) return 'raw rows differ';
    return raw.records.every((record) => record.length === raw.header.length) ? null : 'raw rows are ragged';
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    return typeof code === 'string' && message.startsWith(`${code}: `) ? null : String(error);
  }
}

describe('bytes of any kind give a table that adds up, or an error with a code', () => {
  it.each<[string, fc.Arbitrary<Uint8Array<ArrayBuffer>>]>([
    ['bytes', fc.uint8Array({ maxLength: 400 }).map((bytes) => Uint8Array.from(bytes))],
    ['text', fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Uint8Array.from(new TextEncoder().encode(text)))],
    [
      'signs',
      fc
        .array(fc.constantFrom(...pieces, '""', '\n', '\n', ',', ',', '2', '12%', '1/2/2024', 'NA'), { maxLength: 120 })
        .map((parts) => Uint8Array.from(new TextEncoder().encode(parts.join('')))),
    ],
    [
      'UTF-16',
      fc
        .array(fc.constantFrom(...pieces, '\ud83d', '\n', ','), { maxLength: 80 })
        .map((parts) => utf16(`\ufeff${parts.join('')}`)),
    ],
  ])('%s', async (_, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (bytes) => {
        expect(await wrongWith(bytes)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
