import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlation } from '../../../src/core/stats/correlation.ts';
import { entropy, imbalance } from '../../../src/core/stats/entropy.ts';
import { jensenShannon } from '../../../src/core/stats/jensen-shannon.ts';
import { mean, sum } from '../../../src/core/stats/mean.ts';
import { median } from '../../../src/core/stats/median.ts';
import { quantile } from '../../../src/core/stats/quantile.ts';
import { rank } from '../../../src/core/stats/rank.ts';
import { skewness } from '../../../src/core/stats/skewness.ts';
import { standardDeviation, variance } from '../../../src/core/stats/variance.ts';
import { wasserstein1 } from '../../../src/core/stats/wasserstein.ts';
import { wilson } from '../../../src/core/stats/wilson.ts';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
const ascending = numbers.map((values) => Float64Array.from(values).sort());

describe('mean and variance', () => {
  it('keep their digits far from zero', () => {
    const values = Array.from({ length: 1000 }, (_, i) => 1e6 + (i % 2));
    expect(variance(values, 0)).toBe(0.25);
    expect(variance(Array.from({ length: 1000 }, (_, i) => 1e12 + (i % 2)), 0)).toBe(0.25);
    expect(mean(values)).toBe(1e6 + 0.5);
  });

  it('sum what cancels', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum([0.1, 0.2, 0.3, -0.6])).toBeCloseTo(0, 16);
    expect(sum([Infinity, 1])).toBe(Infinity);
    expect(sum([])).toBe(0);
  });

  it('are NaN where they are not defined', () => {
    expect(mean([])).toBeNaN();
    expect(variance([])).toBeNaN();
    expect(variance([3])).toBeNaN();
    expect(variance([3], 0)).toBe(0);
    expect(standardDeviation([1, 3])).toBe(Math.SQRT2);
  });

  it('move with the values and scale with them', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
        const before = variance(values, 0);
        const moved = variance(values.map((value) => value + shift), 0);
        expect(Math.abs(moved - before)).toBeLessThanOrEqual(1e-9 * Math.max(1, before));
      }),
    );
  });
});

describe('skewness', () => {
  it('is 0 where all values are equal, whatever they are', () => {
    expect(skewness([5, 5, 5])).toBe(0);
    expect(skewness([0.1, 0.1, 0.1])).toBe(0);
    expect(skewness([])).toBeNaN();
    expect(skewness([1, 2, 9])).toBeGreaterThan(0);
    expect(skewness([-1, -2, -9])).toBe(-skewness([1, 2, 9]));
  });
});

describe('quantile', () => {
  it('is linear between order statistics', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([10, 20], 0.25)).toBe(12.5);
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([1, 2], 1.5)).toBe(2);
  });

  it('stays infinite among infinities and finite beside them', () => {
    expect(quantile([1, Infinity, Infinity], 0.75)).toBe(Infinity);
    expect(quantile([1, 2, Infinity], 0.5)).toBe(2);
  });

  it('never falls as p rises', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (values, a, b) => {
        expect(quantile(values, Math.min(a, b))).toBeLessThanOrEqual(quantile(values, Math.max(a, b)));
      }),
    );
  });
});

describe('entropy', () => {
  it('is 0 for one class and log k for equal ones', () => {
    expect(entropy([5])).toBe(0);
    expect(entropy([3, 0])).toBe(0);
    expect(entropy([2, 2, 2])).toBeCloseTo(Math.log(3), 12);
    expect(entropy([])).toBeNaN();
    expect(entropy([0, 0])).toBeNaN();
  });

  it('gives imbalance between 0 and 1', () => {
    expect(imbalance([50, 50])).toBeCloseTo(0, 12);
    expect(imbalance([100, 0])).toBe(1);
    expect(imbalance([95, 5])).toBeCloseTo(1 - 0.28639695711595625, 12);
    expect(imbalance([10])).toBeNaN();
  });
});

describe('rank', () => {
  it('shares the mean rank among equals', () => {
    expect([...rank([10, 20, 10, 5])]).toEqual([2.5, 4, 2.5, 1]);
    expect([...rank([])]).toEqual([]);
  });
});

describe('wilson', () => {
  it('holds the share, stays in [0, 1] and narrows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (trials, some) => {
        const { share, lower, upper } = wilson(Math.min(some, trials), trials);
        expect(lower).toBeLessThanOrEqual(share);
        expect(upper).toBeGreaterThanOrEqual(share);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
      }),
    );
    expect(wilson(50, 100).upper - wilson(50, 100).lower).toBeGreaterThan(wilson(500, 1000).upper - wilson(500, 1000).lower);
    expect(wilson(0, 0)).toEqual({ share: NaN, lower: 0, upper: 1 });
  });
});

describe('distances', () => {
  it('wasserstein is 0 for the same sample, symmetric, and the shift for a shifted one', () => {
    fc.assert(
      fc.property(ascending, ascending, (a, b) => {
        expect(wasserstein1(a, a)).toBe(0);
        expect(wasserstein1(a, b)).toBeCloseTo(wasserstein1(b, a), 6);
      }),
    );
    expect(wasserstein1([0, 1, 3], [5, 6, 8])).toBe(5);
    expect(wasserstein1([], [1])).toBeNaN();
  });

  it('jensen-shannon is 0 for equal shares, 1 for disjoint ones, symmetric', () => {
    expect(jensenShannon([1, 3], [25, 75])).toBe(0);
    expect(jensenShannon([1, 0], [0, 9])).toBe(1);
    expect(jensenShannon([1, 2, 7], [3, 3, 4])).toBeCloseTo(jensenShannon([3, 3, 4], [1, 2, 7]), 14);
    expect(jensenShannon([0, 0], [1, 1])).toBeNaN();
  });

  it('correlation is 1 for a line and NaN for a constant', () => {
    expect(correlation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 14);
    expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 14);
    expect(correlation([1, 1], [1, 2])).toBeNaN();
    expect(correlation([], [])).toBeNaN();
  });
});
