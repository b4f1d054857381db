import { describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startPreview } from '../support/preview-server.ts';
import { StudioPage } from '../support/studio-page.ts';
import { numbersWithTarget } from '../support/tables.ts';

const isolating = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** What the leaderboard says after a run, and whether workers could share memory. */
async function trained(headers: Readonly<Record<string, string>>) {
  const server = await startPreview(headers);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    const studio = new StudioPage(page);
    await studio.open(server.url);
    await studio.read({ name: 'numbers.csv', mimeType: 'text/csv', buffer: Buffer.from(numbersWithTarget(400, 4)) });
    await studio.go('Model');
    await studio.pick('Learners', 'boosting');
    await studio.train(20);
    const rows = await page.getByRole('table', { name: 'Leaderboard' }).getByRole('row').allInnerTexts();
    const isolated = await page.evaluate(() => globalThis.crossOriginIsolated);
    return { isolated, scores: rows.flatMap((row) => /\d\.\d{2,}/.exec(row)?.[0] ?? []) };
  } finally {
    await browser.close();
    await server.close();
  }
}

describe('a page that is cross-origin isolated', { timeout: 120_000 }, () => {
  it('trains in shared memory what another trains from copies', async () => {
    const [shared, copied] = [await trained(isolating), await trained({})];
    expect([shared.isolated, copied.isolated]).toEqual([true, false]);
    expect(shared.scores.length).toBeGreaterThan(2);
    expect(shared.scores).toEqual(copied.scores);
  });
});
