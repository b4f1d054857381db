import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import type { ColumnFormat } from '../../../src/core/csv/reading.ts';
import { readRawTable, type RawTableOptions } from '../../../src/io/reading/read-raw-table.ts';
import { zipFiles } from '../../../src/io/zip.ts';
import { gzip, type Content } from '../../support/read-any.ts';
import { xlsx } from '../../support/xlsx.ts';

const read = (content: Content, fileName: string, options: RawTableOptions = {}) => readRawTable(new Blob([content]), uncontrolled, fileName, options);
const price: ColumnFormat = { name: 'price', kind: 'number', number: { decimal: ',', thousands: '.' }, date: 'ymd', missingTokens: [] };

describe('a file to score', () => {
  it.each([
    ['text', 'x.csv', 'id,price\n001,1.5\n002,\n'],
    ['JSON', 'x.json', '[{"id": "001", "price": 1.5}, {"id": "002", "price": null}]'],
    ['JSON lines', 'x.jsonl', '{"id": "001", "price": 1.5}\n{"id": "002"}\n'],
    ['a workbook', 'x.xlsx', xlsx({ s: [['id', 'price'], ['001', 1.5], ['002', null]] })],
    ['a zip of two', 'x.zip', zipFiles({ 'a.csv': 'id,price\n001,1.5\n', 'b.csv': 'price;id\n;002\n' })],
  ])('may be %s', async (_what, fileName, content) => {
    const { header, records, kept } = await read(content, fileName, { columns: ['id', 'price'] });
    expect(header).toEqual(['id', 'price']);
    expect(records).toEqual([['001', '1.5'], ['002', '']]);
    expect(kept).toEqual(records);
  });

  it('may be packed', async () => {
    const { records } = await read(await gzip('id,price\n001,1.5\n'), 'x.csv.gz');
    expect(records).toEqual([['001', '1.5']]);
  });

  it('has the numbers that it typed written as the model reads numbers, and its texts left alone', async () => {
    const rows = [{ id: '1.5', price: 1234.5 }, { id: '2', price: -0.25 }];
    const { records } = await read(JSON.stringify(rows), 'x.json', { formats: [price, { ...price, name: 'id', kind: 'category' }] });
    expect(records).toEqual([['1.5', '1234,5'], ['2', '-0,25']]);
    const text = await read('id,price\n1,"1.234,5"\n', 'x.csv', { formats: [price] });
    expect(text.records).toEqual([['1', '1.234,5']]);
  });

  it('without rows is refused', async () => {
    await expect(read(xlsx({ s: [['id', 'price']] }), 'x.xlsx')).rejects.toThrow(/^HeaderOnly/);
  });
});
