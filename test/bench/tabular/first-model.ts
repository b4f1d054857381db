import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../support/browser.ts';
import { StudioPage } from '../../support/studio-page.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { BenchReport } from '../bench.ts';

interface FirstModel {
  readonly rows: number;
  /** From pressing Train to the first model better than guessing on the leaderboard, at most. */
  readonly atMostSeconds: number;
}

const cases: readonly FirstModel[] = [
  { rows: 10_000, atMostSeconds: 5 },
  { rows: 500_000, atMostSeconds: 20 },
];
const nColumns = 20;

/** Twenty columns of numbers of which some tell the label, and a label of yes and no. */
function write(folder: string, rows: number): string {
  const path = join(folder, `first-${rows}.csv`);
  const file = openSync(path, 'w');
  const rng = createRng(rows);
  let lines = [`label,${Array.from({ length: nColumns }, (_, j) => `x${j}`).join(',')}`];
  for (let row = 0; row < rows; row++) {
    const x = Array.from({ length: nColumns }, () => rng.normal());
    const z = x[0] + x[1] * x[2] + Math.abs(x[3]) + 0.5 * rng.normal();
    lines.push(`${z > 0.8 ? 'yes' : 'no'},${x.map((value) => value.toFixed(4)).join(',')}`);
    if (lines.length < 20_000 && row + 1 < rows) continue;
    writeSync(file, `${lines.join('\n')}\n`);
    lines = [];
  }
  closeSync(file);
  return path;
}

/** How long a person waits for something usable, through the studio's own page. */
export async function measureFirstModel(url: string, folder: string, report: BenchReport): Promise<void> {
  for (const { rows, atMostSeconds } of cases) {
    const browser = await launchBrowser();
    try {
      const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
      page.setDefaultTimeout(300_000);
      const studio = new StudioPage(page);
      await studio.open(url);
      await studio.read(write(folder, rows));
      await studio.go('Problem');
      await studio.pick('Column to predict', 'label');
      await studio.go('Model');
      await page.getByLabel('Training budget').fill('60');
      const startedAt = performance.now();
      await studio.press('Train models');
      const model = page.getByRole('table', { name: 'Leaderboard' }).getByRole('row').filter({ hasText: /\d\.\d{2}/ }).filter({ hasNotText: 'Baseline' });
      await model.first().waitFor();
      const seconds = (performance.now() - startedAt) / 1000;
      const what = `first model, ${rows} x ${nColumns}`;
      report.results.push({ case: what, who: 'atelier', measure: 'after pressing Train, one run', unit: 's', value: seconds });
      report.ratios.push({ case: what, measure: 'after pressing Train', against: `${atMostSeconds} s`, value: seconds / atMostSeconds, atMost: 1 });
    } finally {
      await browser.close();
    }
  }
}
