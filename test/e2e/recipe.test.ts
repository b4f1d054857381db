import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unzipFiles } from '../../src/io/zip.ts';
import { csvFile, flowers } from '../support/tables.ts';
import type { StudioPage } from '../support/studio-page.ts';
import { useBench } from './bench-page.ts';

const bench = useBench();

async function opened(): Promise<StudioPage> {
  const studio = await bench.fresh();
  await studio.read(csvFile('flowers.csv', flowers(240)));
  await studio.go('Problem');
  await studio.pick('Column to predict', 'weight');
  await studio.go('Data');
  return studio;
}

const steps = ({ page }: StudioPage) => page.getByRole('list', { name: 'Steps of the recipe' });

/** Adds a step to one column, by the keyboard where asked. */
async function addStep(studio: StudioPage, name: string, column: string): Promise<void> {
  const { page } = studio;
  await page.getByRole('button', { name: 'Add a step', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).press('Enter');
  await dialog.getByRole('checkbox', { name: column, exact: true }).press('Space');
  await dialog.getByRole('button', { name: 'Add step', exact: true }).press('Enter');
  await studio.idle(60_000);
}

describe('a recipe that is edited', { timeout: 240_000 }, () => {
  it('changes the preview, trains, scores alike in Node, and is undone and made again', async () => {
    const studio = await opened();
    const { page } = studio;
    const before = await steps(studio).innerText();
    await addStep(studio, 'Logarithm', 'length');
    expect(await steps(studio).innerText()).toMatch(/Take the logarithm of length/);
    const row = page.getByRole('table', { name: 'Some rows before and after this step' }).getByRole('row').nth(1);
    await row.waitFor();
    const [raw, logged] = (await row.getByRole('cell').allInnerTexts()).map(Number);
    expect(logged).toBeCloseTo(Math.log1p(raw), 2);
    const edited = await steps(studio).innerText();

    await studio.go('Model');
    await studio.pick('Learners', 'linear');
    await studio.train(10);
    await studio.choose();
    await studio.go('Serve');
    const folder = mkdtempSync(join(tmpdir(), 'atelier-recipe-'));
    await (await studio.downloadBy('Download bundle')).saveAs(join(folder, 'bundle.zip'));
    for (const [name, bytes] of Object.entries(unzipFiles(readFileSync(join(folder, 'bundle.zip'))))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    expect(readFileSync(join(folder, 'pipeline.json'), 'utf8')).toContain('log1p');
    writeFileSync(join(folder, 'batch.csv'), flowers(40, 9));
    await page.getByLabel('File to score').setInputFiles(csvFile('batch.csv', flowers(40, 9)));
    await studio.idle(60_000);
    await (await studio.downloadBy('Download predictions')).saveAs(join(folder, 'from-page.csv'));
    expect(execFileSync(process.execPath, ['predict.mjs', 'batch.csv'], { cwd: folder, encoding: 'utf8' })).toBe(readFileSync(join(folder, 'from-page.csv'), 'utf8'));

    await studio.go('Data');
    await page.getByRole('button', { name: 'Undo the recipe', exact: true }).first().click();
    await studio.idle(60_000);
    expect(await steps(studio).innerText()).toBe(before);
    expect(await studio.stages.innerText()).toMatch(/stale/i);
    await page.keyboard.press('Control+Shift+Z');
    await page.getByText(/Take the logarithm of length/).waitFor();
    await studio.idle(60_000);
    expect((await steps(studio).innerText()).split('\n')[0]).toBe(edited.split('\n')[0]);
    expect(await studio.stages.innerText()).not.toMatch(/stale/i);
  });

  it('is moved, changed and cut by the keyboard alone; what cannot be trained is said', async () => {
    const studio = await opened();
    const { page } = studio;
    await addStep(studio, 'Logarithm', 'length');
    const entry = page.getByRole('button', { name: /Take the logarithm of length/ });
    await entry.press('Alt+ArrowUp');
    await studio.idle(60_000);
    const sentences = await steps(studio).getByRole('listitem').allInnerTexts();
    expect(sentences[0]).toMatch(/logarithm/);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/logarithm/);
    const encoding = page.getByRole('button', { name: /Turn .* into one yes\/no feature/ });
    await encoding.press('Enter');
    await page.getByRole('button', { name: /^Remove step \d+, One feature per value/ }).press('Enter');
    await page.getByText(/Training would stop here/).waitFor();
    await page.keyboard.press('Control+z');
    await encoding.waitFor();
  });
});
