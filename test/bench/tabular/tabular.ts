import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Summary } from '../../drive/drive-studio.ts';
import type { Bench, BenchReport } from '../bench.ts';
import { serveBuilt } from '../built.ts';
import { findPython } from '../peers.ts';
import { agree, differenceOf } from './agreement.ts';
import { measureFirstModel } from './first-model.ts';

const root = resolve(import.meta.dirname, '../../..');
const data = resolve(root, '../shared/data');
const yardstick = resolve(root, '../shared/peers/quality.py');
const peerScores = resolve(root, '../shared/peers/peers-dev.json');
const budgetSeconds = 60;
/** Asked for: sets on which the studio is level with or above the best peer, its mean rank, and its worst. */
const asked = { level: 8, meanRank: 2.5, worstRank: 4, testAgrees: 7, validationAgrees: 6 };
/** Its test rows are a later time than the training rows, which no interval speaks of. */
const laterInTime = new Set(['pollution']);

/** What the yardstick prints of a set: "NAME MEASURE studio=V rank R of 7 best peer WHO=V …". */
const line = /^(\S+)\s+(\S+)\s+studio=(\S+)\s+rank (\d+) of (\d+)\s+best peer (\S+)=(\S+)\s+gain over it \[(\S+), (\S+)\] (level or better|behind)/;

function rank(report: BenchReport, python: string, out: string): void {
  const { stdout, stderr, status } = spawnSync(python, [yardstick, 'score', data, out, '--peers', peerScores], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the yardstick: ${stdout}${stderr}`);
  report.say(stdout.trim());
  const sets = stdout.split('\n').flatMap((text) => {
    const [, name, measure, value, place, , who, best, , , verdict] = line.exec(text) ?? [];
    return name ? [{ name, measure, value: Number(value), place: Number(place), who, best: Number(best), level: verdict !== 'behind' }] : [];
  });
  for (const { name, measure, value, place, who, best } of sets) {
    report.results.push({ case: name, who: 'atelier', measure: `${measure}, one run`, unit: `rank ${place} of 7`, value });
    report.results.push({ case: name, who, measure, unit: 'best peer', value: best });
  }
  const level = sets.filter((set) => set.level).length;
  const mean = sets.reduce((sum, { place }) => sum + place, 0) / sets.length;
  const all = { case: `${sets.length} data sets, ${budgetSeconds} s each` };
  report.ratios.push({ ...all, measure: `level with or above the best of six peers on ${level}`, against: `${asked.level} sets`, value: level / asked.level, atLeast: 1 });
  report.ratios.push({ ...all, measure: `mean rank ${mean.toFixed(2)} of 7`, against: String(asked.meanRank), value: mean / asked.meanRank, atMost: 1 });
  report.ratios.push({ ...all, measure: 'worst rank', against: String(asked.worstRank), value: Math.max(...sets.map(({ place }) => place)) / asked.worstRank, atMost: 1 });
}

/** Whether what the page says of a model before it meets new rows is what these then say. */
function compareEstimates(report: BenchReport, out: string, names: readonly string[]): void {
  const agreeing = { test: 0, validation: 0 };
  for (const name of names) {
    const summary = JSON.parse(readFileSync(join(out, `${name}.json`), 'utf8')) as Summary;
    const { scored } = summary;
    for (const kind of ['test', 'validation'] as const) {
      const estimate = summary[kind];
      if (!estimate || !scored) throw new Error(`${name}: the summary has no ${kind} or scored value`);
      const { value, lower, upper } = differenceOf(estimate, scored);
      const agrees = agree(estimate, scored);
      if (agrees && !laterInTime.has(name)) agreeing[kind]++;
      const within = `[${lower.toPrecision(3)}, ${upper.toPrecision(3)}]${agrees ? '' : ' without 0'}${laterInTime.has(name) ? ', not counted' : ''}`;
      report.results.push({ case: name, who: 'atelier', measure: `${kind} minus scored`, unit: within, value });
    }
  }
  const counted = `${names.filter((name) => !laterInTime.has(name)).length} data sets`;
  report.ratios.push({ case: counted, measure: `0 within test minus scored on ${agreeing.test}`, against: `${asked.testAgrees} sets`, value: agreeing.test / asked.testAgrees, atLeast: 1 });
  report.ratios.push({ case: counted, measure: `0 within validation minus scored on ${agreeing.validation}`, against: `${asked.validationAgrees} sets`, value: agreeing.validation / asked.validationAgrees, atLeast: 1 });
}

/** The quality of what a person gets in a minute on real data sets, beside scikit-learn and XGBoost; and how soon something usable is there. */
export const tabular: Bench = {
  title: `Held-out quality on real data sets after ${budgetSeconds} s each, beside six peers; whether estimates hold; seconds to the first model`,
  async run(report) {
    const built = await serveBuilt();
    try {
      await measureFirstModel(built.url, built.folder, report);
      const python = findPython('sklearn');
      if (!existsSync(join(data, 'manifest.json'))) report.absent.push('the data sets (../shared/data), so quality is not measured');
      else {
        const out = join(built.folder, 'driven');
        const names = (JSON.parse(readFileSync(join(data, 'manifest.json'), 'utf8')) as { name: string }[]).map(({ name }) => name);
        const drive = resolve(root, 'test/drive/drive.mjs');
        execFileSync(process.execPath, [drive, '--manifest', data, '--budget', String(budgetSeconds), '--out', out], { cwd: root, stdio: 'inherit' });
        compareEstimates(report, out, names);
        if (python && existsSync(yardstick)) rank(report, python.python, out);
        else report.absent.push('scikit-learn or the yardstick (../shared/peers), so there are no ranks');
      }
    } finally {
      await built.close();
    }
  },
};
