import { describe, expect, it } from 'vitest';
import { spreadView } from '../../src/app/data-detail-charts.ts';
import { extremeLists, levelTable, sampleLines, spellingLines } from '../../src/app/data-detail-levels.ts';
import { relationView } from '../../src/app/data-detail-relation.ts';
import { factGroups, formatSpan } from '../../src/app/data-profile.ts';
import { chartTableCsv } from '../../src/app/evaluation-chart-view.ts';
import { uncontrolled } from '../../src/core/math/control.ts';
import { detailColumn } from '../../src/core/profile/detail-column.ts';
import { viewTarget } from '../../src/core/profile/target-view.ts';
import type { Column } from '../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf, textColumn } from '../support/column-builders.ts';

const n = 60;
const ages = Array.from({ length: n }, (_, row) => (row % 10 === 9 ? null : 20 + (row % 10)));
const columns: Column[] = [
  numberColumn('age', ages),
  categoryColumn('city', ages.map((_, row) => ['Oslo', 'OSLO', 'Bergen'][row % 3])),
  datetimeColumn('day', ages.map((_, row) => `2024-01-${String(1 + (row % 28)).padStart(2, '0')}T00:00`)),
  textColumn('note', ages.map((_, row) => (row === 3 ? null : `row ${row} of them`))),
  categoryColumn('left', ages.map((_, row) => (row % 4 === 0 ? 'yes' : 'no'))),
  numberColumn('pay', ages.map((_, row) => row)),
  categoryColumn('kind', ages.map((_, row) => `k${row % 12}`)),
];
const table = tableOf(...columns);

function detailOf(name: string, target: string, classes: readonly string[] = []) {
  const column = columns.find((one) => one.name === name) ?? columns[0];
  return detailColumn(column, viewTarget(table, problemOf(table, target, classes)), uncontrolled);
}

const value = (groups: ReturnType<typeof factGroups>, term: string) => groups.flatMap(({ facts }) => facts).find((fact) => fact.term === term)?.value;

describe('the facts of a column', () => {
  it('of numbers say none where nothing is missing, and how many are', async () => {
    const groups = factGroups(await detailOf('age', 'left', ['no', 'yes']));
    expect(groups.map(({ title }) => title)).toEqual(['Counts', 'Shape', 'Quantiles']);
    expect(value(groups, 'Missing')).toBe('6 (10%)');
    expect(value(groups, 'Zeros')).toBe('none');
    expect(value(groups, 'Median')).toBe('24');
    expect(value(factGroups(await detailOf('pay', 'left', ['no', 'yes'])), 'Missing')).toBe('none');
  });
  it('of labels, instants and texts are of their own kind', async () => {
    const city = factGroups(await detailOf('city', 'left', ['no', 'yes']));
    expect(value(city, 'Entropy')).toBe('1.58 bits');
    expect(value(city, 'Rare (under 1%)')).toBe('none');
    const day = factGroups(await detailOf('day', 'left', ['no', 'yes']));
    expect(value(day, 'First')).toBe('2024-01-01');
    expect(value(day, 'Usual step')).toBe('1 day');
    const note = factGroups(await detailOf('note', 'left', ['no', 'yes']));
    expect(value(note, 'Words')).toBe('4 – 4 – 4');
  });
  it('bear a column without a value', async () => {
    for (const column of [numberColumn('x', [null]), categoryColumn('x', [null]), datetimeColumn('x', [null]), textColumn('x', [null])]) {
      const groups = factGroups(await detailColumn(column, null, uncontrolled));
      expect(groups.map(({ title }) => title)).toEqual(['Counts']);
      expect(value(groups, 'Missing')).toBe('1 (100%)');
    }
  });
  it('say in which day, or from when on, most rows fall', async () => {
    const spread = async (count: number, stepDays: number) => {
      const days = Array.from({ length: count }, (_, row) => new Date(Date.UTC(2024, 0, 1 + row * stepDays)).toISOString().slice(0, 16));
      return spreadView(await detailColumn(datetimeColumn('at', days), null, uncontrolled), '')?.reading;
    };
    expect(await spread(20, 1)).toMatch(/ fall on 2024-01-\d\d, the most/);
    expect(await spread(200, 1)).toMatch(/^7 rows fall in the week from 2024-01-01, the most/);
    expect(await spread(900, 1)).toMatch(/^31 rows fall in 2024-01, the most/);
  });
  it('give a span in the unit that suits it', () => {
    expect([1, 90_000, 86_400_000, 40 * 86_400_000, 800 * 86_400_000].map(formatSpan)).toEqual(['1 millisecond', '1.5 minutes', '1 day', '40 days', '2.19 years']);
  });
});

describe('the chart of a column', () => {
  it('has a bar for every bin, the positive class before it, and the same as a table', async () => {
    const view = spreadView(await detailOf('age', 'left', ['no', 'yes']), 'left is yes');
    expect(view?.series.map(({ label }) => label)).toEqual(['rows', 'left is yes']);
    expect(view?.series[0].points.reduce((sum, { y }) => sum + y, 0)).toBe(54);
    expect(view?.table.columns).toEqual(['age', 'rows', 'rows of left is yes']);
    expect(view?.series[0].points[0].note[0]).toBe('20');
    expect(view?.reading).toContain('Half of the values lie between 22 and 26');
  });
  it('of instants goes by period', async () => {
    const view = spreadView(await detailOf('day', 'pay'), '');
    expect(view?.series).toHaveLength(1);
    expect(view?.x.categories?.[0]).toBe('2024-01-01');
    expect(view?.reading).toContain('no period is empty');
    expect(spreadView(await detailOf('city', 'pay'), '')).toBeNull();
  });
});

describe('the target by what a column holds', () => {
  it('is a rate with its interval, and said in a sentence', async () => {
    const view = relationView('city', (await detailOf('city', 'left', ['no', 'yes'])).relation);
    expect(view?.rows.map(({ label, value: rate }) => [label, rate])).toEqual([['Oslo', '25%'], ['OSLO', '25%'], ['Bergen', '25%']]);
    expect(view?.reading).toMatch(/^left is yes on 25% over all rows: from 25% \(Oslo\)/);
    for (const { at, lower, upper } of view?.rows ?? []) expect((lower ?? 1) < at && at < (upper ?? 0) && (upper ?? 2) <= 1).toBe(true);
  });
  it('is a mean, with rows that are missing among the parts', async () => {
    const view = relationView('age', (await detailOf('age', 'pay')).relation);
    expect(view?.rows.at(-1)).toMatchObject({ label: 'missing', faint: true, rows: '6' });
    expect(view?.overall).toBe('all rows 29.50');
    expect(chartTableCsv(view?.table ?? { columns: [], rows: [] }).split('\r\n')[0]).toBe('part,rows,mean of pay,lower,upper');
  });
  it('are shares where there are several classes, the later ones together', async () => {
    const view = relationView('city', (await detailOf('city', 'kind', Array.from({ length: 12 }, (_, k) => `k${k}`))).relation);
    expect(view?.classes).toHaveLength(8);
    expect(view?.classes.at(-1)).toBe('5 others');
    for (const { shares } of view?.rows ?? []) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(relationView('kind', null)).toBeNull();
  });
});

describe('lists beside the charts', () => {
  it('name levels, extremes with their rows as people count, spellings and samples', async () => {
    const city = await detailOf('city', 'left', ['no', 'yes']);
    const levels = levelTable('city', city.labels?.levels ?? [], city.count, city.distinct, 'yes');
    expect(levels).toMatchObject({ withPositive: true, title: 'Which values does city take?' });
    expect(spellingLines(city.labels?.spellings ?? [])).toEqual([[{ level: '“Oslo”', rows: '20' }, { level: '“OSLO”', rows: '20' }]]);
    const { number: pay } = await detailOf('pay', 'left', ['no', 'yes']);
    const [lowest, highest, ...others] = pay ? extremeLists(pay) : [];
    expect(lowest.values[0]).toEqual({ value: '0', row: 0, beside: '1' });
    expect(highest.values[0]).toEqual({ value: '59', row: 59, beside: '60' });
    expect(others).toEqual([]);
    const { text } = await detailOf('note', 'left', ['no', 'yes']);
    expect(new Set(text ? sampleLines(text).map(({ row }) => row) : []).has(3)).toBe(false);
  });
});
