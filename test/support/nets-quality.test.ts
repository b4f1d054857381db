import { expect, test } from 'vitest';
import { beats, bestOf, worsening } from '../bench/nets/quality/verdicts.ts';

test('a score beats another in the direction of its measure, and an absent one beats nothing', () => {
  expect(beats(0.9, 0.8, true)).toBe(true);
  expect(beats(0.9, 0.8, false)).toBe(false);
  expect(beats(0.8, 0.8, true)).toBe(false);
  expect(beats(NaN, 0.8, true)).toBe(false);
  expect(beats(0.8, NaN, false)).toBe(true);
});

test('the best score is the best of those that are there', () => {
  expect(bestOf([0.8, NaN, 0.9], true)).toBe(0.9);
  expect(bestOf([NaN, 3, 2], false)).toBe(2);
  expect(bestOf([], true)).toBeNaN();
});

test('a worsening is a share of what was before, in the direction of the measure', () => {
  expect(worsening(0.8, 0.796, true)).toBeCloseTo(0.005, 12);
  expect(worsening(2, 2.02, false)).toBeCloseTo(0.01, 12);
  expect(worsening(2, 1.9, false)).toBeCloseTo(-0.05, 12);
  expect(worsening(0.8, NaN, true) <= 0.005).toBe(false);
});
