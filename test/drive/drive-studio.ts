import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { StudioPage } from '../support/studio-page.ts';
import type { DriveTask, SharedOptions } from './options.ts';

interface Scores {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly rows: number;
}

/** What the drive writes: the page's own run record. */
export interface Summary {
  readonly task: string;
  readonly metric: string;
  readonly chosen: string;
  readonly validation: Scores | null;
  readonly test: Scores | null;
  readonly scored: Scores | null;
  readonly [more: string]: unknown;
}

async function stateProblem(studio: StudioPage, task: DriveTask): Promise<void> {
  await studio.go('Problem');
  await studio.pick('Column to predict', task.target);
  if (task.task) await studio.pick('Task', task.task);
  if (task.positive) await studio.pick('Class to find', task.positive);
  if (task.metric) await studio.pick('Metric', task.metric);
  if (!task.time && !task.group) return;
  await studio.go('Data');
  if (task.time) await studio.pickRole(task.time, 'time');
  if (task.group) await studio.pickRole(task.group, 'group');
}

async function trainAndChoose(studio: StudioPage, shared: SharedOptions): Promise<void> {
  if (shared.backend !== 'auto') {
    await studio.go('Infrastructure');
    await studio.pick('Backend', shared.backend);
  }
  await studio.go('Model');
  await studio.page.getByLabel('Seed').fill(String(shared.seed));
  await studio.pick('Learners', shared.only ?? 'all');
  await studio.train(shared.budget);
  await studio.choose();
}

/** Takes one data set from file to predictions on the page at `url`, and saves what the page offers in shared.out. */
export async function driveStudio(browser: Browser, url: string, task: DriveTask, shared: SharedOptions): Promise<Summary> {
  const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  try {
    const studio = new StudioPage(page);
    await studio.open(url);
    await studio.read(task.train);
    await stateProblem(studio, task);
    await trainAndChoose(studio, shared);
    await studio.go('Serve');
    await (await studio.downloadBy('Download bundle')).saveAs(join(shared.out, 'bundle.zip'));
    await (await studio.downloadBy('Download report')).saveAs(join(shared.out, 'report.html'));
    await (await studio.downloadBy('Download test predictions')).saveAs(join(shared.out, 'test-predictions.csv'));
    if (task.score) {
      await page.getByLabel('File to score').setInputFiles(task.score);
      await studio.idle(600_000);
      await (await studio.downloadBy('Download predictions')).saveAs(join(shared.out, 'predictions.csv'));
    }
    await studio.go('History');
    const record = join(shared.out, 'run-record.json');
    await (await studio.downloadBy('Download run record (JSON)')).saveAs(record);
    if (shared.project) await (await studio.exportProject()).saveAs(join(shared.out, 'project.atelier.zip'));
    return JSON.parse(readFileSync(record, 'utf8')) as Summary;
  } finally {
    await context.close();
  }
}
