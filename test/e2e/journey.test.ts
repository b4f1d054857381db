import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unzipFiles } from '../../src/io/zip.ts';
import { csv, csvFile, flowers, passengersWithLeak } from '../support/tables.ts';
import type { StudioPage } from '../support/studio-page.ts';
import { useBench } from './bench-page.ts';

const bench = useBench();

/** Saves the bundle that the page offers and unpacks it; the folder. */
async function unpackBundle(studio: StudioPage): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-bundle-'));
  const saved = join(folder, 'bundle.zip');
  await (await studio.downloadBy('Download bundle')).saveAs(saved);
  for (const [name, bytes] of Object.entries(unzipFiles(readFileSync(saved)))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

async function scoreOnPage(studio: StudioPage, folder: string, text: string): Promise<string> {
  await studio.page.getByLabel('File to score').setInputFiles(csvFile('batch.csv', text));
  await studio.idle(60_000);
  const saved = join(folder, 'from-page.csv');
  await (await studio.downloadBy('Download predictions')).saveAs(saved);
  return readFileSync(saved, 'utf8');
}

function scoreWithNode(folder: string, text: string): string {
  writeFileSync(join(folder, 'batch.csv'), text);
  return execFileSync(process.execPath, ['predict.mjs', 'batch.csv'], { cwd: folder, encoding: 'utf8' });
}

describe('from a dropped file to a scorer that runs anywhere', { timeout: 300_000 }, () => {
  it.each([
    ['boosting', 'two classes', passengersWithLeak(400), 'survived', 'binary', passengersWithLeak(50, 9)],
    ['mlp', 'three classes', flowers(240), 'kind', 'multiclass', flowers(40, 9)],
    ['realmlp', 'a number', flowers(240), 'weight', 'regression', flowers(40, 9)],
    ['tabm', 'two classes', passengersWithLeak(400), 'survived', 'binary', passengersWithLeak(50, 9)],
    ['linear', 'a number', flowers(240), 'weight', 'regression', flowers(40, 9)],
  ])('%s on %s: node predict.mjs gives what the page gives', async (learner, _what, train, target, task, batch) => {
    const studio = await bench.fresh();
    await studio.read(csvFile('train.csv', train));
    await studio.go('Problem');
    await studio.pick('Column to predict', target);
    await studio.pick('Task', task);
    await studio.go('Model');
    await studio.pick('Learners', learner);
    await studio.train(10);
    await studio.choose();
    await studio.go('Serve');
    const folder = await unpackBundle(studio);
    const fromPage = await scoreOnPage(studio, folder, batch);
    expect(scoreWithNode(folder, batch)).toBe(fromPage);
    const header = fromPage.split('\n')[0].split(',');
    expect(header).toContain('prediction');
    expect(fromPage.trim().split('\n')).toHaveLength(batch.trim().split('\n').length);
    const names = ['release.json', 'pipeline.json', 'predict.mjs', 'golden.csv', 'reference.json', 'report.html', 'README.md'];
    for (const name of names) expect(readFileSync(join(folder, name)).length).toBeGreaterThan(0);
  });

  it('keeps everything over a reload, and checks a later batch', async () => {
    const studio = await bench.fresh();
    await studio.read(csvFile('flowers.csv', flowers(300)));
    await studio.go('Problem');
    await studio.pick('Column to predict', 'kind');
    await studio.go('Model');
    await studio.pick('Learners', 'linear');
    await studio.train(10);
    await studio.choose();
    const table = studio.page.getByRole('table', { name: 'Leaderboard' });
    const before = await table.innerText();
    await studio.saved();
    await studio.page.reload();
    await studio.stages.waitFor();
    await studio.idle(30_000);
    expect(await table.innerText()).toBe(before);

    await studio.go('Monitor');
    const moved = flowers(300, 11)
      .split('\n')
      .map((line, at) => (at === 0 || line === '' ? line : [String(Number(line.split(',')[0]) + 4), ...line.split(',').slice(1)].join(',')))
      .join('\n');
    await studio.page.getByLabel('Batch to check').setInputFiles(csvFile('later.csv', moved));
    await studio.idle(60_000);
    expect(await studio.page.getByRole('row', { name: /length.*changed/i }).count()).toBeGreaterThan(0);

    await studio.go('Serve');
    const scored = await scoreOnPage(studio, mkdtempSync(join(tmpdir(), 'atelier-scored-')), flowers(20, 12));
    expect(scored).toMatch(/probability_iris/);
  });

  it('marks later stages stale and says which edit did it', async () => {
    const studio = await bench.fresh();
    await studio.read(csvFile('flowers.csv', flowers(200)));
    await studio.go('Problem');
    await studio.pick('Column to predict', 'kind');
    await studio.go('Model');
    await studio.pick('Learners', 'linear');
    await studio.train(10);
    await studio.go('Data');
    await studio.pick('Role of side', 'ignored');
    await studio.go('History');
    expect(await studio.page.getByRole('main').innerText()).toMatch(/side/);
    expect(await studio.stages.innerText()).toMatch(/stale/i);
  });

  it('exports a project as one file that opens again with its results', async () => {
    const studio = await bench.fresh();
    await studio.read(csvFile('flowers.csv', flowers(200)));
    await studio.go('Problem');
    await studio.pick('Column to predict', 'weight');
    await studio.go('Model');
    await studio.pick('Learners', 'linear');
    await studio.train(10);
    const board = await studio.page.getByRole('table', { name: 'Leaderboard' }).innerText();
    const saved = join(mkdtempSync(join(tmpdir(), 'atelier-project-')), 'project.atelier.zip');
    await (await studio.exportProject()).saveAs(saved);

    const other = await bench.fresh();
    await other.importProject(saved);
    await other.go('Model');
    expect(await other.page.getByRole('table', { name: 'Leaderboard' }).innerText()).toBe(board);
  });
});

describe('training that is stopped', { timeout: 120_000 }, () => {
  it('keeps the best of what is finished', async () => {
    const studio = await bench.fresh();
    const rows = Array.from({ length: 6000 }, (_, i) => [...Array.from({ length: 12 }, (_, j) => Math.sin(i * (j + 1)).toFixed(4)), (i * 7919) % 13 > 5 ? 'yes' : 'no']);
    await studio.read(csvFile('large.csv', csv([...Array.from({ length: 12 }, (_, j) => `x${j}`), 'target'], rows)));
    await studio.go('Model');
    await studio.press('Train models');
    await studio.page.getByRole('table', { name: 'Leaderboard' }).getByRole('row').nth(2).waitFor({ timeout: 60_000 });
    await studio.press('Stop and keep best');
    await studio.idle(30_000);
    expect(await studio.page.getByRole('main').innerText()).toMatch(/stopped by you/i);
    expect(await studio.page.getByRole('button', { name: 'Choose this model' }).isEnabled()).toBe(true);
  });
});
