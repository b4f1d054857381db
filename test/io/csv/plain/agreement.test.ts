import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect, ReadingOptions } from '../../../../src/core/csv/reading.ts';
import { uncontrolled } from '../../../../src/core/math/control.ts';
import { fileRecords } from '../../../../src/io/csv/file-records.ts';
import { delimitedRecords } from '../../../../src/io/csv/plain/delimited-records.ts';
import { NotInEncoding } from '../../../../src/io/csv/text-chunks.ts';
import { typeRecords } from '../../../../src/io/csv/type-records.ts';

type Outcome = { readonly table: unknown; readonly reading: unknown } | { readonly error: string };

interface Case {
  readonly text: string;
  readonly dialect: Dialect;
  readonly options: ReadingOptions;
  readonly sampleRows: number;
  readonly run: number;
}

/** How often the bytes' reader wrote rows itself, so that a test of it cannot pass without it. */
let written = 0;

async function outcomeOf(open: () => ReturnType<typeof typeRecords>): Promise<Outcome> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof NotInEncoding) throw error;
    return { error: String(error) };
  }
}

/** The same file read by way of strings alone, and from bytes in small blocks where it is plain. */
async function bothOf({ text, dialect, options, sampleRows, run }: Case): Promise<[Outcome, Outcome]> {
  const file = new Blob([text]);
  const viaStrings = await outcomeOf(() => {
    const open = () => fileRecords(file, 'x.csv', dialect, true, uncontrolled, run);
    return typeRecords({ dialect, open }, 'x.csv', file.size, options, uncontrolled, sampleRows);
  });
  const viaBytes = await outcomeOf(() =>
    typeRecords(
      {
        dialect,
        open: (direct) =>
          delimitedRecords(
            file,
            'x.csv',
            { dialect, strict: true },
            uncontrolled,
            {
              get columns() {
                return direct.columns;
              },
              get width() {
                return direct.width;
              },
              get rows() {
                return direct.rows;
              },
              wrote(rows) {
                written += rows;
                direct.wrote(rows);
              },
            },
            { block: run * 3, run, slowRun: Math.max(1, run >> 2) },
          ),
      },
      'x.csv',
      file.size,
      options,
      uncontrolled,
      sampleRows,
    ),
  );
  return [viaStrings, viaBytes];
}

const number = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ min: -1000, max: 1000, noNaN: true }).map(String),
  fc.tuple(fc.integer(), fc.integer({ min: 0, max: 12 })).map(([value, places]) => (value / 1e6).toFixed(places)),
  fc.constantFrom('0', '-0', '+5', '.5', '5.', '-.25', ' 12', '12 ', '007', '-', '+', '1e5', '1E-3', '1,234', '1.234,5', '12345678901234567890', '9007199254740993', '0.1234567890123456', '99', '-1', '$5', '5%', '(3)', '−3'),
);
const date = fc.oneof(
  fc.date({ min: new Date('1890-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((day) => day.toISOString()),
  fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
  fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 19).replace('T', ' ')),
  fc.constantFrom('2024-02-29', '2023-02-29', '2024-13-01', '2024-1-1', '01/02/2024', '31.12.2023', '2024-01-01 25:00', '2024-01-01T10:30+02:00', '2024-01-01 10:30 PM', '0000-01-01', '2024-03', ' 2024-01-01'),
);
const label = fc.constantFrom('a', 'b', 'left', 'right', 'Müller', '東京', '😀', 'a ', ' a', 'x y', 'NA', '?', 'n/a', 'A', 'a b c d e f g h i j k l m n o p', '\ufeffz');
const missing = fc.constantFrom('', '', 'NA', ' ', 'null', 'NaN', '-', '?');
const hostile = fc.array(fc.constantFrom('a', 'é', '"', '""', ',', ';', '\n', '\r\n', '\r', ' ', '1', '😀', '#', "'"), { maxLength: 5 }).map((parts) => parts.join(''));

/** A field as it is written: bare, or in quotes. */
const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
const needsQuotes = (field: string, delimiter: string) => field.includes(delimiter) || /["\n\r]/.test(field);

const rowsOf = (column: fc.Arbitrary<string>) => fc.array(column, { minLength: 40, maxLength: 40 });
const column = fc.oneof(
  rowsOf(number),
  rowsOf(fc.oneof({ weight: 8, arbitrary: number }, { weight: 1, arbitrary: missing })),
  rowsOf(fc.oneof({ weight: 30, arbitrary: number }, { weight: 1, arbitrary: label })),
  rowsOf(fc.oneof({ weight: 8, arbitrary: date }, { weight: 1, arbitrary: missing })),
  rowsOf(fc.oneof({ weight: 6, arbitrary: label }, { weight: 1, arbitrary: missing })),
  rowsOf(fc.oneof({ weight: 3, arbitrary: hostile }, { weight: 1, arbitrary: label })),
);

const table: fc.Arbitrary<Case> = fc
  .record({
    columns: fc.array(column, { minLength: 2, maxLength: 5 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
    quoting: fc.constantFrom('needed', 'always', 'some'),
    ended: fc.boolean(),
    broken: fc.array(fc.tuple(fc.nat({ max: 39 }), fc.constantFrom('', ' ', '1', 'a,b,c,d,e,f,g,h', '"x"y,1', '# note', '"a\nb"', '\r')), { maxLength: 3 }),
    kinds: fc.dictionary(fc.constantFrom('c0', 'c1', 'c2'), fc.constantFrom('number', 'category', 'text', 'datetime')),
    missingTokens: fc.option(fc.constantFrom<string[]>([], ['99', '-1'], ['NA', '0'])),
    comment: fc.constantFrom(null, null, '#'),
    sampleRows: fc.constantFrom(1, 5, 20),
    run: fc.integer({ min: 8, max: 400 }),
  })
  .map(({ columns, delimiter, lineEnd, quoting, ended, broken, kinds, missingTokens, comment, sampleRows, run }) => {
    const lines = columns[0].map((_, row) =>
      columns
        .map((cells, place) => {
          const field = cells[row];
          return quoting === 'always' || (quoting === 'some' && (row + place) % 3 === 0) || needsQuotes(field, delimiter) ? quoted(field) : field;
        })
        .join(delimiter),
    );
    for (const [row, line] of broken) lines.splice(row, 0, line);
    const text = [columns.map((_, place) => `c${place}`).join(delimiter), ...lines].join(lineEnd) + (ended ? lineEnd : '');
    return {
      text,
      dialect: { encoding: 'utf-8', delimiter, comment },
      options: { kinds, ...(missingTokens ? { missingTokens } : {}) },
      sampleRows,
      run,
    };
  });

const chaos: fc.Arbitrary<Case> = fc
  .record({
    head: fc.array(fc.constantFrom('1,2\n', 'a,b\n', '"x",3\n'), { minLength: 3, maxLength: 6 }),
    parts: fc.array(fc.constantFrom('a', '1', '2.5', '"', ',', ',', '\n', '\n', '\r', '\r\n', ' ', '""', '#', '1,2\n', '"x",3\n', '\\'), { maxLength: 80 }),
    quote: fc.constantFrom<Dialect['quote']>('"', '"', "'", null),
    escape: fc.constantFrom<Dialect['escape']>('double', 'double', 'backslash'),
    comment: fc.constantFrom(null, '#'),
    header: fc.boolean(),
    preamble: fc.constantFrom(0, 0, 2),
    run: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ head, parts, run, ...signs }) => ({
    text: [...head, ...parts].join(''),
    dialect: { encoding: 'utf-8', delimiter: ',', ...signs } as Dialect,
    options: { kinds: {} },
    sampleRows: 2,
    run,
  }));

describe('a file read from bytes where it is plain', () => {
  it('gives the same table, reading and accounting as by way of strings', { timeout: 120_000 }, async () => {
    written = 0;
    await fc.assert(
      fc.asyncProperty(table, async (one) => {
        const [viaStrings, viaBytes] = await bothOf(one);
        expect(viaBytes).toEqual(viaStrings);
      }),
      { numRuns: 500 },
    );
    expect(written).toBeGreaterThan(3000);
  });

  it('ends the same way whatever the text', { timeout: 120_000 }, async () => {
    written = 0;
    await fc.assert(
      fc.asyncProperty(chaos, async (one) => {
        const [viaStrings, viaBytes] = await bothOf(one);
        expect(viaBytes).toEqual(viaStrings);
      }),
      { numRuns: 2000 },
    );
    expect(written).toBeGreaterThan(500);
  });
});
