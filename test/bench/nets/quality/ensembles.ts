import { openAsBlob } from 'node:fs';
import type { BenchReport } from '../../bench.ts';
import { isNet, withAndWithout } from './without-nets.ts';
import { worsening } from './verdicts.ts';

/** Asked: that nets make the ensemble no worse than this share, on so many of the data sets. */
const mostWorse = 0.005;
const atLeastShare = 8 / 9;

/** Compares the ensemble of each exported project with the one without nets; `projects` are their files by the data set. */
export async function compareEnsembles(projects: ReadonlyMap<string, string>, nSets: number, report: BenchReport): Promise<void> {
  let kept = 0;
  for (const [name, path] of projects) {
    const { metric, greaterIsBetter, all, without, models, leftOut: nets } = await withAndWithout(await openAsBlob(path), isNet);
    const worse = worsening(without, all, greaterIsBetter);
    if (nets > 0 && worse <= mostWorse) kept++;
    if (nets === 0) report.absent.push(`${name}: no net was judged on all folds, so its ensemble does not count`);
    const row = { case: name, who: 'atelier', unit: `${models} models, ${nets} nets` };
    report.results.push({ ...row, measure: `${metric} of the ensemble, out of fold`, value: all }, { ...row, measure: `${metric} of it without nets`, value: without });
    report.say(`${name}: ensemble ${metric} ${all.toFixed(4)}, without nets ${without.toFixed(4)} (${models} models, ${nets} nets)`);
  }
  const asked = Math.ceil(atLeastShare * nSets);
  const measure = `the ensemble with nets is at most ${100 * mostWorse}% worse on ${kept}`;
  report.ratios.push({ case: `${nSets} data sets, out of fold`, measure, against: `${asked} sets`, value: kept / asked, atLeast: 1 });
}
