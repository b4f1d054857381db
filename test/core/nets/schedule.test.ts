import { expect, it } from 'vitest';
import { scheduleFactor } from '../../../src/core/nets/schedule.ts';

it('coslog4 is four waves, each twice as long as the one before, that end at nothing', () => {
  const at = [0, 1, 3, 7, 15].map((part) => scheduleFactor('coslog4', part / 15));
  at.forEach((factor) => expect(factor).toBeCloseTo(0, 12));
  // The tops lie where 1 + 15 share is a power of two times the square root of two.
  [1, 2, 4, 8].forEach((power) => expect(scheduleFactor('coslog4', (power * Math.SQRT2 - 1) / 15)).toBeCloseTo(1, 12));
});

it('cosine falls from the full rate to a twentieth, and no further', () => {
  expect([0, 0.5, 1, 1.5].map((share) => scheduleFactor('cosine', share))).toEqual([1, 0.525, 0.05, 0.05].map((x) => expect.closeTo(x, 12)));
});

it('constant is the full rate throughout', () => {
  expect([0, 0.3, 1].map((share) => scheduleFactor('constant', share))).toEqual([1, 1, 1]);
});
