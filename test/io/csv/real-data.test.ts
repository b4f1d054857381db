import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { typeFields } from '../../../src/core/csv/type-fields.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { columnByName, isMissing, type Column, type ColumnKind } from '../../../src/core/table/table.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';
import { readRawRows } from '../../../src/io/csv/read-raw-rows.ts';

const folder = resolve(import.meta.dirname, '../../../../shared/data');
const present = existsSync(resolve(folder, 'manifest.json'));
if (!present) console.warn(`the real data sets are not at ${folder}; their tests are skipped`);

interface DataSet {
  readonly name: string;
  readonly target: string;
  readonly rows: number;
  readonly columns: number;
}
const sets: readonly DataSet[] = present ? JSON.parse(readFileSync(resolve(folder, 'manifest.json'), 'utf8')) : [];
const fileOf = (name: string, part: string) => new Blob([readFileSync(resolve(folder, name, `${part}.csv`))]);
const read = (name: string, part: string) =>
  readDelimited(fileOf(name, part), `${part}.csv`, { kinds: {} }, uncontrolled);

/** How many cells differ; the matcher's own comparison of long typed arrays takes seconds. */
function differences(a: Column, b: Column): number {
  const cells = (column: Column): (string | number | null | undefined)[] =>
    column.kind === 'category' ? Array.from(column.codes, (code) => column.levels[code]) : [...column.values];
  const others = cells(b);
  return a.kind === b.kind ? cells(a).filter((cell, row) => !Object.is(cell, others[row])).length : Infinity;
}

/** Columns whose kind is easily got wrong. */
const kinds: Readonly<Record<string, Readonly<Record<string, ColumnKind>>>> = {
  taxis: { pickup: 'datetime', dropoff: 'datetime', pickup_zone: 'category', fare: 'number' },
  mpg: { name: 'text', horsepower: 'number', origin: 'category' },
  titanic: { deck: 'category', age: 'number', alone: 'category' },
  adult: { workclass: 'category', fnlwgt: 'number', income: 'category' },
  pollution: { No: 'number', pm25: 'number', cbwd: 'category' },
};

describe.skipIf(!present)('real data sets', () => {
  it.each(sets)('$name: every row is kept, nothing contradicts its kind', async ({ name, target, rows, columns }) => {
    const [train, test] = [await read(name, 'train'), await read(name, 'test')];
    expect(train.table.nRows + test.table.nRows).toBe(rows);
    expect(train.table.columns).toHaveLength(columns);
    expect(train.reading.accounting).toMatchObject({ rejected: 0, blank: 0, contradictions: [], renamed: [] });
    const column = columnByName(train.table, target);
    const missing = Array.from({ length: train.table.nRows }, (_, row) => isMissing(column, row)).filter(Boolean);
    expect(missing).toHaveLength(0);
    for (const [known, kind] of Object.entries(kinds[name] ?? {}))
      expect(columnByName(train.table, known).kind).toBe(kind);
  });

  it.each(sets)('$name: its raw rows typed by the same formats give the same table', async ({ name }) => {
    const { table, reading } = await read(name, 'train');
    const { header, kept, records } = await readRawRows(fileOf(name, 'train'), uncontrolled);
    expect(kept).toHaveLength(records.length);
    reading.formats.forEach((format, index) => {
      expect(format.name).toBe(header[index]);
      const { column } = typeFields(
        format,
        kept.map((record) => record[index]),
      );
      expect(differences(column, table.columns[index])).toBe(0);
    });
  });
});
