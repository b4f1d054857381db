import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython, runPython } from '../peers.ts';
import type { SampleFile } from './samples.ts';

const xgbFit = fileURLToPath(new URL('./xgb_fit.py', import.meta.url));
const ydfTrain = fileURLToPath(new URL('./ydf_train.mjs', import.meta.url));

export interface XgboostRequest {
  readonly fits: readonly SampleFile[];
  readonly threads: number;
  readonly params: Readonly<Record<string, number | string>>;
  readonly test?: SampleFile;
}

export interface Xgboost {
  readonly who: string;
  /** Seconds of one round of the fits after a warm-up, in a process of its own; ROC AUC on `test`, where given. */
  fit(request: XgboostRequest): { readonly seconds: number; readonly rocAuc: number };
}

/** XGBoost's hist, or null where no Python has it. */
export function findXgboost(): Xgboost | null {
  const found = findPython('xgboost');
  if (!found) return null;
  return {
    who: `xgboost ${found.version}`,
    fit(request) {
      const asked = JSON.stringify({ ...request, rounds: 100, repeats: 2 });
      const { seconds, rocAuc } = runPython<{ seconds: number[]; rocAuc?: number }>(found.python, xgbFit, [], asked);
      return { seconds: seconds[1], rocAuc: rocAuc ?? NaN };
    },
  };
}

/** Whether the npm package ydf-training can be loaded here. */
export function hasYdf(): boolean {
  try {
    createRequire(import.meta.url).resolve('ydf-training');
    return true;
  } catch {
    return false;
  }
}

/** Seconds a tree that ydf-training takes for the sample, written as the CSV that it reads; it takes no settings. */
export function ydfSecondsPerTree(folder: string, { rows, columns, xPath, yPath }: SampleFile): number {
  const floats = (path: string) => {
    const bytes = readFileSync(path);
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  };
  const [X, y] = [floats(xPath), floats(yPath)];
  const lines = [`${Array.from({ length: columns }, (_, j) => `x${j}`).join(',')},label`];
  for (let row = 0; row < rows; row++)
    lines.push(`${X.subarray(row * columns, (row + 1) * columns).join(',')},${'ab'[y[row]]}`);
  const path = join(folder, 'ydf.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  const done = spawnSync(process.execPath, [ydfTrain, path], { encoding: 'utf8', maxBuffer: 1 << 24 });
  if (done.status !== 0) throw new Error(`ydf-training: ${done.stderr.slice(-1000)}`);
  const { seconds, trees } = JSON.parse(done.stdout.slice(done.stdout.lastIndexOf('\n{'))) as {
    seconds: number;
    trees: number;
  };
  return seconds / trees;
}
