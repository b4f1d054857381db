import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ensureBuilt } from '../support/ensure-built.ts';
import { launchBrowser } from '../support/browser.ts';
import { startPreview } from '../support/preview-server.ts';
import { driveStudio, type Summary } from './drive-studio.ts';
import { parseOptions, usage, UsageError, type DriveTask, type SharedOptions } from './options.ts';

interface ManifestEntry {
  readonly name: string;
  readonly target: string;
  readonly task: string;
  readonly time?: string;
}

function writeSummary(path: string, summary: Summary): void {
  writeFileSync(path, `${JSON.stringify(summary, null, 1)}\n`);
}

async function driveManifest(browser: Browser, url: string, dataDir: string, shared: SharedOptions): Promise<boolean> {
  const entries = JSON.parse(readFileSync(join(dataDir, 'manifest.json'), 'utf8')) as ManifestEntry[];
  let allDone = true;
  for (const { name, target, task, time } of entries) {
    const folder = join(shared.out, 'work', name);
    mkdirSync(folder, { recursive: true });
    const driven: DriveTask = {
      train: join(dataDir, name, 'train.csv'),
      score: join(dataDir, name, 'test.csv'),
      target,
      task,
      time: time ?? null,
      metric: null,
      group: null,
      positive: null,
    };
    try {
      const summary = await driveStudio(browser, url, driven, { ...shared, out: folder });
      renameSync(join(folder, 'predictions.csv'), join(shared.out, `${name}.csv`));
      writeSummary(join(shared.out, `${name}.json`), summary);
      const { metric, validation, test, scored } = summary;
      console.log(`${name}: ${summary.chosen} ${metric} validation ${validation?.value} test ${test?.value} scored ${scored?.value}`);
    } catch (error) {
      allDone = false;
      console.log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return allDone;
}

/** Runs the command; its exit status. */
export async function main(args: readonly string[]): Promise<number> {
  let options;
  try {
    options = parseOptions(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
  mkdirSync(options.out, { recursive: true });
  ensureBuilt();
  const server = await startPreview();
  const browser = await launchBrowser();
  try {
    if (options.manifest !== null) return (await driveManifest(browser, server.url, options.manifest, options)) ? 0 : 1;
    const summary = await driveStudio(browser, server.url, options.task, options);
    writeSummary(join(options.out, 'summary.json'), summary);
    console.log(JSON.stringify(summary, null, 1));
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await browser.close();
    await server.close();
  }
}
