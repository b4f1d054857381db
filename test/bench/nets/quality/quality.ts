import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Bench, BenchReport } from '../../bench.ts';
import { findPython } from '../../peers.ts';
import { compareEnsembles } from './ensembles.ts';
import { scoreNets } from './single-nets.ts';

const root = resolve(import.meta.dirname, '../../../..');

export interface QualityAsked {
  /** A folder with a manifest.json and the data sets that it names. */
  readonly data: string;
  /** The script that measures predictions files. */
  readonly yardstick: string;
  /** Learners that are trained alone. */
  readonly nets: readonly string[];
  readonly budgetSeconds: number;
}

/** Drives the built page with every data set, as `npm run drive` does; a set that fails leaves no predictions, and the others go on. */
function drive(data: string, budgetSeconds: number, out: string, more: readonly string[]): string {
  const args = ['--manifest', data, '--budget', String(budgetSeconds), '--backend', 'wasm', '--out', out, ...more];
  spawnSync(process.execPath, [resolve(root, 'test/drive/drive.mjs'), ...args], { cwd: root, stdio: 'inherit' });
  return out;
}

/** Trains single nets and the default portfolio through the page, and scores what comes of them. */
export async function measureQuality({ data, yardstick, nets, budgetSeconds }: QualityAsked, report: BenchReport): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
  try {
    const sets = (JSON.parse(readFileSync(join(data, 'manifest.json'), 'utf8')) as { name: string }[]).map(({ name }) => name);
    const python = findPython('sklearn');
    if (python && existsSync(yardstick)) {
      const folders = Object.fromEntries(nets.map((net) => [net, drive(data, budgetSeconds, join(folder, net), ['--only', net])]));
      scoreNets(python, { data, yardstick, folders }, budgetSeconds, report);
    } else report.absent.push('scikit-learn or the yardstick (../shared/peers), so single nets are not scored');
    const all = drive(data, budgetSeconds, join(folder, 'all'), ['--project']);
    const exported = sets.map((name) => [name, join(all, 'work', name, 'project.atelier.zip')] as const).filter(([, path]) => existsSync(path));
    await compareEnsembles(new Map(exported), sets.length, report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const asked: QualityAsked = {
  data: resolve(root, '../shared/data'),
  yardstick: resolve(root, '../shared/peers/quality.py'),
  nets: ['realmlp', 'tabm'],
  budgetSeconds: 60,
};

/** What single nets are worth on real data sets beside scikit-learn's, and what they add to the ensemble. */
export const netsQuality: Bench = {
  title: `RealMLP and TabM alone, ${asked.budgetSeconds} s each on real data sets, beside scikit-learn's MLP; the ensemble with and without nets (most of an hour)`,
  async run(report) {
    if (existsSync(join(asked.data, 'manifest.json'))) await measureQuality(asked, report);
    else report.absent.push('the data sets (../shared/data), so quality is not measured');
  },
};
