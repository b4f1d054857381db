import { describe, expect, it } from 'vitest';
import { Cancelled, uncontrolled } from '../../../src/core/math/control.ts';
import { detailColumn } from '../../../src/core/profile/detail-column.ts';
import { profileTable } from '../../../src/core/profile/profile-table.ts';
import { spellingGroups } from '../../../src/core/profile/spelling-groups.ts';
import { viewTarget } from '../../../src/core/profile/target-view.ts';
import { granularityOf, periodsOver } from '../../../src/core/profile/time-periods.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';
import type { Column } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

const detail = (column: Column) => detailColumn(column, null, uncontrolled);
const at = (iso: string) => Date.parse(`${iso}Z`);

describe('numbers', () => {
  it('list their commonest values and take bins by the positive class', async () => {
    const table = tableOf(numberColumn('x', [1, 2, 2, 3, 3, 3, null, 9]), categoryColumn('y', ['a', 'b', 'a', 'b', 'b', 'a', 'b', 'b']));
    const { number: found } = await detailColumn(table.columns[0], viewTarget(table, problemOf(table, 'y', ['a', 'b'])), uncontrolled);
    expect(found?.commonest).toEqual([{ value: 3, count: 3 }, { value: 2, count: 2 }]);
    expect(found?.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(7);
    expect(found?.histogram.positive?.reduce((sum, count) => sum + count, 0)).toBe(4);
  });
  it('without a finite value say so', async () => {
    expect((await detail(numberColumn('x', [null, Infinity]))).number).toBeNull();
    expect(await detail(numberColumn('x', []))).toMatchObject({ count: 0, missing: 0, distinct: 0, number: null, relation: null });
  });
});

describe('labels', () => {
  it('are counted, with rare ones and those that occur once', async () => {
    const labels = [...new Array<string>(198).fill('north'), 'south', 'an unusually long one'];
    const { labels: found } = await detail(categoryColumn('c', [...labels, null]));
    expect(found).toMatchObject({ rare: { below: 0.01, levels: 2, rows: 2 }, once: 2, shortest: 'north', longest: 'an unusually long one', spellings: [] });
    expect(found?.levels[0]).toEqual({ level: 'north', count: 198, positive: null });
  });
  it('give at most 200 levels, and nothing where none occurs', async () => {
    const { labels: found, distinct } = await detail(categoryColumn('c', Array.from({ length: 300 }, (_, row) => `l${row}`)));
    expect(found?.levels).toHaveLength(200);
    expect([distinct, found?.once]).toEqual([300, 300]);
    expect(found?.evenness).toBeCloseTo(1, 12);
    expect((await detail(categoryColumn('c', [null]))).labels).toBeNull();
  });
  it('that are spelt differently are found, most rows first', () => {
    const counted = (level: string, count: number) => ({ level, count });
    const groups = spellingGroups([counted('São Paulo', 5), counted('-1', 3), counted('1', 3), counted('yes', 2), counted(' YES', 9), counted('sao  paulo', 1), counted('no', 1)]);
    expect(groups).toEqual([
      { levels: [counted(' YES', 9), counted('yes', 2)], rows: 11 },
      { levels: [counted('São Paulo', 5), counted('sao  paulo', 1)], rows: 6 },
    ]);
    expect(spellingGroups([])).toEqual([]);
  });
});

describe('instants', () => {
  it('know their own granularity', () => {
    const of = (...iso: string[]) => granularityOf(iso.map(at));
    expect(of('2020-01-01T00:00', '1950-01-01T00:00')).toBe('year');
    expect(of('2020-01-01T00:00', '2020-04-01T00:00')).toBe('month');
    expect(of('2020-01-01T00:00', '2020-04-02T00:00')).toBe('day');
    expect(of('1969-12-31T05:00')).toBe('hour');
    expect(of('2020-01-01T05:30', '2020-01-01T05:00')).toBe('minute');
    expect(of('2020-01-01T05:30:02')).toBe('second');
    expect(of('2020-01-01T05:30:02.250', '2020-01-01T00:00')).toBe('millisecond');
  });
  it('are laid out in periods that cover all of them', () => {
    const week = periodsOver(at('2024-01-01T00:00'), at('2024-06-30T00:00'), 'day');
    expect(week.unit).toBe('week');
    expect(new Date(week.starts[0]).getUTCDay()).toBe(1);
    expect(periodsOver(at('2024-01-01T00:00'), at('2024-06-30T00:00'), 'month').unit).toBe('month');
    expect(periodsOver(at('2024-01-01T00:00'), at('2024-01-01T00:00'), 'day')).toEqual({ unit: 'day', starts: [at('2024-01-01T00:00')], end: at('2024-01-02T00:00') });
    const ages = periodsOver(at('0900-05-01T00:00'), at('2024-01-01T00:00'), 'day');
    expect(ages.starts.length).toBeLessThanOrEqual(61);
    expect(ages.starts[0]).toBeLessThanOrEqual(at('0900-05-01T00:00'));
    expect(ages.end).toBeGreaterThan(at('2024-01-01T00:00'));
  });
  it('that come every day but for one gap are told so', async () => {
    const days = Array.from({ length: 100 }, (_, day) => day).filter((day) => day < 40 || day > 49);
    const column: Column = { kind: 'datetime', name: 'd', values: Float64Array.from([...days, NaN], (day) => at('2024-01-01T00:00') + day * 86_400_000) };
    const { datetime: found, missing } = await detail(column);
    expect(found).toMatchObject({ granularity: 'day', usualStep: { unit: 'millisecond', count: 86_400_000 }, longGaps: 1 });
    expect(found?.regular).toBeCloseTo(88 / 89, 12);
    expect([found?.longestGap?.from, found?.longestGap?.to]).toEqual([at('2024-02-09T00:00'), at('2024-02-20T00:00')]);
    expect(found?.overTime.counts.reduce((sum, count) => sum + count, 0)).toBe(90);
    expect(missing).toBe(1);
    expect(found?.earliest[0]).toEqual({ value: at('2024-01-01T00:00'), row: 0 });
  });
  it('that come every month are regular, though months differ in length', async () => {
    const { datetime: found } = await detail(datetimeColumn('d', Array.from({ length: 30 }, (_, month) => `${2020 + Math.floor(month / 12)}-${String(1 + (month % 12)).padStart(2, '0')}-01T00:00`)));
    expect(found).toMatchObject({ granularity: 'month', usualStep: { unit: 'month', count: 1 }, regular: 1, longGaps: 0 });
  });
  it('of which there is one have no steps', async () => {
    const { datetime: found } = await detail(datetimeColumn('d', ['2020-03-04T05:06']));
    expect(found).toMatchObject({ usualStep: null, longestGap: null, longGaps: 0, regular: 0 });
    expect((await detail(datetimeColumn('d', [null]))).datetime).toBeNull();
  });
});

describe('text', () => {
  it('is measured in characters and words', async () => {
    const { text: found } = await detail(textColumn('t', ['Don’t panic', null, 'a 🦊 a', '']));
    expect(found).toMatchObject({ characters: { min: 0, mean: 16 / 3, max: 11 }, words: { min: 0, max: 2 }, vocabulary: 3, shortest: { text: '', row: 3 }, longest: { text: 'Don’t panic', row: 0 } });
    expect(found?.commonWords[0]).toEqual({ word: 'a', rows: 1 });
    expect(found?.samples.map(({ row }) => row)).toEqual([0, 2, 3]);
    expect((await detail(textColumn('t', [null]))).text).toBeNull();
  });
  it('is sampled the same way each time, and cut where it is long', async () => {
    const column = textColumn('t', Array.from({ length: 500 }, (_, row) => `${row} ${'word '.repeat(200)}`));
    const [first, again] = [await detail(column), await detail(column)];
    expect(first.text?.samples).toHaveLength(8);
    expect(again).toEqual(first);
    for (const { text } of first.text?.samples ?? []) expect(text.length).toBeLessThanOrEqual(400);
  });
});

describe('the relation to the target', () => {
  const labels = ['a', 'a', 'a', 'b', 'b', null];
  const table = tableOf(categoryColumn('c', labels), numberColumn('n', [1, 2, 2, 3, null, 3]), categoryColumn('y', ['no', 'yes', 'yes', 'no', 'no', null]), categoryColumn('z', ['p', 'q', 'r', 'p', 'q', 'r']));
  it('is the rate of the positive class with Wilson’s interval, rows without a target left out', async () => {
    const { relation } = await detailColumn(table.columns[0], viewTarget(table, problemOf(table, 'y', ['no', 'yes'])), uncontrolled);
    const { share, lower, upper } = wilson(2, 3);
    expect(relation).toMatchObject({ kind: 'rate', target: 'y', classes: ['yes'], overall: { rows: 5, value: 0.4 } });
    expect(relation?.parts[0]).toEqual({ label: { kind: 'level', level: 'a' }, rows: 3, value: share, lower, upper, counts: [] });
    expect(relation?.parts.map(({ rows }) => rows)).toEqual([3, 2]);
  });
  it('is the mean of a number, and the share of each class where there are several', async () => {
    const mean = await detailColumn(table.columns[2], viewTarget(table, problemOf(table, 'n')), uncontrolled);
    expect(mean.relation?.parts.map(({ label, rows, value }) => [label.kind, rows, value])).toEqual([['level', 2, 2], ['level', 2, 2], ['missing', 1, 3]]);
    const shares = await detailColumn(table.columns[1], viewTarget(table, problemOf(table, 'z', ['p', 'q', 'r'])), uncontrolled);
    expect(shares.relation?.parts.map(({ label, counts }) => [label, counts])).toEqual([
      [{ kind: 'value', value: 1 }, [1, 0, 0]],
      [{ kind: 'value', value: 2 }, [0, 1, 1]],
      [{ kind: 'value', value: 3 }, [1, 0, 1]],
      [{ kind: 'missing' }, [0, 1, 0]],
    ]);
  });
  it('takes numbers by tenths of the rows, rare levels together and texts by length', async () => {
    const n = 1000;
    const wide = tableOf(
      numberColumn('x', Array.from({ length: n }, (_, row) => row)),
      categoryColumn('c', Array.from({ length: n }, (_, row) => `l${row % 50}`)),
      textColumn('t', Array.from({ length: n }, (_, row) => 'x'.repeat(row % 3))),
      numberColumn('y', Array.from({ length: n }, (_, row) => row % 7)),
    );
    const view = viewTarget(wide, problemOf(wide, 'y'));
    const [x, c, t, y] = await Promise.all(wide.columns.map((column) => detailColumn(column, view, uncontrolled)));
    expect(x.relation?.parts.map(({ rows }) => rows)).toEqual(new Array(10).fill(100));
    expect(x.relation?.parts[9].label).toEqual({ kind: 'range', from: 900, to: 999, closed: true });
    expect(c.relation?.parts[20]).toMatchObject({ label: { kind: 'others', levels: 30 }, rows: 600 });
    expect(t.relation).toMatchObject({ scale: 'characters' });
    expect(t.relation?.parts.map(({ label }) => label)).toEqual([0, 1, 2].map((value) => ({ kind: 'value', value })));
    expect(y.relation).toBeNull();
  });
});

it('stops when told to', async () => {
  await expect(detailColumn(numberColumn('x', [1]), null, { ...uncontrolled, cancelled: () => true })).rejects.toThrow(Cancelled);
});

it('the ledger’s histograms are coarser in a wide table, whose profile must stay small', async () => {
  const columns = Array.from({ length: 600 }, (_, c) => numberColumn(`x${c}`, Array.from({ length: 400 }, (_, row) => Math.tan(row * 12.9898 + c))));
  const bins = (profile: Awaited<ReturnType<typeof profileTable>>) => profile.columns[0].numeric?.histogram.counts.length ?? 0;
  const few = bins(await profileTable(tableOf(...columns), null, null, uncontrolled));
  const more = bins(await profileTable(tableOf(...columns.slice(0, 3)), null, null, uncontrolled));
  expect([few, more]).toEqual([12, 24]);
});
