import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StageLabel, StudioPage } from '../support/studio-page.ts';
import { csvFile, passengersWithLeak } from '../support/tables.ts';
import { useBench } from './bench-page.ts';

const bench = useBench();
const stages: readonly StageLabel[] = ['Problem', 'Data', 'Model', 'Infrastructure', 'Serve', 'Monitor', 'History'];
const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

/** What axe finds on the page as it stands, as "where: rule (impact) on element". */
async function violations({ page }: StudioPage, where: string, only?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations: found } = await (only ? axe.withRules(only) : axe).analyze();
  return found.flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => `${where}: ${id} (${impact}) on ${html.slice(0, 160)}`));
}

/** What is wider than the page or makes the page itself scroll. */
async function overflow({ page }: StudioPage, where: string): Promise<string[]> {
  const over = await page.evaluate(() => {
    const main = document.querySelector('main');
    const root = document.documentElement;
    return { main: main ? main.scrollWidth - main.clientWidth : 0, width: root.scrollWidth - innerWidth, height: root.scrollHeight - innerHeight };
  });
  return Math.max(over.main, over.width, over.height) > 0 ? [`${where}: overflows by ${JSON.stringify(over)}`] : [];
}

/** The screen as it is shown, wide and narrow, light and dark. */
async function faults(studio: StudioPage, where: string): Promise<string[]> {
  const { page } = studio;
  const found = await violations(studio, `${where}, light`);
  found.push(...(await overflow(studio, `${where}, wide`)));
  await page.emulateMedia({ colorScheme: 'dark' });
  found.push(...(await violations(studio, `${where}, dark`, 'color-contrast')));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(narrow);
  found.push(...(await violations(studio, `${where}, narrow`)), ...(await overflow(studio, `${where}, narrow`)));
  await page.setViewportSize(wide);
  return found;
}

async function faultsOfStages(studio: StudioPage, state: string): Promise<string[]> {
  const found: string[] = [];
  for (const stage of stages) {
    await studio.go(stage);
    await studio.idle(60_000);
    await studio.page.locator('main h1').waitFor();
    found.push(...(await faults(studio, `${stage}, ${state}`)));
  }
  return found;
}

describe('axe finds nothing, and nothing is wider than the page', { timeout: 180_000 }, () => {
  let studio: StudioPage;
  beforeAll(async () => {
    studio = await bench.fresh();
    // Colours that are still on their way from one to the other would be measured.
    await studio.page.emulateMedia({ reducedMotion: 'reduce' });
  });

  it('on the first page and its help', async () => {
    const found = await faults(studio, 'first page');
    await studio.press('Help');
    await studio.page.getByRole('dialog').waitFor();
    found.push(...(await faults(studio, 'help')));
    await studio.page.keyboard.press('Escape');
    expect(found).toEqual([]);
  });

  it('on every stage when a file was just read', async () => {
    await studio.read(csvFile('passengers.csv', passengersWithLeak(300)));
    await studio.go('Problem');
    await studio.pick('Column to predict', 'survived');
    expect(await faultsOfStages(studio, 'just read')).toEqual([]);
  });

  it('on every stage when a model was chosen, a file scored and a batch checked', async () => {
    await studio.go('Model');
    await studio.pick('Learners', 'linear');
    await studio.train(10);
    await studio.choose();
    await studio.go('Serve');
    await studio.page.getByLabel('File to score').setInputFiles(csvFile('batch.csv', passengersWithLeak(60, 4)));
    await studio.page.getByRole('button', { name: 'Download predictions' }).waitFor();
    await studio.go('Monitor');
    await studio.page.getByLabel('Batch to check').setInputFiles(csvFile('later.csv', passengersWithLeak(200, 5)));
    await studio.page.getByRole('table', { name: 'Drift of the columns' }).waitFor();
    await studio.idle(60_000);
    expect(await faultsOfStages(studio, 'full')).toEqual([]);
  });

  it('with an opened column, the table of rows, an open menu and a trouble', async () => {
    await studio.go('Data');
    await studio.page.getByRole('button', { name: 'sex', exact: true }).click();
    const found = await faults(studio, 'opened column');
    await studio.page.getByText('Table', { exact: true }).click();
    await studio.page.getByRole('table', { name: 'Rows', exact: true }).getByRole('row').nth(3).waitFor();
    found.push(...(await faults(studio, 'rows')));
    await studio.press('Project menu');
    found.push(...(await violations(studio, 'menu')));
    await studio.page.keyboard.press('Escape');
    await studio.drop(csvFile('empty.csv', ''));
    await studio.trouble.first().waitFor();
    found.push(...(await faults(studio, 'trouble')));
    expect(found).toEqual([]);
  });
});
