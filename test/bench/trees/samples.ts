import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng } from '../../../src/core/math/rng.ts';

/** A generated sample as the bench writes it: rows of float32 features, then, in a second file, a float32 target a row. */
export interface SampleFile {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  readonly xPath: string;
  readonly yPath: string;
}

/**
 * `rows` x `columns` normal numbers, and a class that depends on five of them by a product, a sine, a line, a square and
 * noise; more than two classes are bands of it that are about equally frequent.
 */
export function writeSample(
  folder: string,
  name: string,
  rows: number,
  columns: number,
  classes: number,
  seed: number,
): SampleFile {
  const rng = createRng(seed).fork(`${rows} x ${columns}`);
  const X = new Float32Array(rows * columns);
  for (let i = 0; i < X.length; i++) X[i] = rng.normal();
  const y = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const x = X.subarray(row * columns, (row + 1) * columns);
    const score = x[0] * x[1] + Math.sin(2 * x[2]) + 0.7 * x[3] - 0.5 * (x[4] * x[4] - 1) + 0.4 * rng.normal();
    // The score has a deviation near 1.6; a logistic of it is near enough to its rank.
    const rank = 1 / (1 + Math.exp(-1.05 * score));
    y[row] = Math.min(classes - 1, Math.floor(rank * classes));
  }
  const xPath = join(folder, `${name}-x.f32`);
  const yPath = join(folder, `${name}-y.f32`);
  writeFileSync(xPath, X);
  writeFileSync(yPath, y);
  return { rows, columns, classes, xPath, yPath };
}
