import { describe, expect, it } from 'vitest';
import { Cancelled, uncontrolled } from '../../../../src/core/math/control.ts';
import { createRng } from '../../../../src/core/math/rng.ts';
import { associate } from '../../../../src/core/profile/relations/associations.ts';
import { leafOrder, averageLinkage } from '../../../../src/core/profile/relations/cluster.ts';
import { contingency } from '../../../../src/core/stats/contingency.ts';
import { correctedCorrelationRatio, groupedVariation } from '../../../../src/core/stats/correlation-ratio.ts';
import { cramersV } from '../../../../src/core/stats/cramers-v.ts';
import { sortRows } from '../../../../src/core/stats/sort-rows.ts';
import { spearman } from '../../../../src/core/stats/spearman.ts';
import type { Column } from '../../../../src/core/table/table.ts';
import { categoryColumn, numberColumn, tableOf, textColumn } from '../../../support/column-builders.ts';

const everything = { target: null, importance: new Map<string, number>() };
const rng = createRng(17);
const n = 6000;
const draw = (make: (i: number) => number | null) => Array.from({ length: n }, (_, i) => make(i));

function mixedTable() {
  const base = draw(() => rng.normal());
  const ties = draw((i) => Math.round(base[i] ?? 0));
  return tableOf(
    numberColumn('a', base),
    numberColumn('b', draw((i) => (rng.uniform() < 0.2 ? null : Math.exp(base[i] ?? 0) + rng.normal()))),
    numberColumn('c', ties),
    numberColumn('d', draw((i) => (rng.uniform() < 0.3 ? null : (ties[i] ?? 0) + rng.int(3)))),
    categoryColumn('e', ties.map((value, i) => (i % 13 === 0 ? null : `l${value}`))),
    categoryColumn('f', ties.map((value) => (rng.uniform() < 0.5 ? `l${value}` : 'other'))),
    categoryColumn('g', ties.map(() => `x${rng.int(700)}`)),
    categoryColumn('h', ties.map(() => `y${rng.int(500)}`)),
    textColumn('t', ties.map(String)),
  );
}

/** By the plain statistics, one pair after another. */
function expected(a: Column, b: Column): number {
  if (a.kind === 'category' && b.kind === 'category') return cramersV(contingency(a.codes, a.levels.length, b.codes, b.levels.length));
  if (a.kind === 'category' && b.kind === 'number') return correctedCorrelationRatio(groupedVariation(b.values, a.codes, a.levels.length, 0));
  if (a.kind === 'number' && b.kind === 'number') return spearman(a.values, b.values);
  return expected(b, a);
}

describe('associate', () => {
  it('agrees with the statistics of each pair, missing cells or not', async () => {
    const table = mixedTable();
    const { columns, strength, normalised, texts, rows } = await associate(table, everything, uncontrolled);
    expect(texts).toEqual(['t']);
    expect(rows).toBe(n);
    const byName = new Map(table.columns.map((column) => [column.name, column]));
    const size = columns.length;
    expect(columns.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    columns.forEach(({ name }, i) =>
      columns.forEach((other, j) => {
        const value = strength[i * size + j];
        if (i === j) expect(value).toBe(1);
        else expect(value, `${name} ${other.name}`).toBeCloseTo(expected(byName.get(name)!, byName.get(other.name)!), 10);
        expect(strength[j * size + i]).toBe(value);
        expect(normalised[i * size + j]).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('sets columns that go together side by side', async () => {
    const base = [draw(() => rng.normal()), draw(() => rng.normal())];
    const near = (k: number) => base[k].map((value) => (value ?? 0) + rng.normal() * 0.2);
    const table = tableOf(...['a0', 'b0', 'a1', 'b1', 'a2', 'b2'].map((name) => numberColumn(name, near(name.startsWith('a') ? 0 : 1))));
    const { columns } = await associate(table, everything, uncontrolled);
    expect(columns.map(({ name }) => name[0]).join('')).toMatch(/^(aaabbb|bbbaaa)$/);
  });

  it('takes the columns that matter most where there are too many, the target always', async () => {
    const table = tableOf(...['p', 'q', 'r', 's'].map((name) => numberColumn(name, [1, 2, 3, 5])));
    const choice = { target: 's', importance: new Map([['p', 0.1], ['q', 0.3], ['r', 0.2]]), mostColumns: 3, mostRows: 2 };
    const found = await associate(table, choice, uncontrolled);
    expect(found.columns.map(({ name }) => name).toSorted()).toEqual(['q', 'r', 's']);
    expect(found.beyond).toEqual(['p']);
    expect([found.rows, found.nRows]).toEqual([2, 4]);
  });

  it('cannot tell of constants and labels that never repeat, and stands empty tables', async () => {
    const table = tableOf(numberColumn('one', [3, 3, 3]), numberColumn('x', [1, 2, 3]), categoryColumn('id', ['a', 'b', 'c']));
    const { columns, strength } = await associate(table, everything, uncontrolled);
    columns.forEach((_, i) => columns.forEach((__, j) => expect(Number.isNaN(strength[i * 3 + j])).toBe(i !== j)));
    expect((await associate(tableOf(), everything, uncontrolled)).columns).toEqual([]);
    expect((await associate(tableOf(numberColumn('x', [])), everything, uncontrolled)).columns).toHaveLength(1);
  });

  it('reports progress that only grows, and stops when told to', async () => {
    const seen: number[] = [];
    await associate(mixedTable(), everything, { ...uncontrolled, progress: (fraction) => seen.push(fraction) });
    expect(seen.every((fraction, i) => i === 0 || fraction >= seen[i - 1])).toBe(true);
    expect(seen.at(-1)).toBeCloseTo(1, 12);
    let left = 20;
    await expect(associate(mixedTable(), everything, { ...uncontrolled, cancelled: () => left-- < 0 })).rejects.toThrow(Cancelled);
  });
});

describe('sortRows', () => {
  it.each([50, 9000])('orders %i values as a comparison would, NaN left out', async (count) => {
    const special = [0, -0, Infinity, -Infinity, 5e-324, -5e-324, 1e308, -1e308, NaN];
    const values = Float64Array.from({ length: count }, (_, i) => special[i] ?? Math.round(rng.normal() * 50) * 10 ** (rng.int(30) - 15));
    const order = await sortRows(values, uncontrolled);
    const wanted = [...values.keys()].filter((row) => !Number.isNaN(values[row])).sort((a, b) => (values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : a - b));
    expect([...order]).toEqual(wanted);
  });
});

describe('leafOrder', () => {
  it('is a permutation that turns branches to their nearest ends', () => {
    const places = [0, 10, 1, 11, 4];
    const distances = Float64Array.from(places.flatMap((a) => places.map((b) => Math.abs(a - b))));
    const order = leafOrder(averageLinkage(distances, 5), distances, 5).map((at) => places[at]);
    expect([order, order.toReversed()]).toContainEqual([0, 1, 4, 10, 11]);
  });
});
