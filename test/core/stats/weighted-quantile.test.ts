import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantile } from '../../../src/core/stats/quantile.ts';
import { weightedQuantile } from '../../../src/core/stats/weighted-quantile.ts';

const pairs = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 4 })), {
  minLength: 1,
  maxLength: 30,
});

it('is the quantile of the values repeated', () => {
  fc.assert(
    fc.property(pairs, fc.double({ min: 0, max: 1, noNaN: true }), (all, p) => {
      const values = Float64Array.from(all, ([value]) => value);
      const weights = Float64Array.from(all, ([, weight]) => weight);
      const repeated = all.flatMap(([value, weight]) => Array.from({ length: weight }, () => value));
      const expected = quantile(repeated, p);
      const seen = weightedQuantile(values, weights, p);
      if (Number.isNaN(expected)) expect(seen).toBeNaN();
      else expect(seen).toBeCloseTo(expected, 9);
      expect(weightedQuantile(values, null, p)).toBe(quantile(values, p));
    }),
  );
});

it('takes weights below 1, and leaves what it is given as it is', () => {
  const values = Float64Array.of(3, 1, 2);
  expect(weightedQuantile(values, Float64Array.of(0.1, 0.1, 0.1), 0.5)).toBe(1);
  expect(weightedQuantile(values, Float64Array.of(1.5, 0, 7.5), 0.95)).toBeCloseTo(2.6, 9);
  expect(values).toEqual(Float64Array.of(3, 1, 2));
});
