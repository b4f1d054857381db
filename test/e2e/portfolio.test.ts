import { beforeAll, describe, expect, it } from 'vitest';
import type { StudioPage } from '../support/studio-page.ts';
import { csvFile, passengersWithLeak } from '../support/tables.ts';
import { useBench } from './bench-page.ts';

const bench = useBench();

const board = (studio: StudioPage) => studio.page.getByRole('table', { name: 'Leaderboard' });
const rowOf = (studio: StudioPage, label: string) => board(studio).getByRole('row').filter({ has: studio.page.getByText(label, { exact: true }) });

/** Fills in the form for one model and trains it; the time is typed, as a person does it. */
async function addByHand(studio: StudioPage, learner: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await studio.press('Add a model by hand');
  const dialog = studio.page.getByRole('dialog', { name: 'Add a model by hand' });
  await dialog.getByLabel('Learner').selectOption({ label: learner });
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
  await dialog.getByLabel('Time for it, seconds').fill('10');
  await dialog.getByRole('button', { name: 'Train it' }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('a portfolio', { timeout: 120_000 }, () => {
  let studio: StudioPage;
  beforeAll(async () => {
    studio = await bench.fresh();
    await studio.read(csvFile('passengers.csv', passengersWithLeak(240)));
    await studio.go('Problem');
    await studio.pick('Column to predict', 'survived');
    await studio.go('Model');
    await studio.pick('Learners', 'tree');
    await studio.train(10);
  });

  it('shows the questions of a decision tree, drawn and as a list', async () => {
    const { page } = studio;
    await rowOf(studio, 'Decision tree').getByRole('button').click();
    const drawing = page.getByRole('button', { name: /^What does it ask\?.*Arrow keys move along it/ });
    await drawing.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('group', { name: 'How the tree is shown' }).or(page.getByRole('radiogroup', { name: 'How the tree is shown' })).getByText('As a list').click();
    const list = page.getByRole('region', { name: 'What does it ask? As a list' });
    expect(await list.innerText()).toMatch(/sex/);
  });

  it('shares the settings of a model as text, and trains what is pasted', async () => {
    const { page } = studio;
    await rowOf(studio, 'Decision tree').getByRole('button').click();
    await studio.press('Share settings as text');
    const shared = await page.getByRole('dialog', { name: 'Share settings' }).getByLabel('Settings as text').inputValue();
    expect(JSON.parse(shared)).toMatchObject({ learner: 'tree' });
    await page.keyboard.press('Escape');
    await studio.press('Paste settings');
    const dialog = page.getByRole('dialog', { name: 'Paste settings' });
    const text = dialog.getByLabel('Settings as text');
    expect(await text.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.insertText(JSON.stringify({ learner: 'tree', params: { maxDepth: 99 } }));
    await dialog.getByText(/has to be from .+ to 30\.$/).waitFor();
    await text.fill(JSON.stringify({ learner: 'tree', params: { maxDepth: 2 } }));
    await dialog.getByText(/^Read: Decision tree, .+ 2\./).waitFor();
    await dialog.getByLabel('Time for it, seconds').fill('10');
    await dialog.getByRole('button', { name: 'Train it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await studio.idle(60_000);
    await board(studio).getByRole('row').filter({ hasText: /Decision tree, .+ 2/ }).waitFor();
  });

  it('takes a model that is added by hand onto the leaderboard, and averages it with the others', async () => {
    await addByHand(studio, 'Linear model', {});
    await rowOf(studio, 'Linear model, by hand').waitFor();
    await addByHand(studio, 'Boosted trees', { 'Leaves per tree': '4', 'Trees, fixed': '20' });
    await rowOf(studio, 'Boosted trees, leaves per tree 4, trees, fixed 20').waitFor();
    await rowOf(studio, 'Ensemble').waitFor();
    expect(await rowOf(studio, 'Decision tree').count()).toBe(1);
  });

  it('serves the ensemble once it is chosen', async () => {
    const { page } = studio;
    await rowOf(studio, 'Ensemble').getByRole('button').click();
    await studio.choose();
    await studio.go('Serve');
    await page.getByRole('heading', { name: /is ready, an ensemble of \d models: .*Both exports give the studio’s answers/ }).waitFor();
    await page.getByLabel('File to score').setInputFiles(csvFile('more.csv', passengersWithLeak(20, 7)));
    await page.getByText('20 rows of more.csv scored').waitFor();
  });

  it('goes on with a run that a reload cut off, and keeps what had finished', async () => {
    const { page } = studio;
    await studio.go('Model');
    await studio.pick('Learners', 'all');
    await page.getByLabel('Training budget, seconds').fill('60');
    await studio.press('Train models');
    await page.getByText(/fits? at a time/).waitFor();
    await page.getByRole('heading', { name: /^(?!One|Two)\w+ models trained/ }).waitFor();
    await studio.saved();
    await page.reload();
    await studio.stages.waitFor();
    await studio.go('Model');
    await page.getByRole('heading', { name: /Training was cut off.*finished models are kept/ }).waitFor();
    // A fit's time tells whether the model is the one of before.
    const kept = await rowOf(studio, 'Linear model').innerText();
    await studio.press('Go on training');
    await page.getByText(/fits? at a time/).waitFor();
    await studio.press('Stop and keep best');
    await page.getByText(/you stopped it after/).waitFor();
    await studio.idle(60_000);
    const scoreAndFit = (text: string) => text.split(/\s*[\n\t]+\s*/).slice(1);
    expect(scoreAndFit(await rowOf(studio, 'Linear model').innerText())).toEqual(scoreAndFit(kept));
  });
});
