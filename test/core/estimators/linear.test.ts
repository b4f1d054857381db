import { describe, expect, it } from 'vitest';
import { NotPositiveDefinite, solveCholesky } from '../../../src/core/estimators/cholesky.ts';
import { linear } from '../../../src/core/estimators/linear.ts';
import { ridgeLambdas } from '../../../src/core/estimators/linear-ridge.ts';
import { solveShifted, tridiagonalise } from '../../../src/core/estimators/tridiagonal.ts';
import type { Params } from '../../../src/core/estimators/estimator.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { DesignMatrix } from '../../../src/core/matrix/matrix.ts';
import type { TargetValues } from '../../../src/core/metrics/predictions.ts';
import { sampleOf } from '../../contract/estimator-samples.ts';
import { codes, matrixOf, numbers, numeric, trainSetOf } from '../../support/train-set.ts';

const breathe = () => Promise.resolve();
const fit = async (X: DesignMatrix, y: TargetValues, params: Params = {}) =>
  (await linear.fit(trainSetOf(X, y), params, createRng(0), uncontrolled)).model;

/** A random symmetric positive definite matrix (n × n) and a right-hand side. */
function systemOf(n: number): { A: Float64Array; b: Float64Array } {
  const rng = createRng(n);
  const half = Float64Array.from({ length: n * n }, () => rng.normal());
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) A[i * n + j] += half[i * n + k] * half[j * n + k];
    A[i * n + i] += 0.1;
  }
  return { A, b: Float64Array.from({ length: n }, () => rng.normal()) };
}

const times = (A: Float64Array, z: Float64Array) =>
  z.map((_, i) => z.reduce((sum, value, j) => sum + A[i * z.length + j] * value, 0));

describe('solving symmetric systems', () => {
  it.each([1, 2, 3, 10, 40])('by Cholesky, %i unknowns', async (n) => {
    const { A, b } = systemOf(n);
    const z = await solveCholesky(A.slice(), b, breathe);
    times(A, z).forEach((value, i) => expect(value).toBeCloseTo(b[i], 8));
  });

  it('refuses what is not positive definite', async () => {
    await expect(solveCholesky(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1), breathe)).rejects.toBeInstanceOf(
      NotPositiveDefinite,
    );
  });

  it.each([1, 2, 3, 10, 40])('by tridiagonal form for every shift, %i unknowns', async (n) => {
    const { A, b } = systemOf(n);
    const T = await tridiagonalise(A.slice(), b, breathe);
    for (const shift of [0.5, 10]) {
      const shifted = A.map((value, at) => (at % (n + 1) === 0 ? value + shift : value));
      const z = await solveCholesky(shifted.slice(), b, breathe);
      const own = solveShifted(T, shift);
      const quadratic = (left: Float64Array, right: Float64Array) =>
        left.reduce((sum, value, i) => sum + value * right[i], 0);
      // Lengths and products are the same in both bases.
      expect(quadratic(own.z, own.z)).toBeCloseTo(quadratic(z, z), 8);
      expect(quadratic(own.z, T.rotated)).toBeCloseTo(quadratic(z, b), 8);
      let trace = 0;
      for (let i = 0; i < n; i++)
        trace += (
          await solveCholesky(
            shifted.slice(),
            b.map((_, j) => (j === i ? 1 : 0)),
            breathe,
          )
        )[i];
      expect(own.inverseTrace).toBeCloseTo(trace, 8);
    }
  });
});

describe('the linear model', () => {
  it('finds a line exactly where there is no noise to speak of', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => [i, (i * 7) % 13]);
    const model = await fit(matrixOf(rows), numbers(rows.map(([a, b]) => 3 * a - 2 * b + 5)), { lambda: 1e-9 });
    expect(Array.from(model.state.coefficients)[0]).toBeCloseTo(3, 9);
    expect(Array.from(model.state.coefficients)[1]).toBeCloseTo(-2, 9);
    expect(model.state.intercepts[0]).toBeCloseTo(5, 7);
  });

  it('keeps its digits where features and target lie far from 0', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [16_000_000 + i, i % 2]);
    const model = await fit(matrixOf(rows), numbers(rows.map(([a, b]) => 1e9 + 2 * (a - 16_000_000) + b)), {
      lambda: 1e-9,
    });
    expect(model.state.coefficients[0]).toBeCloseTo(2, 7);
  });

  it('shares the effect between equal columns', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [Math.sin(i), Math.sin(i)]);
    const model = await fit(matrixOf(rows), numbers(rows.map(([a]) => 4 * a)), { lambda: 1e-6 });
    expect(model.state.coefficients[0]).toBeCloseTo(2, 4);
    expect(model.state.coefficients[1]).toBeCloseTo(2, 4);
  });

  it('stays finite where classes are separable', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i < 20 ? -1 - i / 20 : 1 + i / 20]);
    const model = await fit(
      matrixOf(rows),
      codes(
        rows.map(([a]) => (a > 0 ? 1 : 0)),
        ['a', 'b'],
      ),
      { lambda: 1e-4 },
    );
    expect(model.state.coefficients[0]).toBeGreaterThan(1);
    expect(model.state.coefficients[0]).toBeLessThan(100);
  });

  it('has no gradient left where it stops', async () => {
    const { X, y } = sampleOf('binary', 'dense', 300);
    const { state } = await fit(X, y, { lambda: 0.5 });
    const predicted = linear.predict(await fit(X, y, { lambda: 0.5 }), X);
    if (predicted.kind !== 'classes' || y.kind !== 'classes') throw new Error('classes were expected');
    for (let j = 0; j < X.features.length; j++) {
      let gradient = 0.5 * state.coefficients[j];
      for (let i = 0; i < X.nRows; i++)
        gradient += (predicted.probabilities[2 * i + 1] - y.codes[i]) * X.values[i * X.features.length + j];
      expect(Math.abs(gradient)).toBeLessThan(1e-4);
    }
  });

  it('gives sparse inputs the coefficients that dense ones get', async () => {
    const rng = createRng(5);
    const rows = Array.from({ length: 203 }, () => Array.from({ length: 12 }, () => (rng.uniform() < 0.2 ? 1 : 0)));
    const y = codes(
      rows.map((row) => (row[0] + row[1] + rng.uniform() > 1 ? 1 : row[2])),
      ['a', 'b'],
    );
    const sparse = await fit(matrixOf(rows), y);
    // Beside a column of ones, which the intercept stands for, most values are no zeros; the solution has to be the same.
    const padded = rows.map((row) => [...row, ...new Array<number>(12).fill(1)]);
    const dense = await fit(matrixOf(padded), y);
    for (let j = 0; j < 12; j++) expect(sparse.state.coefficients[j]).toBeCloseTo(dense.state.coefficients[j], 4);
  });

  it('chooses its penalty from the known ones, a stronger one for noise', async () => {
    const rng = createRng(6);
    const rows = Array.from({ length: 40 }, () => Array.from({ length: 20 }, () => rng.normal()));
    const clear = await fit(matrixOf(rows), numbers(rows.map((row) => 5 * row[0] + 0.01 * rng.normal())));
    const noise = await fit(matrixOf(rows), numbers(rows.map(() => rng.normal())));
    expect(ridgeLambdas).toContain(clear.state.lambda);
    expect(noise.state.lambda).toBeGreaterThan(clear.state.lambda);
  });

  it('says which feature and row holds what is no finite number', async () => {
    const X = {
      ...matrixOf([
        [1, 2],
        [3, NaN],
      ]),
      features: [numeric('age'), numeric('fare')],
    };
    await expect(fit(X, numbers([1, 2]))).rejects.toThrow(/"fare", row 1/);
  });
});
