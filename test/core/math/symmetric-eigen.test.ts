import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { symmetricEigen } from '../../../src/core/math/symmetric-eigen.ts';

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const rowOf = (A: Float64Array, n: number, i: number) => A.subarray(i * n, (i + 1) * n);

function randomSymmetric(n: number, seed: number): Float64Array {
  const rng = createRng(seed);
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) A[i * n + j] = A[j * n + i] = rng.normal();
  return A;
}

describe('symmetricEigen', () => {
  test.each([1, 2, 3, 10, 40])('solves A v = λ v with orthonormal vectors, largest first, for %i rows', (n) => {
    const A = randomSymmetric(n, n);
    const before = A.slice();
    const { values, vectors } = symmetricEigen(A, n);
    expect(A).toEqual(before);
    for (let k = 0; k < n; k++) {
      const v = rowOf(vectors, n, k);
      if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1]);
      for (let i = 0; i < n; i++) expect(Math.abs(dot(rowOf(A, n, i), v) - values[k] * v[i])).toBeLessThan(1e-12 * n);
      for (let j = 0; j <= k; j++) expect(dot(v, rowOf(vectors, n, j))).toBeCloseTo(j === k ? 1 : 0, 12);
    }
  });

  test('knows a matrix by heart', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect([...values]).toEqual([expect.closeTo(3, 14), expect.closeTo(1, 14)]);
    expect(Math.abs(vectors[0])).toBeCloseTo(Math.SQRT1_2, 14);
  });

  test('keeps the digits of small values beside large ones', () => {
    // D B D with D = diag(1e6, 1, 1e-6): the smallest value is (det B / det of the leading 2 × 2 of B) · 1e-12.
    const [B, D] = [[1, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 1], [1e6, 1, 1e-6]];
    const { values } = symmetricEigen(Float64Array.from(B, (b, at) => b * D[Math.floor(at / 3)] * D[at % 3]), 3);
    expect(Math.abs(values[2] / 0.75e-12 - 1)).toBeLessThan(1e-11);
  });

  test('takes a diagonal matrix, a zero matrix, and none', () => {
    expect([...symmetricEigen(Float64Array.of(1, 0, 0, 4), 2).values]).toEqual([4, 1]);
    expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
    expect([...symmetricEigen(new Float64Array(), 0).values]).toEqual([]);
  });
});
