import { describe, expect, it } from 'vitest';
import { boosting } from '../../../src/core/estimators/boosting.ts';
import { ebm } from '../../../src/core/estimators/ebm.ts';
import type { Estimator } from '../../../src/core/estimators/estimator.ts';
import { knn } from '../../../src/core/estimators/knn.ts';
import { linear } from '../../../src/core/estimators/linear.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { DesignMatrix, FeatureInfo } from '../../../src/core/matrix/matrix.ts';
import type { Predictions, TargetValues } from '../../../src/core/metrics/predictions.ts';
import { categorical, codes, numbers, numeric, trainSetOf } from '../../support/train-set.ts';

/** nRows × features filled by `cell`. */
function filled(
  nRows: number,
  features: readonly FeatureInfo[],
  cell: (row: number, column: number) => number,
): DesignMatrix {
  const width = features.length;
  return {
    nRows,
    features,
    values: Float32Array.from({ length: nRows * width }, (_, i) => cell(Math.floor(i / width), i % width)),
  };
}

const columns = (count: number) => Array.from({ length: count }, (_, j) => numeric(`x${j}`));
const normals = (nRows: number, count: number, seed = 1) => {
  const rng = createRng(seed);
  return filled(nRows, columns(count), () => rng.normal());
};

async function fitted(estimator: Estimator, X: DesignMatrix, y: TargetValues): Promise<Predictions> {
  const { model } = await estimator.fit(trainSetOf(X, y), {}, createRng(0), uncontrolled);
  return estimator.predict(model, X);
}

function values(predictions: Predictions): Float64Array {
  return predictions.kind === 'number' ? predictions.values : predictions.probabilities;
}

function r2(y: ArrayLike<number>, seen: Float64Array): number {
  const mean = Array.from(y).reduce((sum, value) => sum + value, 0) / y.length;
  let residual = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    residual += (y[i] - seen[i]) ** 2;
    total += (y[i] - mean) ** 2;
  }
  return 1 - residual / total;
}

describe.each([linear, boosting, ebm])('$id at the edges', (estimator) => {
  it('learns beside constant columns', async () => {
    const rng = createRng(2);
    const X = filled(200, columns(3), (_, j) => (j === 1 ? rng.normal() : 5));
    const y = Float64Array.from({ length: 200 }, (_, i) => 3 * X.values[i * 3 + 1]);
    expect(r2(y, values(await fitted(estimator, X, numbers(y))))).toBeGreaterThan(0.95);
  });

  it('guesses the mean where all columns are constant', async () => {
    const X = filled(50, columns(2), () => 1);
    const seen = values(await fitted(estimator, X, numbers(Float64Array.from({ length: 50 }, (_, i) => i))));
    seen.forEach((value) => expect(value).toBeCloseTo(24.5, 9));
  });

  it('guesses the shares where there is no column', async () => {
    const X = filled(10, [], () => 0);
    const seen = values(await fitted(estimator, X, codes([0, 0, 0, 0, 0, 0, 0, 1, 1, 1], ['a', 'b'])));
    expect(seen[0]).toBeCloseTo(0.7, 6);
    expect(seen[1]).toBeCloseTo(0.3, 6);
  });

  it('gives a class without rows probability 0', async () => {
    const seen = values(
      await fitted(
        estimator,
        normals(60, 2),
        codes(
          Array.from({ length: 60 }, (_, i) => (i % 2) * 2),
          ['a', 'b', 'c', 'd'],
        ),
      ),
    );
    for (let i = 0; i < 60; i++) {
      expect(seen[i * 4 + 1]).toBe(0);
      expect(seen[i * 4 + 3]).toBe(0);
    }
  });

  it('stays finite beside target outliers of 1e12, in the rest of the rows too', async () => {
    const X = normals(300, 3);
    const y = Float64Array.from({ length: 300 }, (_, i) => (i % 100 === 7 ? 1e12 : X.values[i * 3]));
    const seen = values(await fitted(estimator, X, numbers(y)));
    expect(seen.every(Number.isFinite)).toBe(true);
    const mean = seen.reduce((sum, value) => sum + value, 0) / 300;
    expect(mean / 1e10).toBeCloseTo(1, 6);
  });

  it('takes 2,000 columns of 50 rows', async () => {
    const X = normals(50, 2000);
    const y = Array.from({ length: 50 }, (_, i) => (X.values[i * 2000] > 0 ? 1 : 0));
    const seen = values(await fitted(estimator, X, codes(y, ['a', 'b'])));
    expect(seen.every(Number.isFinite)).toBe(true);
    y.forEach((code, i) => expect(seen[2 * i + code]).toBeGreaterThan(0.4));
    const target = Float64Array.from({ length: 50 }, (_, i) => X.values[i * 2000]);
    expect(values(await fitted(estimator, X, numbers(target))).every(Number.isFinite)).toBe(true);
  });

  it('takes 20 rows', async () => {
    const X = normals(20, 5);
    const seen = values(
      await fitted(estimator, X, numbers(Float64Array.from({ length: 20 }, (_, i) => X.values[i * 5]))),
    );
    expect(seen.every(Number.isFinite)).toBe(true);
  });

  it('takes 50 classes', async () => {
    const X = filled(1000, columns(2), (row, j) => (j === 0 ? row % 50 : Math.sin(row)));
    const scaled = { ...X, values: X.values.map((value, i) => (i % 2 === 0 ? value / 10 : value)) };
    const y = Array.from({ length: 1000 }, (_, i) => i % 50);
    const seen = values(
      await fitted(
        estimator,
        scaled,
        codes(
          y,
          Array.from({ length: 50 }, (_, c) => `class ${c}`),
        ),
      ),
    );
    const likelihood = y.reduce((sum, code, i) => sum + Math.log(seen[i * 50 + code]), 0) / 1000;
    expect(likelihood).toBeGreaterThan(Math.log(1 / 50) + 0.5);
  });
});

describe('boosting at the edges of its own inputs', () => {
  it('learns from which rows miss a value', async () => {
    const X = filled(200, columns(2), (row, j) => (j === 0 && row % 2 === 0 ? NaN : j === 0 ? 1 : NaN));
    const seen = values(
      await fitted(boosting, X, numbers(Float64Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 10 : -10)))),
    );
    seen.forEach((value, i) => expect(value).toBeCloseTo(i % 2 === 0 ? 10 : -10, 2));
  });

  it('sends what it never saw with the larger part', async () => {
    const X = filled(300, columns(1), (row) => row);
    const y = numbers(Float64Array.from({ length: 300 }, (_, i) => (i < 200 ? 0 : 1)));
    const { model } = await boosting.fit(trainSetOf(X, y), { maxLeaves: 2 }, createRng(0), uncontrolled);
    const seen = values(
      boosting.predict(
        model,
        filled(2, columns(1), () => NaN),
      ),
    );
    expect(seen[0]).toBeCloseTo(0, 3);
  });

  it('ranks 10,000 levels, telling the frequent ones apart', async () => {
    const rng = createRng(4);
    const X = filled(20_000, [categorical('zone', 10_000)], (row) => (row % 2 === 0 ? row % 100 : rng.int(10_000)));
    const y = Float64Array.from({ length: 20_000 }, (_, i) => (X.values[i] < 100 ? (X.values[i] * 37) % 11 : 5));
    expect(r2(y, values(await fitted(boosting, X, numbers(y))))).toBeGreaterThan(0.9);
  });

  it('takes two rows a class, and two columns that miss every value', async () => {
    const X = filled(12, columns(3), (row, j) => (j === 0 ? row >> 1 : NaN));
    const y = codes(
      Array.from({ length: 12 }, (_, row) => row >> 1),
      Array.from({ length: 6 }, (_, c) => `class ${c}`),
    );
    const params = { minRowsPerLeaf: 1, minHessian: 1e-6, iterations: 60 };
    const { model } = await boosting.fit(trainSetOf(X, y), params, createRng(0), uncontrolled);
    const seen = values(boosting.predict(model, X));
    for (let row = 0; row < 12; row++) expect(seen[row * 6 + (row >> 1)]).toBeGreaterThan(0.9);
    expect(values(await fitted(boosting, X, y)).every(Number.isFinite)).toBe(true);
  });

  it('finds ten positives among 200,000 rows', async () => {
    const nRows = 200_000;
    const X = normals(nRows, 2);
    const positives = Array.from({ length: 10 }, (_, i) => 137 + 19_973 * i);
    for (const row of positives) X.values[row * 2] = 6 + (row % 7);
    const truth = new Int32Array(nRows);
    for (const row of positives) truth[row] = 1;
    const y = codes(truth, ['no', 'yes']);
    for (const params of [{ iterations: 20 }, { iterations: 20, minRowsPerLeaf: 1, minHessian: 1 }]) {
      const { model } = await boosting.fit(trainSetOf(X, y), params, createRng(0), uncontrolled);
      const seen = values(boosting.predict(model, X)).filter((_, i) => i % 2 === 1);
      expect(seen.every(Number.isFinite)).toBe(true);
      const least = Math.min(...positives.map((row) => seen[row]));
      // They share a bin with other high values, and no more.
      if (params.minHessian === undefined) expect(seen.filter((share) => share >= least).length).toBeLessThan(2000);
    }
  }, 60_000);

  it('leaves rows of weight zero out, a class that has no others among them, and refuses zeros alone', async () => {
    const X = normals(90, 2);
    const y = codes(
      Array.from({ length: 90 }, (_, i) => (i < 30 ? 2 : X.values[2 * i] > 0 ? 1 : 0)),
      ['a', 'b', 'c'],
    );
    const fit = (weights: number[]) => boosting.fit(trainSetOf(X, y, { weights }), {}, createRng(0), uncontrolled);
    const { model } = await fit(Array.from({ length: 90 }, (_, i) => (i < 30 ? 0 : 1)));
    const seen = values(boosting.predict(model, X));
    for (let row = 0; row < 90; row++) expect(seen[3 * row + 2]).toBe(0);
    await expect(fit(new Array<number>(90).fill(0))).rejects.toMatchObject({ code: 'NoTrainingRows' });
  });

  it('takes infinities as beyond every number', async () => {
    const X = filled(300, columns(1), (row) => (row < 60 ? -Infinity : row < 240 ? row : Infinity));
    const y = numbers(Float64Array.from({ length: 300 }, (_, row) => (row < 60 ? -5 : row < 240 ? 0 : 5)));
    const { model } = await boosting.fit(trainSetOf(X, y), {}, createRng(0), uncontrolled);
    const seen = values(
      boosting.predict(
        model,
        filled(4, columns(1), (row) => [-Infinity, 100, 1e30, Infinity][row]),
      ),
    );
    [-5, 0, 0, 5].forEach((expected, i) => expect(seen[i]).toBeCloseTo(expected, 2));
  });

  it('takes unseen and impossible levels as missing at prediction, and refuses impossible ones in training', async () => {
    const X = filled(200, [categorical('side', 3)], (row) => row % 2);
    const y = numbers(Float64Array.from({ length: 200 }, (_, i) => i % 2));
    const { model } = await boosting.fit(trainSetOf(X, y), {}, createRng(0), uncontrolled);
    const odd = filled(4, [categorical('side', 3)], (row) => [2, NaN, 70, -1][row]);
    const seen = values(boosting.predict(model, odd));
    expect(new Set(seen).size).toBe(1);
    const impossible = filled(200, [categorical('side', 3)], (row) => (row === 9 ? 3 : row % 2));
    await expect(fitted(boosting, impossible, y)).rejects.toMatchObject({ code: 'MalformedTrainSet' });
  });
});

describe('nearest neighbours at the edges', () => {
  it('guesses the mean where all columns are constant', async () => {
    const X = filled(50, columns(2), () => 1);
    const seen = values(await fitted(knn, X, numbers(Float64Array.from({ length: 50 }, (_, i) => i))));
    seen.forEach((value) => expect(value).toBeCloseTo(24.5, 9));
  });

  it('gives a class without rows probability 0, and knows 50 classes', async () => {
    const X = filled(1000, columns(1), (row) => row % 50);
    const classes = Array.from({ length: 51 }, (_, c) => `class ${c}`);
    const seen = values(
      await fitted(
        knn,
        X,
        codes(
          Array.from({ length: 1000 }, (_, i) => i % 50),
          classes,
        ),
      ),
    );
    for (let i = 0; i < 1000; i++) {
      expect(seen[i * 51 + (i % 50)]).toBeGreaterThan(0.9);
      expect(seen[i * 51 + 50]).toBe(0);
    }
  });

  it('takes 2,000 columns, 20 rows, two rows a class and an outlier of 1e12', async () => {
    const X = normals(50, 2000);
    X.values[0] = 1e12;
    expect(values(await fitted(knn, X, numbers(X.values.slice(0, 50)))).every(Number.isFinite)).toBe(true);
    const few = values(
      await fitted(
        knn,
        normals(20, 3),
        codes(
          Array.from({ length: 20 }, (_, i) => i >> 1),
          Array.from({ length: 10 }, (_, c) => `${c}`),
        ),
      ),
    );
    expect(few.every((share) => share > 0 && share < 1)).toBe(true);
  });
});

describe('the explainable boosting machine at the edges of its own inputs', () => {
  it('takes two rows a class, all-missing columns and infinities', async () => {
    const X = filled(20, columns(3), (row, j) =>
      j === 0 ? row : j === 1 ? NaN : row % 2 === 0 ? Infinity : -Infinity,
    );
    const seen = values(
      await fitted(
        ebm,
        X,
        codes(
          Array.from({ length: 20 }, (_, i) => i >> 1),
          Array.from({ length: 10 }, (_, c) => `${c}`),
        ),
      ),
    );
    expect(seen.every(Number.isFinite)).toBe(true);
    const side = values(await fitted(ebm, X, numbers(Array.from({ length: 20 }, (_, i) => i % 2))));
    side.forEach((value, i) => expect(value).toBeCloseTo(i % 2, 1));
  });

  it('tells the frequent of 10,000 levels apart', async () => {
    const rng = createRng(4);
    const X = filled(20_000, [categorical('zone', 10_000)], (row) => (row % 2 === 0 ? row % 100 : rng.int(10_000)));
    const y = Float64Array.from({ length: 20_000 }, (_, i) => (X.values[i] < 100 ? (X.values[i] * 37) % 11 : 5));
    expect(r2(y, values(await fitted(ebm, X, numbers(y))))).toBeGreaterThan(0.9);
  });

  it('takes unseen and impossible levels as missing at prediction', async () => {
    const X = filled(200, [categorical('side', 3)], (row) => row % 2);
    const y = numbers(Float64Array.from({ length: 200 }, (_, i) => i % 2));
    const { model } = await ebm.fit(trainSetOf(X, y), {}, createRng(0), uncontrolled);
    const odd = filled(4, [categorical('side', 3)], (row) => [2, NaN, 70, -1][row]);
    values(ebm.predict(model, odd)).forEach((value) => expect(value).toBeCloseTo(0.5, 6));
  });

  it('tells ten positives of 20,000 rows where they are', async () => {
    const X = normals(20_000, 3);
    const y = Array.from({ length: 20_000 }, (_, i) => (i % 2000 === 0 ? 1 : 0));
    y.forEach((code, i) => code === 1 && (X.values[i * 3] = 6));
    const seen = values(await fitted(ebm, X, codes(y, ['no', 'yes'])));
    y.forEach((code, i) => code === 1 && expect(seen[2 * i + 1]).toBeGreaterThan(0.1));
  });
});
