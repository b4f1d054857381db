import { describe, expect, it } from 'vitest';
import type { ColumnFormat, Reading } from '../../../../src/core/csv/reading.ts';
import { uncontrolled } from '../../../../src/core/math/control.ts';
import { createRng } from '../../../../src/core/math/rng.ts';
import { profileTable } from '../../../../src/core/profile/profile-table.ts';
import type { Finding } from '../../../../src/core/profile/profile.ts';
import type { Column } from '../../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf, textColumn } from '../../../support/column-builders.ts';

const n = 1200;
const rng = createRng(31);
const draw = <T>(make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const signal = draw(() => rng.normal());
const answer = draw((i) => (signal[i] + rng.normal() > 0.4 ? 'yes' : 'no'));
const clean: readonly Column[] = [
  numberColumn('height', signal.map((value) => Math.round(170 + 9 * value + 4 * rng.normal()))),
  numberColumn('noise', draw(() => rng.normal())),
  categoryColumn('town', draw(() => ['north', 'south', 'east', 'west'][rng.int(4)])),
];

const noReading: Reading = {
  fileName: 'twin.csv',
  sizeBytes: 1,
  dialect: { encoding: 'utf-8', delimiter: ',' },
  formats: [],
  accounting: { records: n, header: 1, kept: n, rejected: 0, blank: 0, rejectedRows: [], contradictions: [], renamed: [] },
};

async function findings(planted: readonly Column[], reading = noReading): Promise<readonly Finding[]> {
  const table = tableOf(...clean, ...planted, categoryColumn('churned', answer));
  return (await profileTable(table, problemOf(table, 'churned', ['no', 'yes']), reading, uncontrolled)).findings;
}

async function regression(target: readonly (number | null)[], planted: readonly Column[] = []): Promise<readonly Finding[]> {
  const table = tableOf(...clean, ...planted, numberColumn('price', target));
  return (await profileTable(table, problemOf(table, 'price'), noReading, uncontrolled)).findings;
}

const ids = (found: readonly Finding[]) => found.map(({ id }) => id);
const only = async (column: Column) => ids(await findings([column]));

describe('traps that are planted are found, and nothing else', () => {
  it('says nothing of the file without a trap', async () => {
    expect(await findings([])).toEqual([]);
    expect(await regression(signal)).toEqual([]);
  });

  it('a leak: the answer in other words', async () => {
    expect(await only(categoryColumn('status', answer.map((a) => (a === 'yes' ? 'closed' : 'open'))))).toEqual(['leak:status']);
  });

  it('a row number, and a name that hardly repeats', async () => {
    expect(await only(numberColumn('No', draw((i) => i + 1)))).toEqual(['row-number:No']);
    expect(await only(categoryColumn('customer', draw((i) => `c${i % 900}`)))).toEqual(['identifier:customer']);
  });

  it('-1 and -999 for unknown are taken as missing by both recipes', async () => {
    for (const code of [-1, -999]) {
      const found = await findings([numberColumn('tenure', draw((i) => (i % 12 === 0 ? code : 1 + rng.int(60))))]);
      expect(ids(found)).toEqual(['disguised-missing:tenure']);
      expect(found[0].applied).toMatchObject({ action: 'add-step', step: { kind: 'mark-missing', columns: ['tenure'], values: [String(code)] }, inputs: ['dense', 'native'] });
    }
  });

  it('999 beyond all else, and zeros far below all else, are asked about', async () => {
    const age = await findings([numberColumn('age', draw((i) => (i % 20 === 0 ? 999 : 18 + rng.int(70))))]);
    expect(ids(age)).toContain('disguised-missing:age');
    const [asked] = age.filter(({ kind }) => kind === 'disguised-missing');
    expect([asked.applied, asked.fixes.length]).toEqual([null, 1]);
    expect(await only(numberColumn('pressure', draw((i) => (i % 25 === 0 ? 0 : 60 + rng.int(50)))))).toEqual(['disguised-missing:pressure']);
  });

  it('but -1 among temperatures, 99 among percentages and counts with zeros are values', async () => {
    expect(await only(numberColumn('temperature', draw(() => Math.round(rng.normal() * 6 + 5))))).toEqual([]);
    expect(await only(numberColumn('degrees', draw(() => Math.max(-1, Math.round(rng.normal() * 6 + 9)))))).toEqual([]);
    expect(await only(numberColumn('share', draw(() => rng.int(100))))).toEqual([]);
    expect(await only(numberColumn('visits', draw(() => rng.int(15))))).toEqual([]);
    expect(await only(numberColumn('code', draw(() => [1, 2, 3, 9][rng.int(4)])))).toEqual([]);
  });

  it('words for unknown: sure ones are taken as missing, "none" is asked about, a mark is not', async () => {
    const jobs = ['clerk', 'cook', 'nurse', 'smith'];
    const sure = await findings([categoryColumn('job', draw((i) => (i % 9 === 0 ? 'Unknown' : jobs[rng.int(4)])))]);
    expect(sure.map(({ id, applied }) => [id, applied?.label])).toEqual([['disguised-missing:job', 'Take "Unknown" as missing']]);
    const asked = await findings([categoryColumn('pool', draw((i) => (i % 9 === 0 ? 'none' : ['small', 'fair', 'good'][rng.int(3)])))]);
    expect(asked.map(({ id, applied }) => [id, applied])).toEqual([['disguised-missing:pool', null]]);
    expect(await only(categoryColumn('member', draw(() => ['x', '-'][rng.int(2)])))).toEqual([]);
  });

  it('mixed spellings', async () => {
    const found = await findings([categoryColumn('city', draw(() => ['Paris', 'paris ', 'Lyon', 'Nice', 'NICE'][rng.int(5)]))]);
    expect(ids(found)).toEqual(['mixed-spellings:city']);
    expect(found[0]).toMatchObject({ severity: 'warn', title: '2 labels of city have several spellings', fixes: [{ action: 'add-step', step: { kind: 'unify-labels' } }] });
  });

  it('the same column twice, as numbers and as words, and columns that all say nearly the same', async () => {
    const grade = draw(() => rng.int(6));
    expect(ids(await findings([numberColumn('grade', grade), categoryColumn('grade_name', grade.map((g) => `g${g}`))]))).toEqual(['redundant:grade_name:grade+grade_name']);
    const base = draw(() => rng.normal());
    const near = ['p', 'q', 'r'].map((name) => numberColumn(name, base.map((value) => value + 0.1 * rng.normal())));
    const [found] = await findings(near);
    expect(found).toMatchObject({ kind: 'redundant', column: null, related: expect.arrayContaining(['p', 'q', 'r']) as string[] });
    expect(found.fixes).toHaveLength(2);
  });

  it('a long tail, many zeros, infinities and slips of a unit', async () => {
    expect(await only(numberColumn('income', draw(() => Math.exp(2 * rng.normal()))))).toEqual(['skewed:income']);
    expect(await only(numberColumn('gain', draw((i) => (i % 10 === 0 ? Math.exp(rng.normal()) : 0))))).toEqual(['zeros:gain']);
    expect(await only(numberColumn('ratio', draw((i) => (i % 300 === 0 ? Infinity : rng.normal()))))).toEqual(['infinite:ratio']);
    expect(await only(numberColumn('volt', draw((i) => (i === 77 ? 3e9 : 220 + rng.normal()))))).toEqual(['outliers:volt']);
    const [slip] = await findings([numberColumn('volt', draw((i) => (i === 77 ? 3e298 : 220 + rng.normal())))]);
    expect(slip.detail).toMatch('The furthest is 3 × 10²⁹⁸, where');
  });

  it('says nothing of far values where a column spans many powers of ten', async () => {
    expect((await only(numberColumn('scale', draw(() => 10 ** (rng.normal() * 8))))).filter((id) => id.startsWith('outliers'))).toEqual([]);
  });

  it('a target that one slip decides', async () => {
    const found = await regression(signal.map((value, i) => (i === 5 ? -8e9 : value)));
    expect(found[0]).toMatchObject({ id: 'outliers:price', severity: 'bad', fixes: [{ action: 'add-row-filter', filter: { kind: 'number', column: 'price' } }] });
  });

  it('many levels: one code a level is not the only way', async () => {
    const [found] = await findings([categoryColumn('zone', draw(() => `z${rng.int(80)}`))]);
    expect(found.fixes.map((fix) => (fix.action === 'add-step' ? fix.step.kind : fix.action))).toEqual(['target-encode', 'hash', 'set-role']);
  });

  it('a column that hardly varies, and free text', async () => {
    expect(await only(categoryColumn('flag', draw((i) => (i % 300 === 7 ? 'on' : 'off'))))).toEqual(['near-constant:flag']);
    expect(await only(textColumn('note', draw((i) => (i % 3 === 0 ? null : `called ${i % 40} and wrote ${i % 7}`))))).toEqual(['missing:note', 'text:note']);
  });

  it('dates that could be read either way', async () => {
    const format: ColumnFormat = { name: 'due', kind: 'datetime', number: { decimal: '.', thousands: '' }, date: 'dmy', missingTokens: [], dateOrderUnsure: true };
    const due = datetimeColumn('due', draw(() => `2021-0${1 + rng.int(9)}-0${1 + rng.int(9)}T00:00:00`));
    const found = await findings([due], { ...noReading, formats: [format] });
    expect(ids(found)).toContain('date-order:due');
    expect(found.find(({ kind }) => kind === 'date-order')?.fixes.map((fix) => (fix.action === 'set-date-order' ? fix.order : null))).toEqual(['dmy', 'mdy']);
    expect(ids(await findings([due], { ...noReading, formats: [{ ...format, dateOrderUnsure: undefined } as unknown as ColumnFormat] }))).not.toContain('date-order:due');
  });
});

describe('traps in the rows', () => {
  it('equal rows with different answers', async () => {
    const rows = draw((i) => i % 1000);
    const pick = (values: readonly (number | string)[]) => rows.map((row) => values[row]);
    const wavering = answer.map((a, i) => (i >= 1000 ? (answer[i - 1000] === 'yes' ? 'no' : 'yes') : a));
    const table = tableOf(numberColumn('a', pick(signal) as number[]), categoryColumn('churned', wavering));
    const { findings: found } = await profileTable(table, problemOf(table, 'churned', ['no', 'yes']), null, uncontrolled);
    expect(ids(found)).toEqual(['conflicting-labels:churned']);
    expect(found[0].title).toBe('400 rows with equal features differ in churned');
    expect(found[0].detail).toContain('more than 83% of these rows');
  });

  it('rows that stand twice, with two ways out', async () => {
    const twice = (values: readonly number[]) => values.map((_, i) => values[i % 1100]);
    const table = tableOf(numberColumn('a', twice(signal)), categoryColumn('churned', answer.map((_, i) => answer[i % 1100])));
    const { findings: found } = await profileTable(table, problemOf(table, 'churned', ['no', 'yes']), null, uncontrolled);
    expect(ids(found)).toEqual(['duplicates:']);
    expect(found[0].fixes.map(({ action }) => action)).toEqual(['add-row-filter', 'set-split']);
  });

  it('a file sorted by its target', async () => {
    const order = [...answer.keys()].sort((a, b) => answer[a].localeCompare(answer[b]));
    const column = numberColumn('a', order.map((row) => signal[row]));
    const table = tableOf(column, categoryColumn('churned', order.map((row) => answer[row])));
    const { findings: found } = await profileTable(table, problemOf(table, 'churned', ['no', 'yes']), null, uncontrolled);
    expect(found.map(({ id, title }) => [id, title])).toEqual([['row-order:churned', 'The file is sorted by churned']]);
  });
});
