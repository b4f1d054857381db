import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { median, type Bench, type BenchReport } from '../bench.ts';
import { serveBuilt } from '../built.ts';
import { findPython, runPython } from '../peers.ts';
import { writeMixed, writeNumeric, type BenchFile } from './files.ts';
import type { TimedReading } from './reader.worker.ts';
import { readThroughPage } from './through-page.ts';

const readCsv = fileURLToPath(new URL('./read_csv.py', import.meta.url));
interface Case {
  readonly file: BenchFile;
  readonly runs: number;
  readonly atMost: number;
}

async function readOnce(page: Page): Promise<TimedReading> {
  const timed = await page.evaluate(() => (globalThis as unknown as { readOnce(): Promise<TimedReading> }).readOnce());
  if (timed.error) throw new Error(timed.error);
  return timed;
}

/** The peer's seconds of one reading after a warm-up, in a process of its own. */
function peerSeconds(python: string, { path, rows, dates }: BenchFile): number {
  const read = runPython<{ seconds: number[]; rows: number }>(python, readCsv, [path, '2', ...dates]);
  if (read.rows !== rows) throw new Error(`pandas reads ${read.rows} rows of ${path}, not ${rows}`);
  return read.seconds[1];
}

/** Reads the file by turns with the studio's reader and the peer, so that a busy machine slows both alike. */
async function compare(page: Page, { file, runs, atMost }: Case, pandas: ReturnType<typeof findPython>, report: BenchReport): Promise<void> {
  await page.getByLabel('File').setInputFiles(file.path);
  const warmUp = await readOnce(page);
  if (warmUp.rows !== file.rows || warmUp.contradictions > 0) {
    throw new Error(`${file.name}: read ${warmUp.rows} rows of ${file.rows}, ${warmUp.contradictions} cells contradict their column`);
  }
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < runs; run++) {
    ours.push((await readOnce(page)).seconds);
    if (pandas) theirs.push(peerSeconds(pandas.python, file));
  }
  const megabytes = file.sizeBytes / 1e6;
  const figures = (who: string, seconds: number) => {
    report.results.push({ case: file.name, who, measure: 'read into typed columns', unit: 's', value: seconds });
    report.results.push({ case: file.name, who, measure: 'speed', unit: 'MB/s', value: megabytes / seconds });
  };
  figures('atelier', median(ours));
  report.say(`${file.name}: ${file.rows} x ${file.columns}, ${megabytes.toFixed(0)} MB: ${warmUp.kinds.join(' ')}`);
  if (!pandas) return;
  const who = `pandas ${pandas.version}`;
  figures(who, median(theirs));
  report.ratios.push({ case: file.name, measure: 'read into typed columns', against: who, value: median(ours) / median(theirs), atMost });
}

/** Reading files into typed columns, and a million rows read and profiled through the page. */
export const ingest: Bench = {
  title: 'CSV files read into typed columns, beside pandas.read_csv; a million rows read and profiled through the page',
  async run(report) {
    const pandas = findPython('pandas');
    if (!pandas) report.absent.push('pandas, so reading is timed without a peer');
    const built = await serveBuilt();
    try {
      report.say('Writing the files');
      const million = writeNumeric(built.folder, 1_000_000);
      const cases: readonly Case[] = [
        { file: writeNumeric(built.folder, 100_000), runs: 7, atMost: 2 },
        { file: million, runs: 3, atMost: 2 },
        { file: writeMixed(built.folder, 500_000), runs: 3, atMost: 3 },
      ];
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage();
        page.setDefaultTimeout(300_000);
        await page.goto(`${built.url}test/bench/ingest/page.html`);
        for (const one of cases) await compare(page, one, pandas, report);
      } finally {
        await browser.close();
      }
      report.say(`${million.name} through the page`);
      await readThroughPage(built.url, million, report);
    } finally {
      await built.close();
    }
  },
};
