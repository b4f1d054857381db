import AxeBuilder from '@axe-core/playwright';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { xlsx } from '../support/xlsx.ts';
import { csv, csvFile } from '../support/tables.ts';
import type { StudioPage } from '../support/studio-page.ts';
import { useBench } from './bench-page.ts';

const bench = useBench();
const rows = (n: number, from = 0) => Array.from({ length: n }, (_, i) => [`00${100 + from + i}`, (i * 7) % 13, i % 3 ? 'yes' : 'no']);
const orders = (n: number, from = 0) => csv(['zip', 'use', 'left'], rows(n, from));

const headline = (studio: StudioPage) => studio.page.getByRole('main').locator('h1').first().innerText();

async function details(studio: StudioPage): Promise<string> {
  await studio.go('Data');
  await studio.page.getByText('reading details').click();
  return studio.page.getByRole('dialog').innerText();
}

describe('any table is read', { timeout: 120_000 }, () => {
  it('a workbook, by the sheet that is chosen', async () => {
    const studio = await bench.fresh();
    const book = xlsx({ 'First sheet': [['zip', 'use', 'left'], ...rows(60)], Other: [['p', 'q'], ...rows(30).map(([, use, left]) => [use, left])] });
    await studio.read({ name: 'book.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(book) });
    expect(await details(studio)).toMatch(/Excel workbook[\s\S]*First sheet of 2/);
    expect(await headline(studio)).toContain('60 rows and 3 columns');
    await studio.press('change it');
    await studio.page.getByRole('combobox', { name: 'Sheet', exact: true }).selectOption('Other');
    await studio.page.getByRole('columnheader', { name: /^q/ }).waitFor();
    await studio.press('Read again');
    await studio.idle(60_000);
    expect(await headline(studio)).toContain('30 rows and 2 columns');
  });

  it('a gzip, dropped on the page', async () => {
    const studio = await bench.fresh();
    await studio.drop({ name: 'orders.csv.gz', mimeType: 'application/gzip', buffer: gzipSync(orders(50)) });
    await studio.stages.waitFor();
    await studio.idle(60_000);
    expect(await details(studio)).toMatch(/Delimited text in a gzip/);
    expect(await headline(studio)).toContain('50 rows and 3 columns');
  });

  it('a Parquet file, unpacked in the page', async () => {
    const studio = await bench.fresh();
    await studio.read(resolve(import.meta.dirname, '../io/reading/files/common.parquet'));
    expect(await details(studio)).toMatch(/Format\s+Parquet/);
    expect(await headline(studio)).toContain('4 rows and 19 columns');
  });

  it('two files with the same columns, chosen together', async () => {
    const studio = await bench.fresh();
    await studio.page.getByLabel('Choose a file').setInputFiles([csvFile('a.csv', orders(40)), csvFile('b.csv', orders(30, 40))]);
    await studio.stages.or(studio.trouble).first().waitFor();
    await studio.idle(60_000);
    expect(await details(studio)).toMatch(/a\.csv \(40 rows\), b\.csv \(30 rows\)/);
    expect(await headline(studio)).toContain('70 rows and 3 columns');
  });

  it('but not two files with other columns, and the page says how they differ', async () => {
    const studio = await bench.fresh();
    await studio.page.getByLabel('Choose a file').setInputFiles([csvFile('a.csv', orders(40)), csvFile('b.csv', csv(['zip', 'left'], [[1, 2]]))]);
    await studio.trouble.first().waitFor();
    expect(await studio.troubleText()).toMatch(/"b\.csv" does not have the columns of "a\.csv": it lacks "use"/);
  });

  it('a table pasted from a spreadsheet', async () => {
    const studio = await bench.fresh();
    const text = [['zip', 'use', 'left'], ...rows(20)].map((row) => row.join('\t')).join('\r\n');
    await studio.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, text);
    await studio.stages.waitFor();
    await studio.idle(60_000);
    expect(await details(studio)).toMatch(/Delimiter\s+tab/);
    expect(await headline(studio)).toContain('20 rows and 3 columns');
  });
});

describe('how a file is read can be changed', { timeout: 120_000 }, () => {
  it('with the first rows following, and codes as they stand in the file', async () => {
    const studio = await bench.fresh();
    await studio.read(csvFile('orders.csv', orders(80)));
    await details(studio);
    await studio.press('change it');
    const preview = studio.page.getByRole('table', { name: 'The first rows as they would be read' });
    await preview.waitFor();
    expect(await preview.getByRole('columnheader').count()).toBe(4);
    await studio.page.getByRole('combobox', { name: 'Delimiter', exact: true }).selectOption(';');
    await preview.getByRole('columnheader', { name: /^zip,use,left/ }).waitFor();
    expect(await preview.getByRole('columnheader').count()).toBe(2);
    expect(await headline(studio)).toContain('80 rows and 3 columns');
    await studio.page.getByRole('combobox', { name: 'Delimiter', exact: true }).selectOption(',');
    await preview.getByRole('columnheader', { name: /^use/ }).waitFor();
    const { violations } = await new AxeBuilder({ page: studio.page }).include('dialog').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual([]);
    await studio.page.getByLabel('Another word that means missing').fill('no');
    await studio.page.getByLabel('Another word that means missing').press('Enter');
    await studio.press('Read again');
    await studio.idle(60_000);
    await studio.page.getByRole('button', { name: 'Close' }).click();
    await studio.page.getByRole('radio', { name: 'Table' }).check({ force: true });
    await studio.page.getByText('00100', { exact: true }).first().waitFor();
  });

  it('and a layout that cannot be read is said to be so, with the data unchanged', async () => {
    const studio = await bench.fresh();
    await studio.read(csvFile('orders.csv', orders(80)));
    await details(studio);
    await studio.press('change it');
    await studio.page.getByLabel('Lines to skip before it').fill('5000');
    await studio.page.getByLabel('Lines to skip before it').press('Tab');
    await studio.page.getByRole('dialog').getByText(/nothing below the first 5,000 lines/).first().waitFor();
    expect(await headline(studio)).toContain('80 rows and 3 columns');
    await studio.press('Cancel');
    expect(await studio.page.getByRole('dialog').innerText()).toContain('= 1 header + 80 kept');
  });
});
