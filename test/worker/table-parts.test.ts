import { expect, test } from 'vitest';
import type { Table } from '../../src/core/table/table.ts';
import { partsOf, tableOf } from '../../src/storage/table-parts.ts';

const table: Table = {
  nRows: 100,
  columns: [
    { kind: 'number', name: 'x', values: Float64Array.from({ length: 100 }, (_, row) => (row % 7 === 0 ? NaN : row)) },
    { kind: 'category', name: 'c', codes: Int32Array.from({ length: 100 }, (_, row) => (row % 3) - 1), levels: ['a', 'b'] },
    { kind: 'text', name: 't', values: Array.from({ length: 100 }, (_, row) => (row % 5 === 0 ? null : `words ${row}`)) },
    { kind: 'datetime', name: 'd', values: Float64Array.from({ length: 100 }, (_, row) => row * 1000) },
  ],
};

test.each([1, 50, 300, 900, 1e9])('a table in parts of %d bytes is put together as it was', (limit) => {
  const parts = partsOf(table, limit);
  expect(tableOf(table.nRows, parts)).toEqual(table);
  expect(parts.length > 1).toBe(limit < 1e9);
});

test('a table without rows or columns has one part', () => {
  const empty: Table = { nRows: 0, columns: [{ kind: 'text', name: 't', values: [] }] };
  expect(tableOf(0, partsOf(empty))).toEqual(empty);
  expect(partsOf({ nRows: 0, columns: [] })).toHaveLength(1);
});
