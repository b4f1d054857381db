import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { sortNumbers } from '../../../src/core/stats/sort-numbers.ts';

/** Enough values for the radix sort, out of a few that are then repeated, negated and mixed. */
const many = fc
  .record({
    seeds: fc.array(fc.double(), { minLength: 1, maxLength: 60 }),
    special: fc.subarray([-0, 0, NaN, Infinity, -Infinity, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, 1e-310, -1e-310, 1, -1]),
    count: fc.integer({ min: 4096, max: 6000 }),
    seed: fc.nat(),
  })
  .map(({ seeds, special, count, seed }) => {
    const rng = createRng(seed);
    const from = [...seeds, ...special];
    return Float64Array.from({ length: count }, () => {
      const value = from[rng.int(from.length)];
      return rng.uniform() < 0.5 ? value : -value * rng.normal();
    });
  });

/** The first place where the two differ in a bit that tells values apart, or -1. */
const differAt = (a: Float64Array, b: Float64Array) => a.findIndex((value, i) => !Object.is(value, b[i]));

describe('sortNumbers', () => {
  it('sorts as the comparison sort does, whatever the bits', () => {
    fc.assert(
      fc.property(many, (values) => {
        expect(differAt(sortNumbers(values.slice()), values.slice().sort())).toBe(-1);
      }),
      { numRuns: 200 },
    );
  });

  it('sorts in place, also a part of a larger buffer, and leaves what is around it alone', () => {
    const rng = createRng(3);
    const all = Float64Array.from({ length: 6000 }, () => rng.normal());
    const expected = all.slice();
    expected.subarray(500, 5500).sort();
    const part = all.subarray(500, 5500);
    expect(sortNumbers(part)).toBe(part);
    expect(differAt(all, expected)).toBe(-1);
  });

  it.each([
    ['nothing', []],
    ['a few', [3, NaN, -0, 0, -1]],
  ])('sorts %s', (_, values) => {
    expect(sortNumbers(Float64Array.from(values))).toEqual(Float64Array.from(values).sort());
  });

  it.each([
    ['one value', () => 7],
    ['NaN alone', () => NaN],
    ['negative numbers alone', (i: number) => -(i % 700)],
    ['numbers that differ in their lowest digit alone', (i: number) => 1 + (i % 3) * Number.EPSILON],
    ['numbers in order', (i: number) => i - 2500],
  ])('sorts 5,000 of %s', (_, value) => {
    const values = Float64Array.from({ length: 5000 }, (__, i) => value(i));
    expect(differAt(sortNumbers(values.slice()), values.slice().sort())).toBe(-1);
  });
});
