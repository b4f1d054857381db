import { describe, expect, it } from 'vitest';
import { Cancelled, uncontrolled } from '../../../../src/core/math/control.ts';
import { createRng } from '../../../../src/core/math/rng.ts';
import { describeMissing } from '../../../../src/core/profile/relations/missingness.ts';
import { correlation } from '../../../../src/core/stats/correlation.ts';
import { isMissing } from '../../../../src/core/table/table.ts';
import { categoryColumn, numberColumn, tableOf, textColumn } from '../../../support/column-builders.ts';

describe('describeMissing', () => {
  const table = tableOf(
    numberColumn('a', [1, null, 3, null, 5]),
    categoryColumn('full', ['x', 'x', 'y', 'y', 'x']),
    categoryColumn('b', ['x', null, 'y', null, null]),
    textColumn('c', [null, 'u', 'v', 'w', 'z']),
  );

  it('counts columns, complete rows and patterns', async () => {
    const found = await describeMissing(table, uncontrolled);
    expect(found.columns).toEqual([{ name: 'a', missing: 2 }, { name: 'b', missing: 3 }, { name: 'c', missing: 1 }]);
    expect(found.completeRows).toBe(1);
    expect(found.nPatterns).toBe(4);
    expect(found.patterns[0]).toEqual({ columns: [0, 1], rows: 2 });
    expect(found.patterns.slice(1)).toEqual(expect.arrayContaining([{ columns: [], rows: 1 }, { columns: [2], rows: 1 }, { columns: [1], rows: 1 }]));
    expect(found.bounds).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...found.stripes]).toEqual([0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 0]);
  });

  it('measures φ as the correlation of the marks', async () => {
    const rng = createRng(4);
    const gaps = (share: number) => Array.from({ length: 777 }, (_, i) => (rng.uniform() < share || i % 3 === 0 ? null : 1));
    const wide = tableOf(numberColumn('a', gaps(0.2)), numberColumn('b', gaps(0.5)), numberColumn('empty', gaps(0).map(() => null)));
    const { together, bounds, stripes } = await describeMissing(wide, uncontrolled);
    const marks = wide.columns.map((column) => Array.from({ length: 777 }, (_, row) => (isMissing(column, row) ? 1 : 0)));
    expect(together[1]).toBeCloseTo(correlation(marks[0], marks[1]), 12);
    expect(together[2]).toBeNaN();
    expect([together[0], together[3]]).toEqual([1, together[1]]);
    expect(bounds).toHaveLength(201);
    const mean = stripes.slice(0, 200).reduce((sum, share, s) => sum + share * (bounds[s + 1] - bounds[s]), 0);
    expect(mean).toBeCloseTo(marks[0].reduce<number>((sum, mark) => sum + mark, 0), 3);
  });

  it('lists the emptiest hundred of many columns', async () => {
    const many = tableOf(...Array.from({ length: 130 }, (_, i) => numberColumn(`c${i}`, Array.from({ length: 200 }, (__, row) => (row <= i ? null : 1)))));
    const { columns, others } = await describeMissing(many, uncontrolled);
    expect(columns).toHaveLength(100);
    expect(columns[0].name).toBe('c30');
    expect(others).toBe(30);
  });

  it('stands tables without gaps, rows or columns, and stops when told to', async () => {
    const none = await describeMissing(tableOf(numberColumn('a', [1, 2])), uncontrolled);
    expect(none).toMatchObject({ completeRows: 2, columns: [], patterns: [{ columns: [], rows: 2 }] });
    expect((await describeMissing(tableOf(), uncontrolled)).nPatterns).toBe(0);
    await expect(describeMissing(table, { ...uncontrolled, cancelled: () => true })).rejects.toThrow(Cancelled);
  });
});
