import { describe, expect, it } from 'vitest';
import { addsUp, cells, readAny } from '../../support/read-any.ts';
import { xlsx, type Cell } from '../../support/xlsx.ts';

const day = (text: string) => new Date(text);
const sheet: Cell[][] = [
  ['name', 'n', 'when', 'ok'],
  ['00123', 1.5, day('2024-02-29'), true],
  [],
  ['y', null, day('2024-02-29T12:30:00Z'), false],
  ['z', { error: '#N/A' }, null, null],
];

describe('a workbook', () => {
  it('is read from its first sheet that holds anything, dates as dates', async () => {
    const { table, reading } = await readAny(xlsx({ nothing: [], 'A & B': sheet, other: [['a'], [1]] }), 'book.xlsx');
    expect(cells(table)).toEqual({
      name: ['00123', 'y', 'z'],
      n: [1.5, null, null],
      when: ['2024-02-29T00:00:00.000Z', '2024-02-29T12:30:00.000Z', null],
      ok: ['true', 'false', null],
    });
    expect(reading.form).toEqual({
      format: 'xlsx',
      packing: 'none',
      members: [{ name: 'book.xlsx', rows: 3 }],
      sheets: ['A & B', 'nothing', 'other'],
    });
    expect(reading.accounting).toMatchObject({ header: 1, kept: 3, blank: 1, rejected: 0 });
    expect(addsUp(reading)).toBe(true);
  });

  it('passes over a cover sheet, and reads it where there is nothing else', async () => {
    const cover: Cell[][] = [['Customers'], ['made by hand', null]];
    expect((await readAny(xlsx({ cover, data: sheet }), 'book.xlsx')).reading.form?.sheets).toEqual(['data', 'cover']);
    expect((await readAny(xlsx({ cover }), 'book.xlsx')).reading.form?.sheets).toEqual(['cover']);
  });

  it('gives another sheet where it is asked for, and says which there are where it has none of that name', async () => {
    const book = xlsx({ one: sheet, two: [['a'], [1], [2]] });
    expect(cells((await readAny(book, 'book.xlsx', { sheet: 'two' })).table)).toEqual({ a: [1, 2] });
    await expect(readAny(book, 'book.xlsx', { sheet: 'three' })).rejects.toThrow(/^SheetNotFound: .*one, two/);
    await expect(readAny(xlsx({ one: [] }), 'book.xlsx')).rejects.toThrow(/^NothingToRead/);
  });

  it('may begin with titles and notes, which are its preamble', async () => {
    const rows: Cell[][] = [['Sales of 2024'], [], ['Region', 2023, 2024], ['North', 10.5, 20], ['South', 30, null]];
    const { table, reading } = await readAny(xlsx({ one: rows }), 'book.xlsx');
    expect(cells(table)).toEqual({ Region: ['North', 'South'], 2023: [10.5, 30], 2024: [20, null] });
    expect(reading.dialect).toMatchObject({ header: true, preamble: 2 });
    expect(reading.accounting).toMatchObject({ records: 5, preamble: 2, header: 1, kept: 2 });
    const otherwise = await readAny(xlsx({ one: rows }), 'book.xlsx', { dialect: { preamble: 3, header: false } });
    expect(otherwise.table.nRows).toBe(2);
  });

  it('without names gets them by place', async () => {
    const { table } = await readAny(xlsx({ one: [[1, 'x'], [2, 'y']] }), 'book.xlsx');
    expect(cells(table)).toEqual({ column_1: [1, 2], column_2: ['x', 'y'] });
  });

  it('that is locked, old, or an OpenDocument is refused in words', async () => {
    const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    await expect(readAny(old, 'book.xls')).rejects.toThrow(/^NotText: .*old or locked Excel/);
  });
});
