import { describe, expect, test } from 'vitest';
import { minimise } from '../../../src/core/math/minimise.ts';

describe('minimise', () => {
  test.each([0, 1.5, -7, 40, -1e-3])('finds the valley of a parabola at %d', (at) => {
    expect(minimise((x) => (x - at) * (x - at) + 3, [-2, 2])).toBeCloseTo(at, 7);
  });

  test('finds valleys that are no parabolas', () => {
    expect(minimise((x) => Math.cosh(x - 0.3), [-2, 2])).toBeCloseTo(0.3, 7);
    expect(minimise((x) => Math.abs(x - Math.SQRT2), [-2, 2])).toBeCloseTo(Math.SQRT2, 7);
    expect(minimise((x) => x * x * x * x - 2 * x, [-2, 2])).toBeCloseTo(Math.cbrt(0.5), 6);
  });

  test('Infinity is high ground', () => {
    expect(minimise((x) => (x > 1 ? Infinity : (x - 0.9) * (x - 0.9)), [-2, 2])).toBeCloseTo(0.9, 6);
  });

  test('gives up walking downhill beyond the limit', () => {
    let calls = 0;
    const place = minimise((x) => ((calls += 1), -x), [-2, 2], 1e-8, 100);
    expect(Number.isFinite(place)).toBe(true);
    expect(calls).toBeLessThan(300);
  });

  test('takes about as few looks as it can: scipy.optimize.brent takes 34', () => {
    let calls = 0;
    minimise((x) => ((calls += 1), Math.cosh(x - 0.3)), [-2, 2], 1.48e-8);
    expect(calls).toBeLessThan(40);
  });
});
