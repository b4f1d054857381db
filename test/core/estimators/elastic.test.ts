import { describe, expect, it } from 'vitest';
import { linear } from '../../../src/core/estimators/linear.ts';
import type { Params } from '../../../src/core/estimators/estimator.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { DesignMatrix } from '../../../src/core/matrix/matrix.ts';
import type { TargetValues } from '../../../src/core/metrics/predictions.ts';
import { numbersOf } from '../../contract/estimator-samples.ts';
import { codes, matrixOf, numbers, trainSetOf } from '../../support/train-set.ts';

const fit = async (X: DesignMatrix, y: TargetValues, params: Params, weights: number[] | null = null) =>
  (await linear.fit(trainSetOf(X, y, { weights }), params, createRng(0), uncontrolled)).model;

/** Normal features, of which all but the first `nFull` are 0 in four rows of five. */
function sampled(nRows: number, p: number, nFull: number): { X: DesignMatrix; rows: number[][] } {
  const rng = createRng(p);
  const rows = Array.from({ length: nRows }, () =>
    Array.from({ length: p }, (_, j) => Math.fround(j < nFull || rng.uniform() < 0.2 ? rng.normal() + 0.5 : 0)),
  );
  return { X: matrixOf(rows), rows };
}

/** How far the optimality conditions of an elastic net are from being met, over l1 and the slopes of the losses at each score. */
function violation(rows: number[][], beta: ArrayLike<number>, slopes: number[], l1: number, l2: number): number {
  let worst = Math.abs(slopes.reduce((sum, slope) => sum + slope, 0));
  for (let j = 0; j < rows[0].length; j++) {
    const slope = rows.reduce((sum, row, i) => sum + slopes[i] * row[j], 0) - l2 * beta[j];
    worst = Math.max(worst, beta[j] === 0 ? Math.abs(slope) - l1 : Math.abs(slope - l1 * Math.sign(beta[j])));
  }
  return worst / l1;
}

describe('the elastic net', () => {
  // The products of 900 features are not worth it for 40 rows, and those of few are: both solvers are met here.
  it.each([
    [40, 900, 900],
    [60, 1200, 10],
    [90, 20, 20],
    [90, 20, 4],
  ])('meets its optimality conditions for numbers, %i rows of %i features', async (n, p, nFull) => {
    const { X, rows } = sampled(n, p, nFull);
    const noise = createRng(2);
    const y = rows.map((row) => 3 * row[0] - 2 * row[1] + noise.normal() + 100);
    const weights = y.map((_, i) => i % 3);
    const model = await fit(X, numbers(y), { lambda: 20, l1Ratio: 0.8 }, weights);
    const seen = numbersOf(linear.predict(model, X));
    const slopes = y.map((value, i) => weights[i] * (value - seen[i]));
    const kept = model.state.coefficients.filter((value) => value !== 0).length;
    expect(kept).toBeGreaterThan(1);
    expect(kept).toBeLessThan(p);
    expect(violation(rows, model.state.coefficients, slopes, 16, 4)).toBeLessThan(1e-5);
  });

  it.each([
    [80, 300, 300, 1],
    [80, 30, 4, 0.5],
  ])('meets its optimality conditions for classes, %i rows of %i features', async (n, p, nFull, l1Ratio) => {
    const { X, rows } = sampled(n, p, nFull);
    const noise = createRng(3);
    const y = rows.map((row) => (row[0] - row[1] + 0.5 * noise.normal() > 0 ? 1 : 0));
    const model = await fit(X, codes(y, ['no', 'yes']), { lambda: 2, l1Ratio });
    const seen = numbersOf(linear.predict(model, X));
    const slopes = y.map((code, i) => code - seen[2 * i + 1]);
    expect(violation(rows, model.state.coefficients, slopes, 2 * l1Ratio, 2 * (1 - l1Ratio))).toBeLessThan(1e-4);
  });

  it('chooses a penalty that keeps what counts and little else', async () => {
    const { X, rows } = sampled(400, 30, 30);
    const noise = createRng(4);
    const score = rows.map((row) => 2 * row[3] - 2 * row[7] + noise.normal());
    const targets: TargetValues[] = [
      numbers(score),
      codes(
        score.map((s) => (s > 0 ? 1 : 0)),
        ['no', 'yes'],
      ),
    ];
    for (const y of targets) {
      const { coefficients, lambda } = (await fit(X, y, { l1Ratio: 1 })).state;
      expect(lambda).toBeGreaterThan(0);
      expect(coefficients[3]).toBeGreaterThan(1);
      expect(coefficients[7]).toBeLessThan(-1);
      expect(coefficients.filter((value) => value !== 0).length).toBeLessThan(16);
    }
  });

  it('keeps no coefficient where there is nothing to learn', async () => {
    const { X } = sampled(50, 4, 4);
    const constant = await fit(X, numbers(new Float64Array(50).fill(3)), { l1Ratio: 1 });
    expect(Array.from(constant.state.coefficients)).toEqual([0, 0, 0, 0]);
    const strict = await fit(
      X,
      codes(
        Array.from({ length: 50 }, (_, i) => i % 3),
        ['a', 'b', 'c'],
      ),
      { l1Ratio: 1, lambda: 1e6 },
    );
    expect(strict.state.coefficients.every((value) => value === 0)).toBe(true);
  });
});
