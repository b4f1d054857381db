import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { StageLabel, StudioPage } from '../support/studio-page.ts';
import { useBench } from './bench-page.ts';

const bench = useBench();
const longestWalk = 120;

/** What holds the focus, and whether it shows: by its own outline or that of the label or badge it stands in or before. */
function focusOf(page: Page): Promise<{ name: string; shown: boolean; onPage: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: 'nothing', shown: false, onPage: false };
    const near = [element, element.nextElementSibling, element.parentElement, element.parentElement?.parentElement ?? null];
    const shown = near.some((one) => one !== null && getComputedStyle(one).outlineStyle !== 'none');
    const name = element.getAttribute('aria-label') ?? (element.textContent.trim() || element.tagName);
    return { name: name.slice(0, 60), shown, onPage: true };
  });
}

/** Fails where the focus was lost or cannot be seen. */
async function expectFocus(page: Page, after: string): Promise<void> {
  expect({ after, ...(await focusOf(page)) }).toMatchObject({ after, shown: true, onPage: true });
}

/** Presses Tab until `target` has the focus; everything passed on the way must show that it has it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor({ state: 'attached' });
  for (let step = 0; step < longestWalk; step++) {
    if (await target.evaluateAll((elements) => elements.some((element) => element === document.activeElement))) return;
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    // Past the last control the browser's own bar has its turn.
    if (focus.onPage) expect(focus).toMatchObject({ shown: true });
  }
  throw new Error(`not reached by ${longestWalk} presses of Tab: ${target.toString()}`);
}

async function pressOn(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Goes to a stage by the rail; the rail keeps the focus. */
async function goByKeyboard(studio: StudioPage, stage: StageLabel): Promise<void> {
  const entry = studio.stages.getByRole('button', { name: stage, exact: true });
  await pressOn(studio.page, entry);
  await studio.idle(60_000);
  expect(await entry.getAttribute('aria-current')).toBe('page');
  await expectFocus(studio.page, stage);
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const picker = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

async function openSample(studio: StudioPage): Promise<void> {
  await pressOn(studio.page, studio.page.getByRole('button', { name: /^Customer churn/ }));
  await studio.stages.waitFor();
  await studio.idle(60_000);
  await expectFocus(studio.page, 'opening a sample');
}

describe('with the keyboard alone', { timeout: 180_000 }, () => {
  it('leads from a sample to a downloaded bundle', async () => {
    const studio = await bench.fresh();
    const { page } = studio;
    await openSample(studio);

    await goByKeyboard(studio, 'Problem');
    const target = picker(page, 'Column to predict');
    const suggested = await target.inputValue();
    for (const [key, expected] of [['ArrowUp', false], ['ArrowDown', true]] as const) {
      await pressOn(page, target, key);
      await page.waitForFunction(([label, value, same]) => (document.querySelector<HTMLSelectElement>(`#${CSS.escape(label)}`)?.value === value) === same, [(await target.getAttribute('id')) ?? '', suggested, expected] as const);
      await studio.idle(60_000);
      await expectFocus(page, 'a change of the target');
    }
    await tabTo(page, page.getByRole('textbox', { name: 'Goal' }));
    await page.keyboard.type('0.7');

    await goByKeyboard(studio, 'Model');
    await tabTo(page, picker(page, 'Learners'));
    await page.keyboard.type('Linear');
    expect(await picker(page, 'Learners').inputValue()).toBe('linear');
    await pressOn(page, button(page, 'Train models'));
    await page.getByRole('table', { name: 'Leaderboard' }).getByRole('row').nth(1).waitFor({ timeout: 60_000 });
    await studio.idle(60_000);
    await expectFocus(page, 'training');
    expect(await page.locator('main h1').innerText()).toMatch(/goal of 0\.7 is/);

    const slider = page.getByRole('slider', { name: 'Threshold' });
    await pressOn(page, slider, 'ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).toBe('0.51');

    await pressOn(page, button(page, 'Choose this model'));
    await button(page, 'Go to Serve').waitFor({ timeout: 60_000 });
    await studio.idle(60_000);
    await expectFocus(page, 'choosing');
    await pressOn(page, button(page, 'Go to Serve'));
    await button(page, 'Download bundle').waitFor();
    await expectFocus(page, 'going to Serve');
    await tabTo(page, button(page, 'Download bundle'));
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
    await expectFocus(page, 'the download');
  });

  it('opens the file chooser, skips to the main part, and keeps its place in menus and dialogs', async () => {
    const studio = await bench.fresh();
    const { page } = studio;
    let choosers = 0;
    page.on('filechooser', () => (choosers += 1));
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the main part' });
    expect(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await expectFocus(page, 'the skip link');

    for (const [at, chooser] of [page.getByLabel('Choose a file'), button(page, 'Import a project…')].entries()) {
      await pressOn(page, chooser);
      await expect.poll(() => choosers).toBe(at + 1);
    }

    await openSample(studio);
    const opener = button(page, 'Project menu');
    const item = (name: string) => page.getByRole('menuitem', { name });
    const focused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);
    await pressOn(page, opener);
    await item('Export this project').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem');
    expect(await focused(item('Export this project'))).toBe(true);
    await page.keyboard.press('ArrowUp');
    expect(await focused(item('Back to your projects'))).toBe(true);
    await page.keyboard.press('Home');
    expect(await focused(item('Export this project'))).toBe(true);
    await expectFocus(page, 'moving in the menu');
    await page.keyboard.press('Escape');
    expect(await item('Export this project').isVisible()).toBe(false);
    expect(await focused(opener)).toBe(true);

    const help = button(page, 'Help');
    await pressOn(page, help);
    const dialog = page.getByRole('dialog', { name: 'How Atelier works' });
    await dialog.waitFor();
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focused(help)).toBe(true);

    await pressOn(page, opener);
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByLabel('Choose a file').waitFor({ state: 'attached' });
    await expectFocus(page, 'going back to the projects');
  });
});
