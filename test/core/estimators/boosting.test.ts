import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binRows } from '../../../src/core/estimators/boosting-bins.ts';
import { boosting } from '../../../src/core/estimators/boosting.ts';
import { boostingParams } from '../../../src/core/estimators/boosting-params.ts';
import type { BoostingState } from '../../../src/core/estimators/boosting-predict.ts';
import type { FittedModel, Params } from '../../../src/core/estimators/estimator.ts';
import { Cancelled, uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { TrainSet } from '../../../src/core/matrix/matrix.ts';
import { selectTarget } from '../../../src/core/metrics/predictions.ts';
import type { Task } from '../../../src/core/metrics/metric.ts';
import { lossOf, numbersOf, sampleOf } from '../../contract/estimator-samples.ts';
import { matrixOf, matrixRows, numbers, numeric, trainSetOf } from '../../support/train-set.ts';

const fit = (train: TrainSet, params: Params = {}, seed = 0) =>
  boosting.fit(train, params, createRng(seed), uncontrolled);
const sample = (task: Task, nRows: number, seed = 1) => sampleOf(task, 'native', nRows, seed);

/** Leaf of each tree that row `values` reaches, by the rule that encodeTrees documents. */
function leavesOf(
  { state: { forest } }: FittedModel<BoostingState>,
  X: Float32Array,
  width: number,
  row: number,
): number[] {
  return Array.from(forest.roots, (root) => {
    let node = root;
    while (forest.feature[node] >= 0) {
      const x = X[row * width + forest.feature[node]];
      const bins = forest.set[node] >= 0 ? forest.levelBins[forest.feature[node]] : null;
      const bin = bins ? (bins[x] ?? 255) : 0;
      let left = forest.missingLeft[node] === 1;
      if (bins && bin !== 255) left = ((forest.sets[forest.set[node] * 8 + (bin >> 5)] >>> (bin & 31)) & 1) === 1;
      else if (!bins && !Number.isNaN(x)) left = x <= forest.threshold[node];
      node = forest.left[node] + (left ? 0 : 1);
    }
    return node;
  });
}

describe('boosting', () => {
  it.each(['binary', 'multiclass', 'regression'] as const)(
    'predicts %s on training rows as it did in training',
    async (task) => {
      const { X, y } = sample(task, 500);
      const { model, curve } = await fit(trainSetOf(X, y), { iterations: 30 });
      expect(lossOf(boosting.predict(model, X), y)).toBeCloseTo(curve[29].train ?? NaN, 10);
    },
  );

  it('keeps the count of the best loss on the stopping rows, and stops soon after', async () => {
    const stopping = sample('binary', 200, 2);
    const { X, y } = sample('binary', 500);
    const { model, curve } = await fit(trainSetOf(X, y, { stopping }), { patience: 8 });
    const losses = curve.map(({ validation }) => validation ?? NaN);
    const best = losses.indexOf(Math.min(...losses));
    expect(model.iterations).toBe(best + 1);
    expect(curve).toHaveLength(best + 1 + 8);
    expect(lossOf(boosting.predict(model, stopping.X), stopping.y)).toBeCloseTo(losses[best], 10);
    const refitted = await fit(trainSetOf(X, y), { iterations: model.iterations });
    expect(numbersOf(boosting.predict(refitted.model, X))).toEqual(numbersOf(boosting.predict(model, X)));
  });

  it.each(['binary', 'multiclass', 'regression'] as const)('stops by the weighted loss of the stopping rows: %s', async (task) => {
    const { X, y } = sample(task, 400);
    const stopping = sample(task, 150, 2);
    const rows = Uint32Array.from({ length: 300 }, (_, i) => i % 150);
    const mixed = { X: matrixRows(stopping.X, rows), y: selectTarget(stopping.y, rows) };
    const turned = mixed.y.kind === 'classes'
      ? { ...mixed.y, codes: mixed.y.codes.map((code, i) => (i < 150 ? code : (code + 1) % 2)) }
      : { ...mixed.y, values: mixed.y.values.map((value, i) => (i < 150 ? value : -value)) };
    const weighted = (own: number, other: number) => ({ X: mixed.X, y: turned, weights: Float64Array.from(rows, (_, i) => (i < 150 ? own : other)) });
    const alone = await fit(trainSetOf(X, y, { stopping }));
    const watched = await fit(trainSetOf(X, y, { stopping: weighted(2, 0) }));
    watched.curve.forEach(({ validation }, i) => expect(validation).toBeCloseTo(alone.curve[i].validation ?? NaN, 10));
    expect(watched.model.iterations).toBe(alone.model.iterations);
    const contrary = await fit(trainSetOf(X, y, { stopping: weighted(0, 1) }));
    expect(contrary.model.iterations).toBeLessThan(alone.model.iterations);
  });

  it('grows 100 rounds where nothing says how many, and keeps at least one', async () => {
    const { X, y } = sample('regression', 200);
    expect((await fit(trainSetOf(X, y))).model.iterations).toBe(100);
    const contrary = {
      X,
      y: numbers(
        numbersOf({ kind: 'number', values: y.kind === 'number' ? y.values.map((v) => -v) : new Float64Array() }),
      ),
    };
    expect((await fit(trainSetOf(X, y, { stopping: contrary }))).model.iterations).toBe(1);
  });

  it('keeps to its leaves and to its rows per leaf', async () => {
    const { X, y } = sample('regression', 400);
    const { model } = await fit(trainSetOf(X, y), { maxLeaves: 9, minRowsPerLeaf: 25, iterations: 12 });
    const { forest } = model.state;
    const rowsOfLeaf = new Map<number, number>();
    for (let row = 0; row < 400; row++) {
      for (const leaf of leavesOf(model, X.values, X.features.length, row))
        rowsOfLeaf.set(leaf, (rowsOfLeaf.get(leaf) ?? 0) + 1);
    }
    expect(Math.min(...rowsOfLeaf.values())).toBeGreaterThanOrEqual(25);
    expect(rowsOfLeaf.size).toBe(forest.feature.filter((feature) => feature < 0).length);
    forest.roots.forEach((root, t) => {
      const end = forest.roots[t + 1] ?? forest.feature.length;
      const nLeaves = forest.feature.subarray(root, end).filter((feature) => feature < 0).length;
      expect(nLeaves).toBeLessThanOrEqual(9);
      expect(nLeaves).toBeGreaterThan(1);
    });
  });

  it('finds the split that an exhaustive search finds', async () => {
    const rows = fc.array(
      fc.tuple(
        fc.integer({ min: -3, max: 3 }),
        fc.option(fc.integer({ min: 0, max: 4 }), { nil: NaN }),
        fc.integer({ min: -9, max: 9 }),
      ),
      { minLength: 6, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const X = matrixOf(all.map(([a, b]) => [a, b]));
        const y = all.map(([, , target]) => target);
        const { model } = await fit(trainSetOf(X, numbers(y)), {
          maxLeaves: 2,
          minRowsPerLeaf: 2,
          learningRate: 1,
          iterations: 1,
        });
        const seen = numbersOf(boosting.predict(model, X));
        expect(squares(y.map((value, i) => value - seen[i]))).toBeCloseTo(leastSquares(all, y), 6);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it.each(['binary', 'multiclass', 'regression'] as const)('predicts many rows of %s as it predicts few', async (task) => {
    const { X, y } = sample(task, 3000);
    const { model } = await fit(trainSetOf(X, y), { iterations: 25, minRowsPerLeaf: 3, minRowsPerCategory: 3 });
    const spoiled = { ...X, values: X.values.map((value, i) => (i % 97 === 0 ? NaN : i % 101 === 0 ? 9 : value)) };
    for (const rows of [X, spoiled]) {
      const few = Array.from({ length: 6 }, (_, part) => Array.from({ length: 500 }, (_unused, i) => part * 500 + i));
      const seen = few.flatMap((part) => numbersOf(boosting.predict(model, matrixRows(rows, part))));
      expect(numbersOf(boosting.predict(model, rows))).toEqual(seen);
    }
  });

  it('draws other rows and columns for another seed, the same for the same', async () => {
    const { X, y } = sample('regression', 300);
    const params = { subsample: 0.6, columnSample: 0.5, iterations: 20 };
    const seen = async (seed: number) =>
      numbersOf(boosting.predict((await fit(trainSetOf(X, y), params, seed)).model, X));
    expect(await seen(1)).toEqual(await seen(1));
    expect(await seen(1)).not.toEqual(await seen(2));
    const { model, curve } = await fit(trainSetOf(X, y), params);
    expect(lossOf(boosting.predict(model, X), y)).toBeCloseTo(curve[19].train ?? NaN, 10);
  });

  it('ends at once when cancelled between trees', async () => {
    const { X, y } = sample('regression', 300);
    let trees = 0;
    const control = { ...uncontrolled, progress: () => void trees++, cancelled: () => trees >= 5 };
    await expect(boosting.fit(trainSetOf(X, y), {}, createRng(0), control)).rejects.toBeInstanceOf(Cancelled);
    expect(trees).toBe(5);
  });

  it('clamps parameters to their ranges and ignores what is no number', () => {
    const params = boostingParams({ learningRate: 7, maxLeaves: 3.6, maxBins: 9999, l2: 'much', patience: NaN });
    expect(params).toMatchObject({ learningRate: 1, maxLeaves: 4, maxBins: 255, l2: 0, patience: 20 });
  });
});

describe('bins', () => {
  const bin = (values: number[], weights: number[] | null = null, maxBins = 255) =>
    binRows(
      { nRows: values.length, features: [numeric('x')], values: Float32Array.from(values) },
      weights && Float64Array.from(weights),
      maxBins,
      createRng(0),
      uncontrolled,
    );

  it('gives few values a bin each, cut halfway, and missing ones the bin after', async () => {
    const { features, bins } = await bin([3, 1, NaN, 2, 1, -Infinity]);
    expect(Array.from(features[0].thresholds ?? []).slice(1)).toEqual([1.5, 2.5]);
    expect(Array.from(bins)).toEqual([3, 1, 4, 2, 1, 0]);
    expect(features[0]).toMatchObject({ nBins: 4, hasMissing: true });
  });

  it('tells neighbouring float32 numbers apart', async () => {
    const next = Math.fround(1 + 2 ** -23);
    expect(Array.from((await bin([1, next])).bins)).toEqual([0, 1]);
  });

  it('fills bins evenly by weight, a heavy value alone in its own', async () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i < 500 ? 0 : i));
    const { features, bins } = await bin(values, null, 11);
    const counts = new Array<number>(11).fill(0);
    bins.forEach((b) => counts[b]++);
    expect(features[0].nBins).toBe(11);
    expect(counts[0]).toBe(500);
    expect(Math.max(...counts.slice(1))).toBeLessThanOrEqual(51);
    expect(Math.min(...counts.slice(1))).toBeGreaterThanOrEqual(49);
    const weighted = await bin(
      Array.from({ length: 501 }, (_, i) => (i < 1 ? 0 : i + 499)),
      [500, ...new Array<number>(500).fill(1)],
      11,
    );
    expect(weighted.features[0].thresholds).toEqual(features[0].thresholds);
  });

  it('leaves out what has one bin', async () => {
    expect((await bin([2, 2, 2])).features).toHaveLength(0);
    expect((await bin([NaN, NaN])).features).toHaveLength(0);
    expect((await bin([2, NaN])).features).toHaveLength(1);
  });
});

function squares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/** The least sum of squares of any split of either feature, missing values on either side, two rows a side at least. */
function leastSquares(all: readonly (readonly [number, number, number])[], y: readonly number[]): number {
  const around = (part: readonly number[]) => {
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
    return squares(part.map((value) => value - mean));
  };
  let least = around(y);
  for (const feature of [0, 1]) {
    for (let cut = -3.5; cut < 5; cut++) {
      for (const missingLeft of [true, false]) {
        const goesLeft = (i: number) => (Number.isNaN(all[i][feature]) ? missingLeft : all[i][feature] <= cut);
        const left = y.filter((_, i) => goesLeft(i));
        const right = y.filter((_, i) => !goesLeft(i));
        if (left.length >= 2 && right.length >= 2) least = Math.min(least, around(left) + around(right));
      }
    }
  }
  return least;
}
