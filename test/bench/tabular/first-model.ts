import { launchBrowser } from '../../support/browser.ts';
import type { BenchReport } from '../bench.ts';
import { readyToTrain } from '../ready-to-train.ts';

interface FirstModel {
  readonly rows: number;
  /** From pressing Train to the first model better than guessing on the leaderboard, at most. */
  readonly atMostSeconds: number;
}

const cases: readonly FirstModel[] = [
  { rows: 10_000, atMostSeconds: 5 },
  { rows: 500_000, atMostSeconds: 20 },
];
/** How long a person waits for something usable, through the studio's own page. */
export async function measureFirstModel(url: string, folder: string, report: BenchReport): Promise<void> {
  for (const { rows, atMostSeconds } of cases) {
    const browser = await launchBrowser();
    try {
      const { page, studio } = await readyToTrain(browser, url, folder, rows);
      await page.getByLabel('Training budget').fill('60');
      const startedAt = performance.now();
      await studio.press('Train models');
      const model = page.getByRole('table', { name: 'Leaderboard' }).locator('tr[data-status="done"]').filter({ hasNotText: 'Baseline' });
      await model.first().waitFor();
      const seconds = (performance.now() - startedAt) / 1000;
      const what = `first model, ${rows} x 20`;
      report.results.push({ case: what, who: 'atelier', measure: 'after pressing Train, one run', unit: 's', value: seconds });
      report.ratios.push({ case: what, measure: 'after pressing Train', against: `${atMostSeconds} s`, value: seconds / atMostSeconds, atMost: 1 });
    } finally {
      await browser.close();
    }
  }
}
