import { expect, test } from 'vitest';
import { agree, differenceOf } from '../bench/tabular/agreement.ts';

const around = (value: number, half: number) => ({ value, lower: value - half, upper: value + half });

test('the interval of a difference is as wide as both are together, and lopsided where they are', () => {
  expect(differenceOf(around(5, 3), around(2, 4))).toEqual({ value: 3, lower: -2, upper: 8 });
  const lopsided = differenceOf({ value: 1, lower: 0, upper: 4 }, around(0, 0));
  expect(lopsided).toEqual({ value: 1, lower: 0, upper: 4 });
});

test('estimates agree where the interval of their difference holds 0', () => {
  expect(agree(around(0.9, 0.02), around(0.92, 0.01))).toBe(true);
  expect(agree(around(0.9, 0.01), around(0.92, 0.01))).toBe(false);
});
