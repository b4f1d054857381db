import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { sampleCsv, samples, type SampleId } from '../../../src/core/samples/sample-csv.ts';
import {
  columnByName,
  isMissing,
  type CategoryColumn,
  type Column,
  type NumberColumn,
  type Table,
} from '../../../src/core/table/table.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';

async function read(id: SampleId): Promise<Table> {
  const { csv, fileName } = sampleCsv(id);
  const { table, reading } = await readDelimited(new Blob([csv]), fileName, { kinds: {} }, uncontrolled);
  expect(reading.accounting).toMatchObject({ rejected: 0, blank: 0, contradictions: [], renamed: [] });
  return table;
}

const category = (table: Table, name: string) => columnByName(table, name) as CategoryColumn;
const number = (table: Table, name: string) => columnByName(table, name) as NumberColumn;
const missing = (column: Column, nRows: number) =>
  Array.from({ length: nRows }, (_, row) => isMissing(column, row)).filter(Boolean).length;

/** The share of "yes" among the rows that `where` picks. */
function yesShare(table: Table, target: string, where: (row: number) => boolean): number {
  const { codes, levels } = category(table, target);
  const rows = Array.from({ length: table.nRows }, (_, row) => row).filter(where);
  return rows.filter((row) => levels[codes[row]] === 'yes').length / rows.length;
}

describe('samples', () => {
  it('are the same for the same seed and differ between seeds', () => {
    for (const { id } of samples) {
      expect(sampleCsv(id, 3).csv).toBe(sampleCsv(id, 3).csv);
      expect(sampleCsv(id, 3).csv).not.toBe(sampleCsv(id, 4).csv);
    }
  });

  it('say that they are synthetic', () => {
    expect(samples.map(({ id }) => id)).toEqual(['churn', 'houses', 'machines']);
    for (const { description } of samples) expect(description).toMatch(/^Synthetic: /);
  });

  it('churn: 7,000 customers, a quarter leaves, short contracts more', async () => {
    const table = await read('churn');
    expect(table.nRows).toBe(7000);
    expect(table.columns.map(({ kind }) => kind)).toEqual([
      'text',
      'datetime',
      'category',
      'number',
      'category',
      'category',
      'category',
      'number',
      'number',
      'number',
      'number',
      'number',
      'category',
      'category',
    ]);
    const ids = columnByName(table, 'customer_id');
    expect(ids.kind === 'text' && new Set(ids.values).size).toBe(7000);
    expect(missing(columnByName(table, 'satisfaction'), 7000)).toBeGreaterThan(700);
    const all = yesShare(table, 'churned', () => true);
    expect(all).toBeGreaterThan(0.2);
    expect(all).toBeLessThan(0.32);
    const { codes, levels } = category(table, 'contract');
    const share = (contract: string) => yesShare(table, 'churned', (row) => levels[codes[row]] === contract);
    expect(share('month-to-month')).toBeGreaterThan(share('two years') + 0.15);
  });

  it('houses: 4,000 sales, dearer with area, no plot for flats', async () => {
    const table = await read('houses');
    expect(table.nRows).toBe(4000);
    const price = number(table, 'price').values;
    const area = number(table, 'area_m2').values;
    const mean = (rows: number[]) => rows.reduce((sum, row) => sum + price[row], 0) / rows.length;
    const rows = Array.from(price, (_, row) => row);
    expect(mean(rows.filter((row) => area[row] > 150))).toBeGreaterThan(
      1.5 * mean(rows.filter((row) => area[row] < 70)),
    );
    const { codes, levels } = category(table, 'type');
    const plot = number(table, 'plot_m2').values;
    expect(rows.every((row) => Number.isNaN(plot[row]) === (levels[codes[row]] === 'flat'))).toBe(true);
  });

  it('machines: 20,000 readings in order of time, few failures ahead, more with vibration', async () => {
    const table = await read('machines');
    expect(table.nRows).toBe(20_000);
    const time = columnByName(table, 'time');
    expect(time.kind === 'datetime' && time.values.every((at, row) => row === 0 || at >= time.values[row - 1])).toBe(
      true,
    );
    const all = yesShare(table, 'fails_within_24h', () => true);
    expect(all).toBeGreaterThan(0.01);
    expect(all).toBeLessThan(0.04);
    const vibration = number(table, 'vibration').values;
    expect(yesShare(table, 'fails_within_24h', (row) => vibration[row] > 4.2)).toBeGreaterThan(4 * all);
  });
});
