import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../support/browser.ts';
import { keepsBounds, type BenchReport } from './bench.ts';
import { buildPage } from './built.ts';
import { benches } from './registry.ts';

const usage = 'npm run bench -- NAME [--json FILE]\nnpm run bench -- NAME --page DIR   builds the page of a bench that has one';

async function describeMachine() {
  const browser = await launchBrowser();
  const version = browser.version();
  await browser.close();
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${release()}`,
    node: process.version,
    chromium: version,
  };
}

function list(): void {
  console.log(`${usage}\n`);
  for (const [name, { title }] of Object.entries(benches)) console.log(`  ${name.padEnd(12)} ${title}`);
}

function print({ results, ratios, absent }: BenchReport): void {
  console.log('');
  for (const { case: what, who, measure, unit, value } of results) {
    console.log(`${what.padEnd(34)} ${who.padEnd(20)} ${measure.padEnd(26)} ${value.toPrecision(4)} ${unit}`);
  }
  console.log('');
  for (const ratio of ratios) {
    const bound = ratio.atMost !== undefined ? `at most ${ratio.atMost}` : ratio.atLeast !== undefined ? `at least ${ratio.atLeast}` : 'no bound';
    const verdict = keepsBounds(ratio) ? '' : '  BROKEN';
    console.log(`${ratio.case.padEnd(34)} ${ratio.measure} against ${ratio.against}: ${ratio.value.toFixed(2)} (${bound})${verdict}`);
  }
  for (const line of absent) console.log(`absent: ${line}`);
}

/** Builds the page of a bench into a folder; the exit status. */
function writePage(name: string, folder: string): number {
  const { page } = benches[name];
  if (page === undefined) {
    console.error(`The bench "${name}" has no page that measures by itself.`);
    return 2;
  }
  buildPage(page, folder);
  console.log(`The page is in ${folder}; serve that folder with any static server and open it.`);
  return 0;
}

/** Runs one bench, or lists them; the exit status: 1 where a bound is broken, 2 where there is no such bench. */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: { json: { type: 'string' }, page: { type: 'string' } }, allowPositionals: true });
  const [name] = positionals;
  if (name === undefined) {
    list();
    return 0;
  }
  if (positionals.length > 1 || !Object.hasOwn(benches, name)) {
    console.error(`There is no bench "${positionals.join(' ')}"; there are: ${Object.keys(benches).join(', ')}.\n${usage}`);
    return 2;
  }
  if (values.page !== undefined) return writePage(name, values.page);
  const described = await describeMachine();
  const report: BenchReport = { environment: { ...described }, results: [], ratios: [], absent: [], say: (line) => console.log(line) };
  console.log(`bench ${name}: ${described.cores} x ${described.cpu}, Chromium ${described.chromium}, Node ${described.node}`);
  await benches[name].run(report);
  print(report);
  if (values.json !== undefined) {
    const { environment, results, ratios, absent } = report;
    writeFileSync(values.json, `${JSON.stringify({ bench: name, environment, results, ratios, absent }, null, 1)}\n`);
  }
  return report.ratios.every(keepsBounds) ? 0 : 1;
}
