import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp } from '../../../src/core/math/exp.ts';

describe('exp', () => {
  it('agrees with Math.exp within two units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: -745, max: 709.7, noNaN: true }), (x) => {
        const expected = Math.exp(x);
        expect(Math.abs(exp(x) - expected)).toBeLessThanOrEqual(2 * Math.max(expected * Number.EPSILON, Number.MIN_VALUE));
      }),
      { numRuns: 5000, seed: 1 },
    );
  });

  it.each([
    [0, 1],
    [-0, 1],
    [Infinity, Infinity],
    [-Infinity, 0],
    [1000, Infinity],
    [-1000, 0],
  ])('of %d is %d', (x, expected) => {
    expect(exp(x)).toBe(expected);
  });

  it('of NaN is NaN', () => {
    expect(exp(NaN)).toBeNaN();
  });

  it('never falls where x rises', () => {
    let last = 0;
    for (let x = -40; x < 40; x += 0.0137) {
      const value = exp(x);
      expect(value).toBeGreaterThan(last);
      last = value;
    }
  });
});
