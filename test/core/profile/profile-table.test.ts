import { describe, expect, it } from 'vitest';
import { Cancelled, uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { profileTable } from '../../../src/core/profile/profile-table.ts';
import type { ColumnProfile, Profile } from '../../../src/core/profile/profile.ts';
import type { Column } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

function columnOf(profile: Profile, name: string): ColumnProfile {
  const found = profile.columns.find((column) => column.name === name);
  if (!found) throw new Error(`no profile of ${name}`);
  return found;
}

describe('profileTable', () => {
  it('summarises numbers, infinite and missing ones apart', async () => {
    const table = tableOf(numberColumn('x', [4, null, 0, 2, Infinity, 2]));
    const { columns, nRows } = await profileTable(table, null, null, uncontrolled);
    expect(nRows).toBe(6);
    expect(columns[0]).toMatchObject({ name: 'x', kind: 'number', count: 5, missing: 1, distinct: 4, levels: null, association: null });
    expect(columns[0].numeric).toMatchObject({ min: 0, max: 4, mean: 2, median: 2, quantile25: 1.5, quantile75: 2.5, zeros: 1, infinite: 1, skewness: 0 });
    expect(columns[0].numeric?.standardDeviation).toBeCloseTo(Math.sqrt(8 / 3), 14);
    expect(columns[0].numeric?.histogram).toEqual({ edges: [-0.5, 0.5, 1.5, 2.5, 3.5, 4.5], counts: [1, 0, 2, 0, 1], positive: null });
  });

  it('counts levels, most frequent first, and positives within them', async () => {
    const table = tableOf(
      categoryColumn('c', ['a', 'b', 'b', null, 'c']),
      textColumn('t', ['x', 'y', 'x', null, 'x']),
      numberColumn('n', [1, 1, 2, 2, 3]),
      categoryColumn('y', ['no', 'yes', 'no', 'yes', null]),
    );
    const profile = await profileTable(table, problemOf(table, 'y', ['no', 'yes']), null, uncontrolled);
    expect(columnOf(profile, 'c')).toMatchObject({ count: 4, missing: 1, distinct: 3, numeric: null });
    expect(columnOf(profile, 'c').levels).toEqual([
      { level: 'b', count: 2, positive: 1 },
      { level: 'a', count: 1, positive: 0 },
      { level: 'c', count: 1, positive: 0 },
    ]);
    expect(columnOf(profile, 't').levels).toEqual([
      { level: 'x', count: 3, positive: 0 },
      { level: 'y', count: 1, positive: 1 },
    ]);
    expect(columnOf(profile, 'n').numeric?.histogram).toEqual({ edges: [0.5, 1.5, 2.5, 3.5], counts: [2, 2, 1], positive: [1, 1, 0] });
    expect(columnOf(profile, 'y').association).toBeNull();
  });

  it('shows at most 12 levels', async () => {
    const table = tableOf(categoryColumn('c', Array.from({ length: 40 }, (_, i) => `l${i % 20}`)));
    const [column] = (await profileTable(table, null, null, uncontrolled)).columns;
    expect(column.levels?.length).toBe(12);
    expect(column.distinct).toBe(20);
  });

  it('stands columns without any value, and no rows or columns at all', async () => {
    const empty = tableOf(numberColumn('n', [null, null]), categoryColumn('c', [null, null]), textColumn('t', [null, null]), datetimeColumn('d', [null, null]));
    const profile = await profileTable(empty, null, null, uncontrolled);
    for (const column of profile.columns) expect(column).toMatchObject({ count: 0, missing: 2, distinct: 0, numeric: null });
    const noRows = tableOf(numberColumn('n', []), categoryColumn('y', []));
    expect((await profileTable(noRows, problemOf(noRows, 'y', ['a', 'b']), null, uncontrolled)).findings.filter(({ severity }) => severity === 'bad')).toEqual([]);
    expect(await profileTable(tableOf(), null, null, uncontrolled)).toEqual({ nRows: 0, columns: [], findings: [] });
    const infinite = tableOf(numberColumn('n', [Infinity, -Infinity]));
    expect((await profileTable(infinite, null, null, uncontrolled)).columns[0].numeric).toBeNull();
  });

  it('profiles a table whose target is not as the problem has it, without association', async () => {
    const table = tableOf(categoryColumn('y', ['red', 'blue', 'red']), numberColumn('x', [1, 2, 3]));
    const profile = await profileTable(table, problemOf(table, 'y'), null, uncontrolled);
    expect(columnOf(profile, 'x').association).toBeNull();
    const gone = await profileTable(table, problemOf(table, 'z'), null, uncontrolled);
    expect(columnOf(gone, 'x').association).toBeNull();
  });

  it('reports progress, gives way after each column and stops when told to', async () => {
    const table = tableOf(numberColumn('a', [1]), numberColumn('b', [2]));
    const seen: number[] = [];
    let breaths = 0;
    await profileTable(table, null, null, { cancelled: () => false, progress: (fraction) => seen.push(fraction), breathe: async () => void breaths++ });
    expect(seen).toEqual([0.5, 1]);
    expect(breaths).toBeGreaterThanOrEqual(2);
    await expect(profileTable(table, null, null, { ...uncontrolled, cancelled: () => true })).rejects.toThrow(Cancelled);
  });

  it('takes about a second for 100,000 rows of 20 columns', async () => {
    const n = 100_000;
    const rng = createRng(1);
    const columns: Column[] = Array.from({ length: 16 }, (_, c) => ({ kind: 'number', name: `n${c}`, values: Float64Array.from({ length: n }, () => rng.normal()) }));
    for (let c = 0; c < 3; c++) {
      columns.push({ kind: 'category', name: `c${c}`, codes: Int32Array.from({ length: n }, () => rng.int(40)), levels: Array.from({ length: 40 }, (_, i) => `l${i}`) });
    }
    columns.push({ kind: 'category', name: 'y', codes: Int32Array.from({ length: n }, () => rng.int(2)), levels: ['no', 'yes'] });
    const table = tableOf(...columns);
    const start = performance.now();
    const profile = await profileTable(table, problemOf(table, 'y', ['no', 'yes']), null, uncontrolled);
    const seconds = (performance.now() - start) / 1000;
    console.log(`profile of 100,000 x 20: ${seconds.toFixed(2)} s`);
    expect(profile.findings).toEqual([]);
    for (const { association } of profile.columns) expect(association ?? 0).toBeLessThan(0.03);
    // The bound leaves room for a busy machine.
    expect(seconds).toBeLessThan(5);
  });
});
