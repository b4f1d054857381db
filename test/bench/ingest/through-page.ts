import { launchBrowser } from '../../support/browser.ts';
import { StudioPage } from '../../support/studio-page.ts';
import type { BenchReport } from '../bench.ts';
import { tabMemory } from '../tab-memory.ts';
import type { BenchFile } from './files.ts';

const limits = { seconds: 30, pageTaskMs: 100, bytes: 1.5e9 };

interface Watched {
  longTasks: number[];
}

/** Reads and profiles `file` through the studio's own page, as a person does, in a new browser. */
export async function readThroughPage(url: string, file: BenchFile, report: BenchReport): Promise<void> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(300_000);
    const studio = new StudioPage(page);
    await studio.open(url);
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(globalThis, { longTasks: seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.push(entry.duration);
      }).observe({ entryTypes: ['longtask'] });
    });
    const startedAt = performance.now();
    await page.getByLabel('Choose a file').setInputFiles(file.path);
    await studio.stages.or(studio.trouble).first().waitFor({ timeout: 300_000 });
    await studio.idle(300_000);
    const seconds = (performance.now() - startedAt) / 1000;
    await studio.go('Data');
    const tasks = await page.evaluate(() => (globalThis as unknown as Watched).longTasks);
    const longest = Math.max(0, ...tasks);
    const memory = await tabMemory(browser);

    const what = `${file.name} through the page`;
    const row = { case: what, who: 'atelier' };
    report.results.push({ ...row, measure: 'read and profiled, one run', unit: 's', value: seconds });
    report.results.push({ ...row, measure: 'longest page task', unit: 'ms', value: longest });
    report.ratios.push({ case: what, measure: 'read and profiled', against: `${limits.seconds} s`, value: seconds / limits.seconds, atMost: 1 });
    report.ratios.push({ case: what, measure: 'longest page task', against: `${limits.pageTaskMs} ms`, value: longest / limits.pageTaskMs, atMost: 1 });
    if (memory === null) {
      report.absent.push('/proc, so the memory of the tab is not measured');
      return;
    }
    report.results.push({ ...row, measure: 'tab memory after', unit: 'MB', value: memory.bytes / 1e6 });
    report.results.push({ ...row, measure: 'tab memory at its highest', unit: 'MB', value: memory.peakBytes / 1e6 });
    report.ratios.push({ case: what, measure: 'tab memory at its highest', against: '1.5 GB', value: memory.peakBytes / limits.bytes, atMost: 1 });
  } finally {
    await browser.close();
  }
}
