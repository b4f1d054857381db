import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cancelled, uncontrolled } from '../../../src/core/math/control.ts';
import { filterRows } from '../../../src/core/table/filter-rows.ts';
import { orderRows } from '../../../src/core/table/order-rows.ts';
import { ColumnNotFound, type Column } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, tableOf, textColumn } from '../../support/column-builders.ts';

const order = async (column: Column, nRows: number, descending = false) => [...(await orderRows(column, nRows, descending, uncontrolled))];

describe('orderRows', () => {
  it('puts numbers by size, missing ones last both ways, and keeps equal ones as in the file', async () => {
    const column = numberColumn('x', [3, null, -1, 0, -0, Infinity, -Infinity, 3]);
    expect(await order(column, 8)).toEqual([6, 2, 3, 4, 0, 7, 5, 1]);
    expect(await order(column, 8, true)).toEqual([5, 0, 7, 3, 4, 2, 6, 1]);
  });
  it('orders any numbers as a stable sort does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 }))), fc.boolean(), async (values, descending) => {
        const expected = values.map((_, row) => row).sort((a, b) => (values[a] === values[b] ? 0 : values[a] < values[b] === descending ? 1 : -1));
        expect(await order(numberColumn('x', values), values.length, descending)).toEqual(expected);
      }),
    );
  });
  it('puts labels as a dictionary has them, with the numbers in them by size', async () => {
    const labels = ['b', 'item 10', null, 'Ä', 'item 9', 'a', 'b'];
    expect(await order(categoryColumn('c', labels), 7)).toEqual([5, 3, 0, 6, 4, 1, 2]);
    expect(await order(textColumn('t', labels), 7, true)).toEqual([1, 4, 0, 6, 3, 5, 2]);
    expect(await order(categoryColumn('c', [null, null]), 2)).toEqual([0, 1]);
    expect(await order(textColumn('t', []), 0)).toEqual([]);
  });
  it('puts very many labels by their code units', async () => {
    const labels = Array.from({ length: 30_000 }, (_, row) => `v${(row * 7919) % 30_000}`);
    const sorted = (await order(textColumn('t', labels), labels.length)).map((row) => labels[row]);
    expect(sorted).toEqual([...labels].sort());
  });
  it('stops when told to', async () => {
    await expect(orderRows(numberColumn('x', [1, 2]), 2, false, { ...uncontrolled, cancelled: () => true })).rejects.toThrow(Cancelled);
  });
});

describe('filterRows', () => {
  const table = tableOf(
    numberColumn('x', [1, 2, null, 4, Infinity]),
    categoryColumn('c', ['North', 'south', null, 'north-east', 'south']),
    textColumn('t', ['one', null, 'Two', 'three', 'two more']),
    datetimeColumn('d', ['2020-01-01T00:00', '2020-01-02T00:00', null, '2021-01-01T00:00', '2022-01-01T00:00']),
  );
  const kept = async (...conditions: Parameters<typeof filterRows>[1]) => [...(await filterRows(table, conditions, null, uncontrolled))];
  it('keeps a range with both its ends, and open ends', async () => {
    expect(await kept({ kind: 'range', column: 'x', min: 2, max: 4 })).toEqual([1, 3]);
    expect(await kept({ kind: 'range', column: 'x', min: null, max: 2 })).toEqual([0, 1]);
    expect(await kept({ kind: 'range', column: 'd', min: Date.parse('2020-06-01T00:00Z'), max: null })).toEqual([3, 4]);
    expect(await kept({ kind: 'range', column: 'c', min: 0, max: 1 })).toEqual([]);
  });
  it('keeps labels, texts that hold others, and what is missing or not', async () => {
    expect(await kept({ kind: 'labels', column: 'c', labels: ['south', 'never'] })).toEqual([1, 4]);
    expect(await kept({ kind: 'contains', column: 'c', text: 'NORTH' })).toEqual([0, 3]);
    expect(await kept({ kind: 'contains', column: 't', text: 'tw' })).toEqual([2, 4]);
    expect(await kept({ kind: 'missing', column: 'x', missing: true })).toEqual([2]);
    expect(await kept({ kind: 'missing', column: 't', missing: false })).toEqual([0, 2, 3, 4]);
  });
  it('keeps rows for which all conditions hold, in the order given', async () => {
    const conditions = [{ kind: 'missing', column: 't', missing: false }, { kind: 'range', column: 'x', min: 1, max: null }] as const;
    expect([...(await filterRows(table, conditions, Uint32Array.of(4, 3, 2, 1, 0), uncontrolled))]).toEqual([4, 3, 0]);
    expect(await kept()).toEqual([0, 1, 2, 3, 4]);
  });
  it('says which column is not there', async () => {
    await expect(kept({ kind: 'missing', column: 'z', missing: true })).rejects.toThrow(ColumnNotFound);
  });
});
