import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { csvFile, flowers, passengersWithLeak } from '../support/tables.ts';
import { useBench } from './bench-page.ts';

const bench = useBench();

async function write(page: Page, label: string, text: string): Promise<void> {
  const blank = page.getByRole('textbox', { name: label, exact: true });
  await blank.fill(text);
  await blank.press('Tab');
}

describe('the problem, in full', { timeout: 240_000 }, () => {
  it('asks for guardrails, values, limits and fairness, and judges the models by them', async () => {
    const studio = await bench.fresh();
    const { page } = studio;
    await studio.read(csvFile('passengers.csv', passengersWithLeak(500)));
    await studio.go('Problem');
    await studio.pick('Column to predict', 'survived');
    await write(page, 'Goal', '0.6');
    await studio.idle(30_000);
    await write(page, 'Goal against the linear model', '0.5');
    await studio.idle(30_000);
    await page.getByRole('combobox', { name: 'Add a guardrail' }).selectOption('recall');
    await write(page, 'Bound of Recall', '0.3');
    await studio.idle(30_000);
    await write(page, 'A “1” found', '20');
    await studio.idle(30_000);
    await write(page, 'A “0” taken for “1”', '-5');
    await studio.idle(30_000);
    await write(page, 'Largest model in megabytes', '50');
    await studio.idle(30_000);
    await studio.pick('Explainable', 'yes');
    await page.getByRole('combobox', { name: 'Add to protected columns' }).selectOption('sex');
    await studio.idle(30_000);
    await page.getByRole('combobox', { name: 'Add to columns known too late' }).selectOption('fare');
    await studio.idle(30_000);
    await write(page, 'Note for stakeholders', 'Children were counted apart.');
    await studio.idle(30_000);
    await page.getByText(/the threshold is chosen by what brings most/).waitFor();

    await studio.go('Model');
    await studio.train(5);
    const rows = page.getByRole('table', { name: 'Leaderboard' });
    expect(await rows.innerText()).not.toContain('Boosted trees');
    const asked = page.getByRole('list', { name: 'What was asked of it' });
    await asked.waitFor();
    const said = await asked.innerText();
    expect(said).toMatch(/ROC AUC at least 0\.6 · 0\.\d+: met/);
    expect(said).toMatch(/better than the linear model by 0\.5 · .*not met/);
    expect(said).toMatch(/Explainable · its (?:coefficients|questions|curves) can be read/);
    await page.getByText('Value of 100 rows').first().waitFor();

    await studio.choose();
    await studio.go('Serve');
    const saved = await (await studio.downloadBy('Download report')).path();
    const report = readFileSync(saved, 'utf8');
    expect(report).toContain('Children were counted apart.');
    expect(report).toMatch(/Must also hold<\/dt><dd>Recall at least 0\.3/);
    expect(report).toMatch(/Not known in time<\/dt><dd>fare/);
  });

  it('restates an amount as bands on a click, trains on them, and takes it back', async () => {
    const studio = await bench.fresh();
    const { page } = studio;
    await studio.read(csvFile('flowers.csv', flowers(300)));
    await studio.go('Problem');
    await studio.pick('Column to predict', 'weight');
    await page.getByRole('button', { name: 'Predict one of 3 bands instead' }).click();
    await page.getByText(/is taken by its band/).waitFor();
    await studio.idle(30_000);
    await studio.go('Model');
    await studio.train(5);
    await studio.choose();
    await studio.go('Serve');
    await page.getByLabel('File to score').setInputFiles(csvFile('batch.csv', flowers(20, 5)));
    await studio.idle(60_000);
    const scored = readFileSync(await (await studio.downloadBy('Download predictions')).path(), 'utf8');
    expect(scored.split('\n')[0]).toMatch(/prediction,probability_under /);
    expect(await page.getByText(/rows were in the training data/).count()).toBe(0);
    await page.getByLabel('File to score').setInputFiles(csvFile('again.csv', flowers(300)));
    await page.getByText(/300 of 300 rows were in the training data/).waitFor();
    await studio.go('Problem');
    await page.getByRole('button', { name: 'Predict weight as it stands' }).click();
    await studio.idle(30_000);
    expect(await page.getByRole('combobox', { name: 'Task', exact: true }).inputValue()).toBe('regression');
  });
});
