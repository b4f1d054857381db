import { expect, it } from 'vitest';
import { partsOf } from '../../src/worker/parts-of.ts';

it('parts the time that several took side by side, also where none took any', () => {
  expect(partsOf(12, [10, 5, 5])).toEqual([6, 3, 3]);
  expect(partsOf(7, [7])).toEqual([7]);
  expect(partsOf(0, [0])).toEqual([0]);
  expect(partsOf(1, [0, 0])).toEqual([0.5, 0.5]);
});
