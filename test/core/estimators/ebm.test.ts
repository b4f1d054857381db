import { describe, expect, it } from 'vitest';
import { ebm } from '../../../src/core/estimators/ebm.ts';
import { ebmScores, type EbmState } from '../../../src/core/estimators/ebm-predict.ts';
import type { FittedModel, Params } from '../../../src/core/estimators/estimator.ts';
import { pictureOf } from '../../../src/core/estimators/picture-of.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { DesignMatrix, FeatureInfo } from '../../../src/core/matrix/matrix.ts';
import type { TargetValues } from '../../../src/core/metrics/predictions.ts';
import { categorical, codes, matrixOf, numbers, numeric, trainSetOf } from '../../support/train-set.ts';

const fit = async (X: DesignMatrix, y: TargetValues, params: Params = {}) =>
  (await ebm.fit(trainSetOf(X, y), params, createRng(0), uncontrolled)).model;

function picture(X: DesignMatrix, model: FittedModel<EbmState>) {
  const shown = pictureOf({ features: X.features, model });
  if (shown?.kind !== 'shapes') throw new Error('shapes were expected');
  return shown;
}

/** Uniform features in [-1, 1]. */
function uniforms(nRows: number, p: number, seed: number): DesignMatrix {
  const rng = createRng(seed);
  return matrixOf(Array.from({ length: nRows }, () => Array.from({ length: p }, () => 2 * rng.uniform() - 1)));
}
const rowsOf = ({ values, features, nRows }: DesignMatrix) =>
  Array.from({ length: nRows }, (_, i) => Array.from(values.subarray(i * features.length, (i + 1) * features.length)));

describe('the explainable boosting machine', () => {
  it('recovers the functions that a target is the sum of', async () => {
    const X = uniforms(4000, 3, 1);
    const noise = createRng(8);
    const y = numbers(rowsOf(X).map(([a, b]) => 10 + Math.sin(3 * a) + (b > 0.2 ? 2 : 0) + 0.1 * noise.normal()));
    const model = await fit(X, y, { nPairs: 0, bags: 2 });
    const { shapes, base } = picture(X, model);
    expect(shapes.map(({ feature }) => feature)).toEqual(['x1', 'x0', 'x2']);
    expect(base[0]).toBeCloseTo(10.8, 1);
    const [step, wave, noiseShape] = shapes;
    for (const { curve, y: heights } of [step, wave]) {
      if (curve.kind !== 'numeric') throw new Error('numbers were expected');
      expect(curve.x).toHaveLength(heights[0].length + 1);
      expect([...curve.x].sort((a, b) => a - b)).toEqual(curve.x);
    }
    const at = ({ curve, y: heights }: typeof step, x: number) => {
      if (curve.kind !== 'numeric') throw new Error('numbers were expected');
      return heights[0][Math.min(heights[0].length - 1, Math.max(0, curve.x.findIndex((edge) => edge > x) - 1))];
    };
    expect(at(step, 0.6) - at(step, -0.6)).toBeCloseTo(2, 1);
    for (const x of [-0.9, -0.5, 0, 0.5, 0.9]) expect(Math.abs(at(wave, x) - Math.sin(3 * x))).toBeLessThan(0.12);
    expect(noiseShape.importance).toBeLessThan(0.03);
  });

  it('finds a planted pair and no other', async () => {
    const X = uniforms(3000, 5, 2);
    const noise = createRng(9);
    const y = numbers(rowsOf(X).map(([a, b, c, d]) => c + (b > 0 === d > 0 ? 1 : -1) + 0 * a + 0.2 * noise.normal()));
    const model = await fit(X, y, { bags: 1 });
    const { pairs } = picture(X, model);
    expect(pairs.map(({ first, second }) => [first, second])).toEqual([['x1', 'x3']]);
    expect(pairs[0].importance).toBeGreaterThan(0.8);
    expect(pairs[0].grid[0]).toHaveLength(pairs[0].firstPieces.length);
    expect(pairs[0].grid[0][0]).toHaveLength(pairs[0].secondPieces.length);
    const without = await fit(X, y, { bags: 1, nPairs: 0 });
    expect(without.state.pairs).toEqual([]);
    expect(without.iterations).toBe(model.iterations);
  });

  it('finds no pair in a sum, however many features there are', async () => {
    const X = uniforms(1500, 12, 3);
    const noise = createRng(4);
    const y = codes(
      rowsOf(X).map(([a, b]) => (2 * a + b * b + noise.normal() > 0.3 ? 1 : 0)),
      ['no', 'yes'],
    );
    expect((await fit(X, y, { bags: 1 })).state.pairs).toEqual([]);
  });

  it.each(['binary', 'multiclass', 'regression'])(
    'adds up to its score by what its picture shows, %s',
    async (task) => {
      const rng = createRng(6);
      const features: FeatureInfo[] = [numeric('a'), categorical('colour', 4), numeric('gappy')];
      const rows = Array.from({ length: 600 }, () => [
        rng.normal(),
        rng.int(4),
        rng.uniform() < 0.2 ? NaN : rng.normal(),
      ]);
      const X = matrixOf(rows, features);
      const score = rows.map(
        ([a, colour, gappy]) => a * (colour > 1 ? 2 : -2) + (gappy > 0 ? 1 : 0) + (gappy === gappy ? 0 : 2),
      );
      const y =
        task === 'regression'
          ? numbers(score)
          : task === 'binary'
            ? codes(
                score.map((s) => (s > 0.5 ? 1 : 0)),
                ['no', 'yes'],
              )
            : codes(
                score.map((s) => (s < -1 ? 0 : s < 1 ? 1 : 2)),
                ['low', 'middle', 'high'],
              );
      const model = await fit(X, y, { iterations: 80, bags: 2 });
      const { base, shapes, pairs, outputs } = picture(X, model);
      expect(pairs.length).toBeGreaterThan(0);
      expect(outputs).toEqual(task === 'regression' ? [''] : task === 'binary' ? ['yes'] : ['low', 'middle', 'high']);
      // Every shape is centred, and every grid's rows and columns are: the base is the mean score of the training rows.
      const scores = ebmScores(model.state, X);
      base.forEach((value, k) => {
        let mean = 0;
        for (let i = 0; i < X.nRows; i++) mean += scores[i * base.length + k] / X.nRows;
        expect(value).toBeCloseTo(mean, 8);
      });
      for (const { y: heights, rows: weights, missing } of shapes) {
        heights.forEach((own, k) => {
          const inBins = own.reduce((sum, height, bin) => sum + height * weights[bin], 0);
          const elsewhere = X.nRows - weights.reduce((sum, weight) => sum + weight, 0);
          expect(inBins + (missing ? missing[k] * elsewhere : 0)).toBeCloseTo(0, 6);
        });
      }
      const { state } = model;
      for (const row of [0, 17, 300]) {
        base.forEach((value, k) => {
          const one = matrixOf([rows[row]], features);
          const alone = state.shapes.map(
            (shape) => ebmScores({ ...state, shapes: [shape], pairs: [] }, one)[k] - value,
          );
          const none = {
            ...state,
            shapes: state.shapes.map((shape) => ({ ...shape, scores: shape.scores.map(() => 0) })),
          };
          const together = ebmScores(none, one)[k] - value;
          const sum = value + alone.reduce((total, part) => total + part, 0) + together;
          expect(sum).toBeCloseTo(scores[row * base.length + k], 9);
        });
      }
    },
  );

  it('learns what a missing value means, and adds nothing for it where training had none', async () => {
    const rng = createRng(5);
    const rows = Array.from({ length: 500 }, (_, i) => [i % 5 === 0 ? NaN : rng.normal(), rng.normal()]);
    const X = matrixOf(rows);
    const y = numbers(rows.map(([a]) => (a === a ? 0 : 3)));
    const model = await fit(X, y, { bags: 1 });
    const seen = ebm.predict(
      model,
      matrixOf([
        [NaN, 0],
        [0, 0],
        [0, NaN],
      ]),
    );
    if (seen.kind !== 'number') throw new Error('numbers were expected');
    expect(seen.values[0]).toBeCloseTo(3, 1);
    expect(seen.values[1]).toBeCloseTo(0, 1);
    expect(seen.values[2]).toBeCloseTo(0, 1);
    const missing = Object.fromEntries(picture(X, model).shapes.map((shape) => [shape.feature, shape.missing]));
    expect(missing.x0?.[0]).toBeGreaterThan(2);
    expect(missing.x1).toBeNull();
  });

  it('stops by the stopping rows, and a refit at that count is the same model', async () => {
    const make = (seed: number, n: number) => {
      const X = uniforms(n, 4, seed);
      const noise = createRng(seed + 50);
      return { X, y: numbers(rowsOf(X).map(([a, b]) => a * a + (a > 0 ? b : 0) + 0.5 * noise.normal())) };
    };
    const { X, y } = make(1, 600);
    const stopping = make(2, 300);
    const { model, curve } = await ebm.fit(trainSetOf(X, y, { stopping }), {}, createRng(0), uncontrolled);
    expect(curve.length).toBeGreaterThan(model.iterations);
    const refit = await fit(X, y, { iterations: model.iterations });
    expect(refit).toEqual(model);
  });

  it('gives categories that share a bin one entry, and says how many they are', async () => {
    const rng = createRng(3);
    const X = matrixOf(
      Array.from({ length: 3000 }, () => [Math.floor(400 * rng.uniform() ** 2)]),
      [categorical('zone', 400)],
    );
    const y = numbers(Array.from(X.values, (code) => (code < 20 ? 1 : 0)));
    const { shapes } = picture(X, await fit(X, y, { bags: 1, maxBins: 50 }));
    if (shapes[0].curve.kind !== 'levels') throw new Error('levels were expected');
    expect(shapes[0].curve.levels).toHaveLength(50);
    expect(shapes[0].curve.levels[49]).toMatch(/^\d+ other levels$/);
    expect(shapes[0].rows.reduce((sum, weight) => sum + weight, 0)).toBe(3000);
  });
});
