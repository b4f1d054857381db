import { launchBrowser } from '../../support/browser.ts';
import type { BenchReport } from '../bench.ts';
import { readyToTrain } from '../ready-to-train.ts';
import { tabMemory } from '../tab-memory.ts';

const rows = 1_000_000;
const budgetSeconds = 60;
const mostBytes = 1.5e9;

/** Trains the default portfolio on a million rows through the studio's own page, as a person does, and takes the tab's memory. */
export async function trainThroughPage(url: string, folder: string, report: BenchReport): Promise<void> {
  const browser = await launchBrowser();
  try {
    const { page, studio } = await readyToTrain(browser, url, folder, rows);
    const startedAt = performance.now();
    await studio.train(budgetSeconds);
    const seconds = (performance.now() - startedAt) / 1000;
    const done = await page.getByRole('table', { name: 'Leaderboard' }).locator('tr[data-status="done"]').count();
    const row = { case: `${rows} x 20 through the page`, who: 'atelier' };
    report.results.push({ ...row, measure: `trained, budget ${budgetSeconds} s, one run`, unit: 's', value: seconds });
    report.results.push({ ...row, measure: 'models with a score', unit: '', value: done });
    const memory = await tabMemory(browser);
    if (memory === null) {
      report.absent.push('/proc, so the memory of the tab is not measured');
      return;
    }
    report.results.push({ ...row, measure: 'tab memory at its highest', unit: 'MB', value: memory.peakBytes / 1e6 });
    report.ratios.push({ case: row.case, measure: 'tab memory at its highest', against: '1.5 GB', value: memory.peakBytes / mostBytes, atMost: 1 });
  } finally {
    await browser.close();
  }
}
