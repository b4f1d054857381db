import { createRng } from '../../src/core/math/rng.ts';
import type { TrainSet } from '../../src/core/matrix/matrix.ts';
import type { Task } from '../../src/core/metrics/metric.ts';
import { codes, numbers, trainSetOf } from '../support/train-set.ts';
import { matrixOf } from './nets.ts';

/**
 * A seeded task of p columns that hang together and have other means and spreads; the last is constant. Every row that is divisible
 * by 7 has weight 0 where `weighted`.
 */
export function wideSet(task: Task, nRows: number, p: number, weighted = false): TrainSet {
  const rng = createRng(nRows + p).fork(task);
  const effects = Array.from({ length: 3 }, () => Float64Array.from({ length: p }, () => rng.normal() / Math.sqrt(p)));
  const values = new Float32Array(nRows * p);
  const scores = new Float64Array(nRows * 3);
  for (let i = 0; i < nRows; i++) {
    const shared = rng.normal();
    for (let j = 0; j < p; j++) {
      const z = 0.8 * rng.normal() + 0.6 * shared;
      values[i * p + j] = j === p - 1 ? 3 : ((j % 4) + z) * 10 ** ((j % 3) - 1);
      for (let c = 0; c < 3; c++) scores[i * 3 + c] += effects[c][j] * z;
    }
    for (let c = 0; c < 3; c++) scores[i * 3 + c] += 0.5 * rng.normal();
  }
  const at = (i: number) => scores.subarray(3 * i, 3 * i + 3);
  const rows = Array.from({ length: nRows }, (_, i) => i);
  const y =
    task === 'regression'
      ? numbers(rows.map((i) => 1000 + 20 * at(i)[0]))
      : task === 'binary'
        ? codes(rows.map((i) => (at(i)[0] > 0.5 ? 1 : 0)), ['no', 'yes'])
        : codes(rows.map((i) => at(i).indexOf(Math.max(...at(i)))), ['a', 'b', 'c']);
  return trainSetOf(matrixOf(values, p), y, { weights: weighted ? rows.map((i) => i % 7) : null });
}
