import { fileURLToPath } from 'node:url';
import type { BenchReport } from '../../bench.ts';
import { runPython } from '../../peers.ts';
import { beats, bestOf } from './verdicts.ts';

const script = fileURLToPath(new URL('./mlp_quality.py', import.meta.url));

/** What the script says of one data set. */
interface SetScores {
  readonly name: string;
  readonly measure: string;
  readonly greaterIsBetter: boolean;
  readonly peer: number;
  readonly seconds: number;
  readonly scores: Readonly<Record<string, { readonly value: number } | { readonly fault: string }>>;
}

/** Share of the data sets on which the better of the nets is asked to beat scikit-learn's. */
const atLeastShare = 7 / 9;

export interface ScoredFolders {
  readonly data: string;
  readonly yardstick: string;
  /** Folders of predictions files, by the net that made them. */
  readonly folders: Readonly<Record<string, string>>;
}

/** Scores what single nets predicted of held-out rows, and fits scikit-learn's net beside them. */
export function scoreNets({ python, version }: { readonly python: string; readonly version: string }, { data, yardstick, folders }: ScoredFolders, budgetSeconds: number, report: BenchReport): void {
  const sets = runPython<SetScores[]>(python, script, [data, yardstick, ...Object.entries(folders).map(([net, folder]) => `${net}=${folder}`)]);
  let better = 0;
  for (const { name, measure, greaterIsBetter, peer, seconds, scores } of sets) {
    const row = { case: name, measure: `${measure}, held out, one run` };
    const values: number[] = [];
    for (const [net, score] of Object.entries(scores)) {
      if ('fault' in score) report.absent.push(`${name}, ${net}: ${score.fault}`);
      else {
        values.push(score.value);
        report.results.push({ ...row, who: `atelier, ${net}`, unit: `in ${budgetSeconds} s`, value: score.value });
      }
    }
    const best = bestOf(values, greaterIsBetter);
    if (beats(best, peer, greaterIsBetter)) better++;
    report.results.push({ ...row, who: `scikit-learn ${version} MLP`, unit: `in ${seconds.toFixed(1)} s`, value: peer });
    report.ratios.push({ case: name, measure: `${measure} of the better net`, against: `scikit-learn ${version} MLP`, value: best / peer });
    report.say(`${name}: ${measure} ${Object.entries(scores).map(([net, score]) => `${net} ${'value' in score ? score.value.toFixed(4) : score.fault}`).join(', ')}; scikit-learn ${peer.toFixed(4)}`);
  }
  const asked = Math.ceil(atLeastShare * sets.length);
  report.ratios.push({ case: `${sets.length} data sets, ${budgetSeconds} s each`, measure: `the better net beats scikit-learn's on ${better}`, against: `${asked} sets`, value: better / asked, atLeast: 1 });
}
