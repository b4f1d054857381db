import type { Browser, Page } from 'playwright-core';
import { StudioPage } from '../support/studio-page.ts';
import { writeLabelled } from './labelled-file.ts';

/** A new page of the studio at Model, where a written file of so many rows and 20 columns is read and its label is to be predicted. */
export async function readyToTrain(browser: Browser, url: string, folder: string, rows: number): Promise<{ readonly page: Page; readonly studio: StudioPage }> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(300_000);
  const studio = new StudioPage(page);
  await studio.open(url);
  await studio.read(writeLabelled(folder, rows));
  await studio.go('Problem');
  await studio.pick('Column to predict', 'label');
  await studio.go('Model');
  return { page, studio };
}
