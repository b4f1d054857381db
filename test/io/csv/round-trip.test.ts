import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/core/csv/reading.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import type { Column } from '../../../src/core/table/table.ts';
import { parseRecords } from '../../../src/io/csv/parse-records.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';
import { createRecordCutter as cutterOf } from '../../../src/io/csv/record-cutter.ts';
import { signsOf, standardDialect } from '../../../src/io/csv/signs.ts';
import { splitLeniently } from '../../../src/io/csv/split-fields.ts';

const createRecordCutter = (used: string, fileName: string) => cutterOf({ ...standardDialect, delimiter: used }, fileName);
const delimiter = fc.constantFrom<Dialect['delimiter']>(',', ';', '\t', '|');
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const hostileField = fc
  .array(fc.constantFrom('a', 'é', '"', '""', ',', ';', '\t', '|', '\n', '\r\n', '\r', ' ', '1', '\ufeff', '😀'), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

/** Writes a field so that any reader of RFC 4180 gives it back. */
function written(field: string, always: boolean): string {
  return always || /[",;\t|\n\r]/.test(field) || field.trim() !== field || field === ''
    ? `"${field.replaceAll('"', '""')}"`
    : field;
}

const file = fc
  .record({
    delimiter,
    lineEnd,
    always: fc.boolean(),
    ended: fc.boolean(),
    width: fc.integer({ min: 1, max: 5 }),
    nRows: fc.integer({ min: 1, max: 12 }),
  })
  .chain((shape) =>
    fc
      .array(fc.array(hostileField, { minLength: shape.width, maxLength: shape.width }), {
        minLength: shape.nRows,
        maxLength: shape.nRows,
      })
      .map((rows) => {
        const header = Array.from({ length: shape.width }, (_, column) => `c${column}`);
        const lines = [header, ...rows].map((row) =>
          row.map((field) => written(field, shape.always)).join(shape.delimiter),
        );
        return { ...shape, rows, text: lines.join(shape.lineEnd) + (shape.ended ? shape.lineEnd : '') };
      }),
  );

/** A text column's cells, missing as the empty string. */
function cells(column: Column): string[] {
  if (column.kind !== 'text') throw new Error(`expected text, got ${column.kind}`);
  return column.values.map((value) => value ?? '');
}

describe('what was written is read back', () => {
  it('as records, whatever the fields hold', () => {
    fc.assert(
      fc.property(file, ({ text, rows, delimiter: used }) => {
        const { records, padded, truncated, malformed } = parseRecords(text, { ...standardDialect, delimiter: used });
        expect(records).toEqual(rows);
        expect({ padded, truncated, malformed }).toEqual({ padded: 0, truncated: 0, malformed: 0 });
      }),
      { numRuns: 500 },
    );
  });

  it('as a table, every record accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(file, async ({ text, rows, width, delimiter: used }) => {
        const kinds = Object.fromEntries(Array.from({ length: width }, (_, column) => [`c${column}`, 'text' as const]));
        const options = { kinds, missingTokens: [], dialect: { ...standardDialect, delimiter: used } };
        const { table, reading } = await readDelimited(new Blob([text]), 'x.csv', options, uncontrolled);
        expect(reading.accounting).toMatchObject({
          records: rows.length + 1,
          header: 1,
          kept: rows.length,
          rejected: 0,
          blank: 0,
        });
        table.columns.forEach((column, index) => {
          expect(cells(column)).toEqual(rows.map((row) => (row[index].trim() === '' ? '' : row[index])));
        });
      }),
      { numRuns: 200 },
    );
  });

  it('with the same lines and fields wherever the text is cut into chunks', () => {
    fc.assert(
      fc.property(file, fc.array(fc.nat(), { maxLength: 8 }), ({ text, delimiter: used }, cuts) => {
        const whole = createRecordCutter(used, 'x').push(text, true);
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
        const cutter = createRecordCutter(used, 'x');
        const batches = places.slice(1).map((end, i) => cutter.push(text.slice(places[i], end), false));
        batches.push(cutter.push('', true));
        expect(batches.flatMap(({ records }) => records)).toEqual(whole.records);
        expect(batches.flatMap(({ lines }) => lines)).toEqual(whole.lines);
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text at all', () => {
  const chaos = fc
    .array(fc.constantFrom('a', '1', '"', ',', ';', '\n', '\r', '\r\n', ' ', '""', '\t'), { maxLength: 60 })
    .map((parts) => parts.join(''));

  it('is either read with every record in exactly one account, or refused with a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(chaos, async (text) => {
        try {
          const { table, reading } = await readDelimited(new Blob([text]), 'x.csv', { kinds: {} }, uncontrolled);
          const { records, header, kept, rejected, blank, preamble = 0, comments = 0, rejectedRows } = reading.accounting;
          expect(header + kept + rejected + blank + preamble + comments).toBe(records);
          expect(table.nRows).toBe(kept);
          expect(rejectedRows).toHaveLength(rejected);
          const { kept: raw } = parseRecords(text, reading.dialect);
          expect(raw).toHaveLength(kept);
        } catch (error) {
          expect(String(error)).toMatch(
            /^Error: (EmptyFile|HeaderOnly|UnclosedQuote|AllRowsRejected): |^(EmptyFile|HeaderOnly|UnclosedQuote|AllRowsRejected): /,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('counts the physical line of each record', () => {
    fc.assert(
      fc.property(chaos, (text) => {
        try {
          const { lines, records, raw } = createRecordCutter(',', 'x').push(text, true);
          const physical = text.split(/\r\n?|\n/);
          records.forEach((_, index) => {
            const first = raw(index).split(/\r\n?|\n/)[0];
            expect(physical[lines[index] - 1].startsWith(first)).toBe(true);
          });
        } catch (error) {
          expect(String(error)).toMatch(/UnclosedQuote/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('splits a sound record leniently as PapaParse splits it', () => {
    fc.assert(
      fc.property(chaos, (text) => {
        const { records, malformed, raw } = createRecordCutter(',', 'x').push(
          text.replaceAll('"', '""').replace(/^/, '"') + '"',
          true,
        );
        records.forEach((record, index) => {
          if (!malformed.has(index)) expect(splitLeniently(raw(index), signsOf(standardDialect))).toEqual(record);
        });
      }),
      { numRuns: 300 },
    );
  });
});
