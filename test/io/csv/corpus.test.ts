import { describe, expect, it } from 'vitest';
import type { Accounting, ReadingOptions } from '../../../src/core/csv/reading.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { columnLength, isMissing, type Table } from '../../../src/core/table/table.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';
import { hostileCorpus } from './corpus.ts';

/** Every record is in one account, and every row has a cell in every column. */
function expectAccounted(table: Table, accounting: Accounting): void {
  const { records, header, kept, rejected, blank, preamble = 0, comments = 0, rejectedRows, contradictions } = accounting;
  expect(header + kept + rejected + blank + preamble + comments).toBe(records);
  expect(table.nRows).toBe(kept);
  for (const column of table.columns) expect(columnLength(column)).toBe(kept);
  expect(rejectedRows).toHaveLength(Math.min(rejected, 10_000));
  for (const { count, examples } of contradictions) expect(examples).toHaveLength(Math.min(count, 20));
}

function cellsOf(table: Table): string[][] {
  return Array.from({ length: table.nRows }, (_, row) =>
    table.columns.map((column) => (isMissing(column, row) || column.kind !== 'text' ? '' : column.values[row]!)),
  );
}

const errorCodes = /^(EmptyFile|HeaderOnly|NotText|UnclosedQuote|LineTooLong|TooManyColumns|AllRowsRejected)$/;

describe('a corpus of hostile files', () => {
  const corpus = hostileCorpus(2024);
  it('has at least 200', () => expect(corpus.length).toBeGreaterThanOrEqual(200));

  it.each(corpus.map((hostile) => [hostile.name, hostile] as const))('%s', async (_, { file, expected }) => {
    const names = expected.outcome === 'table' ? expected.names : [];
    const kinds = Object.fromEntries(names.map((name) => [name, 'text' as const]));
    const options: ReadingOptions = expected.outcome === 'table' ? { kinds, missingTokens: [] } : { kinds: {} };
    const outcome = await readDelimited(file, 'x.csv', options, uncontrolled).catch((error: unknown) => error as Error & { code?: string });
    if (outcome instanceof Error) {
      expect(outcome.code, String(outcome)).toMatch(expected.outcome === 'error' ? new RegExp(`^${expected.code}$`) : errorCodes);
      expect(outcome.message.startsWith(`${outcome.code}: `)).toBe(true);
      expect(expected.outcome, String(outcome)).not.toBe('table');
      return;
    }
    const { table, reading } = outcome;
    expectAccounted(table, reading.accounting);
    expect(expected.outcome).not.toBe('error');
    if (expected.outcome !== 'table') return;
    expect(reading.dialect).toMatchObject(expected.dialect);
    expect(table.columns.map(({ name }) => name)).toEqual(expected.names);
    expect(cellsOf(table)).toEqual(expected.rows);
    expect(reading.accounting.rejectedRows.map(({ line }) => line)).toEqual(expected.rejectedLines);
  });
});
