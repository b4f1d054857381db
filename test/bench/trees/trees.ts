import type { Params } from '../../../src/core/estimators/estimator.ts';
import { launchBrowser } from '../../support/browser.ts';
import { median, type Bench, type BenchReport } from '../bench.ts';
import { serveBuilt, type Built } from '../built.ts';
import { tabMemory } from '../tab-memory.ts';
import { timeGrowth } from './growth.ts';
import { findXgboost, hasYdf, ydfSecondsPerTree, type Xgboost } from './peers.ts';
import { writeSample, type SampleFile } from './samples.ts';
import { openTreesPage, type TreesPage } from './studio.ts';
import { trainThroughPage } from './through-page.ts';

const runs = 3;
const largestDifference = 0.003;
const limits = { predictSeconds: 6, bytes: 1.5e9 };

interface Case {
  readonly name: string;
  readonly ours: Params;
  readonly theirs: Readonly<Record<string, number | string>>;
}

const ours = { iterations: 100, learningRate: 0.1, l2: 1, minRowsPerLeaf: 1, minHessian: 1, maxBins: 255 };
const theirs = { objective: 'binary:logistic', learning_rate: 0.1, reg_lambda: 1, min_child_weight: 1, max_bin: 256 };
const cases: readonly Case[] = [
  { name: 'depth 6', ours: { ...ours, maxDepth: 6, maxLeaves: 64 }, theirs: { ...theirs, max_depth: 6 } },
  {
    name: '31 leaves',
    ours: { ...ours, maxLeaves: 31 },
    theirs: { ...theirs, grow_policy: 'lossguide', max_leaves: 31, max_depth: 0 },
  },
];

const times = (name: string, who: string, seconds: readonly number[]) =>
  ({ case: name, who, measure: '100 trees', unit: 's', value: median(seconds) }) as const;

/** Fits on one worker and on one thread, by turns, so that a busy machine slows both alike. */
async function compareOne(
  page: TreesPage,
  one: Case,
  train: SampleFile,
  fresh: SampleFile,
  peer: Xgboost | null,
  report: BenchReport,
): Promise<void> {
  const name = `80,000 x 20, ${one.name}`;
  const mine: number[] = [];
  const others: number[] = [];
  let peerArea = NaN;
  await page.load({ 0: train });
  const [{ kernels }] = (await page.fit([0], one.ours)).answers;
  report.say(`${name}: kernels "${kernels}"`);
  for (let run = 0; run < runs; run++) {
    mine.push((await page.fit([0], one.ours)).answers[0].seconds);
    if (!peer) continue;
    const answer = peer.fit({ fits: [train], threads: 1, params: one.theirs, test: fresh });
    others.push(answer.seconds);
    peerArea = answer.rocAuc;
  }
  const listed = (seconds: readonly number[]) => seconds.map((one) => one.toFixed(2)).join(' ');
  report.say(`${name}: ${listed(mine)} s; ${peer?.who ?? 'no peer'}: ${listed(others)} s`);
  await page.load({ 0: fresh });
  const { rocAuc } = await page.predict();
  report.results.push(times(name, 'atelier', mine), {
    case: name,
    who: 'atelier',
    measure: 'ROC AUC, fresh rows',
    unit: '',
    value: rocAuc,
  });
  if (!peer) return;
  const { who } = peer;
  report.results.push(times(name, who, others), {
    case: name,
    who,
    measure: 'ROC AUC, fresh rows',
    unit: '',
    value: peerArea,
  });
  report.ratios.push({
    case: name,
    measure: '100 trees, one worker',
    against: `${who}, one thread`,
    value: median(mine) / median(others),
    atMost: 1,
  });
  report.ratios.push({
    case: name,
    measure: 'difference of ROC AUC',
    against: String(largestDifference),
    value: Math.abs(rocAuc - peerArea) / largestDifference,
    atMost: 1,
  });
}

/** Two fits at once on two workers, as the pool does two folds, and the same two one after another on two threads. */
async function compareTwo(
  page: TreesPage,
  one: Case,
  folds: readonly SampleFile[],
  peer: Xgboost | null,
  report: BenchReport,
): Promise<void> {
  const name = `two of 80,000 x 20, ${one.name}`;
  await page.load({ 0: folds[0], 1: folds[1] });
  await page.fit([0, 1], one.ours);
  const mine: number[] = [];
  const others: number[] = [];
  for (let run = 0; run < runs; run++) {
    mine.push((await page.fit([0, 1], one.ours)).seconds);
    if (peer) others.push(peer.fit({ fits: folds, threads: 2, params: one.theirs }).seconds);
  }
  report.results.push(times(name, 'atelier', mine));
  if (!peer) return;
  report.results.push(times(name, peer.who, others));
  report.ratios.push({
    case: name,
    measure: '100 trees each, two workers',
    against: `${peer.who}, two threads`,
    value: median(mine) / median(others),
    atMost: 1.2,
  });
}

/** Time and memory at a million rows, in a browser of its own. */
async function measureMillion({ url, folder }: Built, train: SampleFile, report: BenchReport): Promise<void> {
  const million = writeSample(folder, 'million', 1_000_000, 20, 2, 4);
  const browser = await launchBrowser();
  try {
    const page = await openTreesPage(await browser.newPage(), url);
    await page.load({ 0: train });
    await page.fit([0], { iterations: 300, maxLeaves: 31 });
    await page.load({ 0: million });
    const seconds: number[] = [];
    for (let run = 0; run < 3; run++) seconds.push((await page.predict()).seconds);
    const row = { case: '1,000,000 x 20', who: 'atelier' };
    const predicted = median(seconds);
    report.results.push({ ...row, measure: '300 trees of 31 leaves', unit: 's', value: predicted });
    report.ratios.push({
      case: row.case,
      measure: 'predicted by 300 trees',
      against: `${limits.predictSeconds} s`,
      value: predicted / limits.predictSeconds,
      atMost: 1,
    });
    const [fitted] = (await page.fit([0], { iterations: 100 })).answers;
    report.results.push({ ...row, measure: '100 trees, one run', unit: 's', value: fitted.seconds });
    const memory = await tabMemory(browser);
    if (memory === null) {
      report.absent.push('/proc, so the memory of the tab is not measured');
      return;
    }
    report.results.push({ ...row, measure: 'tab memory at its highest', unit: 'MB', value: memory.peakBytes / 1e6 });
    report.ratios.push({
      case: row.case,
      measure: 'tab memory at its highest',
      against: '1.5 GB',
      value: memory.peakBytes / limits.bytes,
      atMost: 1,
    });
  } finally {
    await browser.close();
  }
}

/** A tree of ydf-training's, depth 6 as it always is, beside one of ours; 20,000 rows, since it takes no shorter training. */
async function compareYdf(page: TreesPage, folder: string, report: BenchReport): Promise<void> {
  if (!hasYdf()) {
    report.absent.push('ydf-training, so a tree is not timed beside its');
    return;
  }
  const sample = writeSample(folder, 'ydf', 20_000, 20, 2, 5);
  await page.load({ 0: sample });
  await page.fit([0], cases[0].ours);
  const [{ seconds, trees: count }] = (await page.fit([0], cases[0].ours)).answers;
  const theirSeconds = ydfSecondsPerTree(folder, sample);
  const row = { case: '20,000 x 20, depth 6', measure: 'a tree, of a fit', unit: 'ms' };
  report.results.push(
    { ...row, who: 'atelier', value: (1000 * seconds) / count },
    { ...row, who: 'ydf-training', value: 1000 * theirSeconds },
  );
  report.ratios.push({
    case: row.case,
    measure: 'a tree',
    against: 'ydf-training',
    value: seconds / count / theirSeconds,
    atMost: 0.1,
  });
}

/** Boosted trees, trained and predicted in a worker of a real browser. */
export const trees: Bench = {
  title: 'Boosted trees in a worker beside XGBoost hist and ydf-training; a million rows trained and predicted',
  async run(report) {
    const peer = findXgboost();
    if (!peer) report.absent.push('xgboost, so training is timed without a peer');
    const built = await serveBuilt();
    try {
      const { folder } = built;
      const train = writeSample(folder, 'train', 80_000, 20, 2, 1);
      const other = writeSample(folder, 'other', 80_000, 20, 2, 3);
      const fresh = writeSample(folder, 'fresh', 40_000, 20, 2, 2);
      const browser = await launchBrowser();
      try {
        const page = await openTreesPage(await browser.newPage(), built.url);
        for (const one of cases) await compareOne(page, one, train, fresh, peer, report);
        await compareTwo(page, cases[1], [train, other], peer, report);
        await compareYdf(page, folder, report);
        report.say('How time grows');
        await timeGrowth(page, folder, report);
      } finally {
        await browser.close();
      }
      report.say('A million rows');
      await measureMillion(built, train, report);
      await trainThroughPage(built.url, folder, report);
    } finally {
      await built.close();
    }
  },
};
