import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StudioPage } from '../support/studio-page.ts';
import { csvFile, passengersWithLeak } from '../support/tables.ts';
import { useBench } from './bench-page.ts';

const bench = useBench();

describe('the Model screen', { timeout: 180_000 }, () => {
  let studio: StudioPage;
  beforeAll(async () => {
    studio = await bench.fresh();
    await studio.read(csvFile('passengers.csv', passengersWithLeak(300)));
    await studio.go('Problem');
    await studio.pick('Column to predict', 'survived');
    await studio.go('Model');
  });

  it('says what will be tried before it is', async () => {
    const { page } = studio;
    await studio.pick('Learners', 'linear');
    await page.getByText(/^Four models are tried within 30 s.* the baseline and the linear model with three settings\.$/).waitFor();
    await page.getByText('More', { exact: true }).click();
    await studio.pick('Tuning', 'boosting');
    await page.getByLabel('Settings to try').fill('12');
    await page.getByText('Then 12 settings of boosted trees are drawn and thinned to the best.').waitFor();
    await studio.pick('Tuning', 'none');
    await page.getByLabel('Ensemble of the best').uncheck();
    expect(await page.getByText('averaged into an ensemble at the end').count()).toBe(0);
  });

  it('draws the coefficients of the linear model and saves the drawing', async () => {
    const { page } = studio;
    await studio.train(10);
    await page.getByRole('heading', { name: 'Look inside' }).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PNG of “Which way does each feature push?”' }).click()]);
    const file = readFileSync(await download.path());
    expect(file.subarray(1, 4).toString()).toBe('PNG');
    // Twice the size of the page's drawing, and not blank.
    expect(file.readUInt32BE(16)).toBeGreaterThan(1000);
    expect(file.length).toBeGreaterThan(8_000);
  });

  it('tells what the run did', async () => {
    const { page } = studio;
    await page.getByText('What the run did').click();
    await page.getByRole('region', { name: 'Time by phase' }).getByRole('button', { name: 'Fitting' }).waitFor();
    await page.getByRole('figure').filter({ hasText: 'What did the run do?' }).getByRole('button', { name: 'Show as table' }).click();
    const table = page.getByRole('region', { name: 'What did the run do? Table' });
    expect(await table.getByRole('row').count()).toBe(5);
    expect(await table.getByRole('cell', { name: 'Linear model', exact: true }).count()).toBe(1);
  });

  it('takes the settings of one model by hand, and refuses wrong ones in the words of their field', async () => {
    const { page } = studio;
    await studio.press('Add a model by hand');
    const dialog = page.getByRole('dialog', { name: 'Add a model by hand' });
    const rate = dialog.getByLabel('Learning rate');
    await rate.fill('2');
    await dialog.getByRole('button', { name: 'Train it' }).click();
    await dialog.getByText('Learning rate has to be from 0.001 to 1.').waitFor();
    expect(await rate.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});
