import { describe, expect, it } from 'vitest';
import { decodeTrees, encodeTrees } from '../../../src/core/estimators/boosting-encode.ts';
import { boosting } from '../../../src/core/estimators/boosting.ts';
import type { Params } from '../../../src/core/estimators/estimator.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { codes, matrixOf, matrixRows, numbers, trainSetOf } from '../../support/train-set.ts';
import { selectTarget } from '../../../src/core/metrics/predictions.ts';
import { numbersOf, sampleOf } from '../../contract/estimator-samples.ts';

const fit = async (train: ReturnType<typeof trainSetOf>, params: Params) =>
  (await boosting.fit(train, params, createRng(0), uncontrolled)).model;

/** The sample's features with a target above 0 that they tell. */
function positive(nRows: number, seed = 1) {
  const { X, y } = sampleOf('regression', 'native', nRows, seed);
  return {
    X,
    y: numbers(
      numbersOf({ kind: 'number', values: y.kind === 'number' ? y.values : new Float64Array() }).map(
        (v) => Math.round(100 * Math.exp(v / 2)) / 100 + 0.01,
      ),
    ),
  };
}

const losses = ['absolute', 'quantile', 'poisson', 'gamma'] as const;

describe.each(losses)('loss %s', (loss) => {
  const params = { loss, quantile: 0.3, minRowsPerLeaf: 5, minRowsPerCategory: 5, iterations: 40 };

  it('falls in training, and predicts as it did there', async () => {
    const { X, y } = positive(300);
    const { model, curve } = await boosting.fit(trainSetOf(X, y), params, createRng(0), uncontrolled);
    expect(curve[39].train!).toBeLessThan(0.6 * curve[0].train!);
    const seen = numbersOf(boosting.predict(model, X));
    const values = y.kind === 'number' ? y.values : [];
    const lossAt = {
      absolute: (v: number, s: number) => Math.abs(v - s),
      quantile: (v: number, s: number) => (v > s ? 0.3 * (v - s) : 0.7 * (s - v)),
      poisson: (v: number, s: number) => v * Math.log(v / s) - v + s,
      gamma: (v: number, s: number) => Math.log(s / v) + v / s - 1,
    }[loss];
    expect(seen.reduce((sum, s, i) => sum + lossAt(values[i], s), 0) / 300).toBeCloseTo(curve[39].train!, 10);
  });

  it('takes weight 2 as the row twice and weight 0 as no row', async () => {
    const { X, y } = positive(120);
    const weights = Array.from({ length: 120 }, (_, i) => i % 3);
    const repeated = Uint32Array.from(weights.flatMap((weight, i) => Array.from({ length: weight }, () => i)));
    const weighted = numbersOf(boosting.predict(await fit(trainSetOf(X, y, { weights }), params), X));
    const twice = await fit(trainSetOf(matrixRows(X, repeated), selectTarget(y, repeated)), params);
    numbersOf(boosting.predict(twice, X)).forEach((value, i) => expect(value).toBeCloseTo(weighted[i], 7));
  });

  it('predicts the same bits once encoded and decoded', async () => {
    const { X, y } = positive(150);
    const model = await fit(trainSetOf(X, y), params);
    const decoded = decodeTrees(encodeTrees(model));
    expect(decoded).toEqual(model);
    expect(numbersOf(boosting.predict(decoded, X))).toEqual(numbersOf(boosting.predict(model, X)));
  });

  it('is refused for classes', async () => {
    const { X } = positive(20);
    const train = trainSetOf(
      X,
      codes(
        Array.from({ length: 20 }, (_, i) => i % 2),
        ['a', 'b'],
      ),
    );
    await expect(fit(train, params)).rejects.toMatchObject({ code: 'LossNeedsNumbers' });
  });

  it('stays finite beside outliers of 1e12', async () => {
    const { X, y } = positive(300);
    if (y.kind === 'number') y.values[7] = 1e12;
    const seen = numbersOf(boosting.predict(await fit(trainSetOf(X, y), params), X));
    expect(seen.every(Number.isFinite)).toBe(true);
  });
});

describe('losses', () => {
  it('for quantiles leave the share asked for below', async () => {
    const { X, y } = sampleOf('regression', 'native', 1000);
    for (const quantile of [0.1, 0.5, 0.9]) {
      const seen = numbersOf(
        boosting.predict(
          await fit(trainSetOf(X, y), { loss: 'quantile', quantile, iterations: 40, learningRate: 0.2 }),
          X,
        ),
      );
      const below = y.kind === 'number' ? y.values.filter((value, i) => value <= seen[i]).length / 1000 : NaN;
      expect(Math.abs(below - quantile)).toBeLessThan(0.05);
    }
  });

  it.each([
    ['poisson', [1, -1, 2]],
    ['poisson', [0, 0, 0]],
    ['gamma', [1, 0, 2]],
  ])('refuse what %s cannot be: %j', async (loss, values) => {
    const train = trainSetOf(matrixOf([[1], [2], [3]]), numbers(values));
    await expect(fit(train, { loss })).rejects.toMatchObject({ code: 'TargetOutOfRange' });
  });

  it('read files that were written before there was a link', async () => {
    const { X, y } = sampleOf('regression', 'native', 100);
    const model = await fit(trainSetOf(X, y), { iterations: 5 });
    const encoded = encodeTrees(model);
    expect(JSON.parse(encoded)).not.toHaveProperty('link');
    expect(decodeTrees(encoded)).toEqual(model);
  });
});

describe('limits of a tree', () => {
  const { X, y } = sampleOf('binary', 'dense', 600);

  it('keeps to its depth', async () => {
    const { state } = await fit(trainSetOf(X, y), { maxDepth: 3, maxLeaves: 1000, minRowsPerLeaf: 1, iterations: 5 });
    const { feature, left, roots } = state.forest;
    const depthOf = (node: number): number =>
      feature[node] < 0 ? 0 : 1 + Math.max(depthOf(left[node]), depthOf(left[node] + 1));
    expect(Math.max(...Array.from(roots, depthOf))).toBe(3);
  });

  it('keeps to its curvature, whether or not rows are counted besides', async () => {
    for (const minRowsPerLeaf of [1, 2]) {
      const { state } = await fit(trainSetOf(X, y), { minHessian: 20, minRowsPerLeaf, iterations: 1 });
      // At the start every row has the second derivative p (1 - p), near a quarter.
      const leaves = state.forest.feature.filter((feature) => feature < 0).length;
      expect(leaves).toBeGreaterThan(1);
      expect(leaves).toBeLessThanOrEqual(600 / 4 / 20);
    }
  });

  it('grows the same trees whether or not single rows are counted', async () => {
    const params = { iterations: 20, minRowsPerLeaf: 1 };
    const counted = await fit(trainSetOf(X, y, { weights: new Float64Array(600).fill(1) }), params);
    const seen = numbersOf(boosting.predict(counted, X));
    numbersOf(boosting.predict(await fit(trainSetOf(X, y), params), X)).forEach((value, i) =>
      expect(value).toBeCloseTo(seen[i], 9),
    );
  });
});
