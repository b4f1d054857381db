import { describe, expect, it } from 'vitest';
import { StudioSaid } from '../support/studio-page.ts';
import { csv, csvFile, flowers } from '../support/tables.ts';
import { useBench } from './bench-page.ts';

const bench = useBench();

/** What the page says of a file; fails where it says nothing. */
async function said(name: string, content: string | Buffer): Promise<{ text: string; kept: boolean }> {
  const studio = await bench.fresh();
  await studio.read(csvFile('good.csv', flowers(60)));
  const before = await studio.page.getByRole('textbox', { name: 'Project name' }).inputValue();
  // Another file is dropped while a project is open: it must not be lost.
  await studio.drop(csvFile(name, content));
  await studio.trouble.first().waitFor();
  const after = await studio.page.getByRole('textbox', { name: 'Project name' }).inputValue();
  return { text: (await studio.troubleText()) ?? '', kept: before === after };
}

describe('a file that cannot be read gets a sentence and loses nothing', { timeout: 60_000 }, () => {
  it.each([
    ['an empty file', 'empty.csv', '', /empty/i],
    ['a header alone', 'header.csv', 'a,b,c\n', /header|no rows/i],
    ['a binary file renamed .csv', 'picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 1, 2, 3, 0, 0, 0, 255, 254, 0, 7]), /not .*text|binary/i],
    ['2 MB of quotes and commas', 'quotes.csv', '",'.repeat(1_000_000), /columns.*check the quotes/i],
    ['a quote that never closes', 'open.csv', `a,b\n1,2\n3,"4\n${'5,6\n'.repeat(1000)}`, /line 3 never closes/i],
  ])('%s', async (_what, name, content, sentence) => {
    const { text, kept } = await said(name, content);
    expect(text).toMatch(sentence);
    expect(kept).toBe(true);
  });
});

describe('a file that cannot be trained on says so in words', { timeout: 120_000 }, () => {
  const rows = (n: number, row: (i: number) => (string | number)[]) => Array.from({ length: n }, (_, i) => row(i));

  it.each([
    ['one row', csv(['a', 'b', 'target'], [[1, 2, 'yes']]), /row/i],
    ['a target of one class', csv(['a', 'b', 'target'], rows(40, (i) => [i, (i * 7) % 5, 'yes'])), /one class|only/i],
    ['a target that is all missing', csv(['a', 'b', 'target'], rows(40, (i) => [i, (i * 7) % 5, ''])), /missing/i],
  ])('%s', async (_what, text, sentence) => {
    const studio = await bench.fresh();
    await studio.read(csvFile('table.csv', text));
    await studio.go('Problem');
    await studio.pick('Column to predict', 'target').catch((error: unknown) => {
      if (!(error instanceof StudioSaid)) throw error;
    });
    await studio.go('Model');
    await expect(studio.train(10)).rejects.toThrow(sentence);
  });

  it('text where numbers were expected', async () => {
    const studio = await bench.fresh();
    await studio.read(csvFile('table.csv', csv(['a', 'target'], rows(60, (i) => [i, ['low', 'high'][i % 2]]))));
    await studio.go('Problem');
    await studio.pick('Column to predict', 'target');
    await expect(
      (async () => {
        await studio.pick('Task', 'regression');
        await studio.go('Model');
        await studio.train(10);
      })(),
    ).rejects.toThrow(/number/i);
  });
});

describe('a difficult file is read, accounted for and trained on', { timeout: 180_000 }, () => {
  it('with columns that are all missing', async () => {
    const studio = await bench.fresh();
    const rows = Array.from({ length: 80 }, (_, i) => [i % 7, '', (i * 3) % 11, '', i % 7 > 3 ? 'yes' : 'no']);
    await studio.read(csvFile('holes.csv', csv(['a', 'nothing', 'b', 'void', 'target'], rows)));
    await studio.go('Model');
    await studio.train(10);
    expect(await studio.page.getByRole('table', { name: 'Leaderboard' }).getByRole('row').count()).toBeGreaterThan(3);
  });

  it('with ragged rows, which are rejected and listed', async () => {
    const studio = await bench.fresh();
    const lines = flowers(50).split('\n');
    lines[10] = 'too,short';
    lines[20] += ',too,long';
    await studio.read(csvFile('ragged.csv', lines.join('\n')));
    await studio.go('Data');
    expect(await studio.page.getByText(/2 (rows )?rejected/i).count()).toBeGreaterThan(0);
    await studio.page.getByText('reading details').click();
    const listed = await (await studio.downloadBy('Download rejected rows')).createReadStream();
    const text = Buffer.concat(await listed.toArray()).toString('utf8');
    expect(text.split('\n').slice(1, 3).map((line) => line.split(',')[0])).toEqual(['11', '21']);
  });

  it('with a __proto__ column and duplicate headers, all kept under names of their own', async () => {
    const studio = await bench.fresh();
    const rows = Array.from({ length: 60 }, (_, i) => [i % 9, (i * 5) % 7, (i * 2) % 5, i % 9 > 4 ? 'yes' : 'no']);
    await studio.read(csvFile('names.csv', csv(['__proto__', 'x', 'x', 'target'], rows)));
    await studio.go('Data');
    for (const name of ['proto', 'x', 'x_2', 'target']) {
      // The ledger comes a few lines a frame.
      await studio.page.getByRole('combobox', { name: `Role of ${name}`, exact: true }).first().waitFor();
      expect(await studio.page.getByRole('combobox', { name: `Role of ${name}`, exact: true }).count()).toBe(1);
    }
    await studio.go('Model');
    await studio.train(10);
  });

  it.each([
    ['a cell of a megabyte', csv(['a', 'b', 'target'], [...Array.from({ length: 60 }, (_, i) => [i, 'short', i % 2 ? 'yes' : 'no']), [60, 'word '.repeat(210_000), 'no']])],
    ['5,000 columns', csv(Array.from({ length: 5000 }, (_, j) => `c${j}`), Array.from({ length: 20 }, (_, i) => Array.from({ length: 5000 }, (_, j) => (i * (j + 3)) % 17)))],
  ])('with %s, which is read and shown', async (_what, text) => {
    const studio = await bench.fresh();
    await studio.read(csvFile('odd.csv', text));
    await studio.go('Data');
    expect(await studio.troubleText()).toBeNull();
    expect(await studio.page.getByText(/0 rejected/i).count()).toBeGreaterThan(0);
  });

  it('with 100 columns and 10 rows: trained, or told why not', async () => {
    const studio = await bench.fresh();
    const header = [...Array.from({ length: 99 }, (_, i) => `c${i}`), 'target'];
    const rows = Array.from({ length: 10 }, (_, i) => [...Array.from({ length: 99 }, (_, j) => (i * (j + 3)) % 17), i % 2 ? 'yes' : 'no']);
    await studio.read(csvFile('wide.csv', csv(header, rows)));
    await studio.go('Model');
    const outcome = await studio.train(10).then(
      () => 'trained',
      (error: unknown) => (error instanceof StudioSaid ? error.message : Promise.reject(error)),
    );
    expect(outcome).toMatch(/trained|rows/i);
    expect(await studio.page.getByRole('navigation', { name: 'Stages' }).count()).toBe(1);
  });
});
