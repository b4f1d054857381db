import type { BenchReport } from '../bench.ts';
import type { TreesPage } from './studio.ts';
import { writeSample } from './samples.ts';

const usual = { rows: 80_000, columns: 20, classes: 2, bins: 255 };
const rounds = 20;

/** Milliseconds a tree of 31 leaves as one size at a time grows, the second of two fits each: no peer, no bound. */
export async function timeGrowth(page: TreesPage, folder: string, report: BenchReport): Promise<void> {
  const sizes = [
    ...[20_000, 80_000, 320_000].map((rows) => ({ ...usual, rows })),
    ...[10, 80].map((columns) => ({ ...usual, columns })),
    ...[5, 20].map((classes) => ({ ...usual, classes })),
    { ...usual, bins: 32 },
  ];
  for (const { rows, columns, classes, bins } of sizes) {
    await page.load({ 0: writeSample(folder, 'growth', rows, columns, classes, 1) });
    const params = { iterations: rounds, maxBins: bins };
    await page.fit([0], params);
    const [{ seconds, trees }] = (await page.fit([0], params)).answers;
    const what = `${rows} x ${columns}, ${classes} classes, ${bins} bins`;
    report.results.push({
      case: what,
      who: 'atelier',
      measure: 'a tree, of a fit',
      unit: 'ms',
      value: (1000 * seconds) / trees,
    });
  }
}
