import { describe, expect, it } from 'vitest';
import { missingView } from '../../src/app/data-missingness.ts';
import { pairView } from '../../src/app/data-pair.ts';
import { associationMap, strongestPairs, whatWasPaired } from '../../src/app/data-relations.ts';
import { uncontrolled } from '../../src/core/math/control.ts';
import { associate } from '../../src/core/profile/relations/associations.ts';
import { describeMissing } from '../../src/core/profile/relations/missingness.ts';
import { describePair } from '../../src/core/profile/relations/pair-detail.ts';
import { categoryColumn, datetimeColumn, numberColumn, tableOf, textColumn } from '../support/column-builders.ts';

const upTo = Array.from({ length: 60 }, (_, i) => i);
const table = tableOf(
  numberColumn('x', upTo.map((i) => (i % 6 === 0 ? null : i))),
  numberColumn('minus', upTo.map((i) => (i % 6 === 0 ? null : -i))),
  categoryColumn('c', upTo.map((i) => ['a', 'b', 'c'][i % 3])),
  numberColumn('one', upTo.map(() => 1)),
  datetimeColumn('day', upTo.map((i) => `2020-01-${String((i % 28) + 1).padStart(2, '0')}T00:00:00`)),
  textColumn('note', upTo.map((i) => `n${i}`)),
);
const choice = { target: null, importance: new Map<string, number>() };

describe('the association map', () => {
  it('says what goes together most, and leaves out what cannot be told', async () => {
    const found = await associate(table, choice, uncontrolled);
    const map = associationMap(found);
    expect(map.reading).toMatch(/^(x and minus|minus and x) go together most \(−1\.00\); 1 pair reaches 0\.5\./);
    const [x, one, minus] = ['x', 'one', 'minus'].map((name) => map.names.indexOf(name));
    expect(map.text(x, minus)).toBe('−1');
    expect([map.text(x, one), map.note(x, one)]).toEqual(['', 'x and one: cannot be told']);
    expect(map.note(x, x)).toBe('x, with itself');
    expect(map.table.rows.some((row) => row.includes('one'))).toBe(false);
    expect(strongestPairs(found)[0]).toMatchObject({ strengthText: '−1.00', measure: 'Spearman' });
    expect(whatWasPaired(found)).toBe('Free text is not compared: note.');
    expect(whatWasPaired(await associate(table, { ...choice, mostRows: 30, mostColumns: 2 }, uncontrolled))).toContain('30 of 60 rows');
  });
});

describe('a pair', () => {
  const view = async (a: string, b: string) => pairView((await describePair(table, a, b, uncontrolled))!);
  it('is a chart, boxes or shares by its kinds, each with its table', async () => {
    const chart = await view('x', 'minus');
    expect(chart.draw).toBe('chart');
    expect(chart.reading).toContain('50 rows have both');
    const boxes = await view('c', 'x');
    if (boxes.draw !== 'boxes') throw new Error(boxes.draw);
    expect(boxes.boxes).toHaveLength(3);
    expect(boxes.boxes.every(({ low, middle, high }) => low >= 0 && low <= middle && middle <= high && high <= 1)).toBe(true);
    const shares = await view('c', 'c');
    if (shares.draw !== 'shares') throw new Error(shares.draw);
    expect(shares.rows[0].cells.map(({ text }) => text)).toEqual(['100%', '–', '–']);
    expect(shares.table.rows[0]).toEqual(['a', '20', '0', '0']);
  });
  it('has dates along a scale of years, and as dates in its notes', async () => {
    const found = await view('day', 'x');
    if (found.draw !== 'chart') throw new Error(found.draw);
    expect(found.chart.x.label).toBe('day, year');
    expect(found.chart.series[0].points.every(({ x }) => x > 2019.9 && x < 2020.2)).toBe(true);
    expect(found.chart.series[0].points[0].note[0]).toContain('2020-01');
  });
});

describe('missing cells', () => {
  it('are counted, patterned and paired', async () => {
    const view = missingView(await describeMissing(table, uncontrolled));
    expect(view.reading).toBe('50 rows of 60 are complete (83%); 2 columns have gaps.');
    expect(view.patterns.map(({ columns, rows }) => [columns, rows])).toEqual([['nothing missing', '50'], ['x and minus', '10']]);
    expect(view.together?.reading).toBe('x and minus are missing together (φ 1.00).');
    expect(missingView(await describeMissing(tableOf(numberColumn('a', [1])), uncontrolled)).together).toBeNull();
  });
});
