import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Params } from '../../../src/core/estimators/estimator.ts';
import { knn } from '../../../src/core/estimators/knn.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { TargetValues } from '../../../src/core/metrics/predictions.ts';
import { numbersOf } from '../../contract/estimator-samples.ts';
import { codes, matrixOf, numbers, trainSetOf } from '../../support/train-set.ts';

const fit = async (rows: number[][], y: TargetValues, params: Params) =>
  (await knn.fit(trainSetOf(matrixOf(rows), y), params, createRng(0), uncontrolled)).model;
const predict = async (rows: number[][], y: TargetValues, params: Params, probe: number[][]) =>
  numbersOf(knn.predict(await fit(rows, y, params), matrixOf(probe)));

/** The rule itself: sort all distances; the last distance's rows share what is missing to k. */
function plain(rows: number[][], y: number[], k: number, metric: string, query: number[]): number {
  const distance = (row: number[]) =>
    row.reduce(
      (sum, value, j) => sum + (metric === 'manhattan' ? Math.abs(value - query[j]) : (value - query[j]) ** 2),
      0,
    );
  const all = rows.map((row, i) => ({ far: distance(row), y: y[i] })).sort((a, b) => a.far - b.far);
  const last = all[Math.min(k, all.length) - 1].far;
  const nearer = all.filter(({ far }) => far < last);
  const tied = all.filter(({ far }) => far === last);
  const asked = Math.min(k, all.length);
  const sum = (list: typeof all) => list.reduce((total, { y: value }) => total + value, 0);
  return (sum(nearer) + (sum(tied) * (asked - nearer.length)) / tied.length) / asked;
}

describe('nearest neighbours', () => {
  it('finds what sorting all distances finds, ties and all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 2, max: 6 }),
        fc.constantFrom('euclidean', 'manhattan'),
        fc.integer(),
        async (n, p, k, grid, metric, seed) => {
          const rng = createRng(seed);
          const draw = (count: number) =>
            Array.from({ length: count }, () => Array.from({ length: p }, () => rng.int(grid)));
          const rows = draw(n);
          const y = rows.map(() => rng.int(100));
          const probe = draw(5);
          const seen = await predict(rows, numbers(y), { k, metric }, probe);
          probe.forEach((query, i) => expect(seen[i]).toBeCloseTo(plain(rows, y, k, metric, query), 9));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lets rows at the last distance share what is missing to k', async () => {
    const y = numbers([10, 0, 3, 6]);
    const [seen] = await predict([[0], [1], [-1], [1]], y, { k: 2 }, [[0]]);
    expect(seen).toBeCloseTo((10 + (0 + 3 + 6) / 3) / 2, 12);
  });

  it('lets rows at distance 0 decide alone where distance counts', async () => {
    const y = numbers([1, 3, 100]);
    expect(await predict([[0], [0], [1]], y, { k: 3, weighting: 'distance' }, [[0]])).toEqual([2]);
  });

  it('mixes in the shares of all rows by the prior', async () => {
    const y = codes([1, 0, 0, 0], ['no', 'yes']);
    expect(await predict([[0], [5], [6], [7]], y, { k: 1, prior: 0 }, [[0]])).toEqual([0, 1]);
    expect(await predict([[0], [5], [6], [7]], y, { k: 1, prior: 1 }, [[0]])).toEqual([0.375, 0.625]);
  });

  it('asks all rows where there are fewer than k, and where there is no feature', async () => {
    expect(await predict([[0], [9]], numbers([1, 3]), { k: 15 }, [[4]])).toEqual([2]);
    expect(await predict([[], []], numbers([1, 3]), { k: 1 }, [[]])).toEqual([2]);
  });
});
