import { expect, it } from 'vitest';
import { isForDevice } from '../../../src/core/estimators/linear-device.ts';
import type { DesignMatrix } from '../../../src/core/matrix/matrix.ts';
import { codes, numbers, numeric } from '../../support/train-set.ts';

/** Rows of ones, of which only the first `filled` values are no zeros. */
function rows(nRows: number, p: number, filled = nRows * p): DesignMatrix {
  return { nRows, features: Array.from({ length: p }, (_, j) => numeric(`x${j}`)), values: new Float32Array(nRows * p).fill(1, 0, filled) };
}
const classes = codes([], ['a', 'b']);

it('linear models of many rows of many features are for a device, but elastic nets and classes of mostly zeros', () => {
  const large = rows(100_000, 200);
  expect(isForDevice({ X: large, y: classes }, {})).toBe(true);
  expect(isForDevice({ X: large, y: numbers([]) }, { lambda: 3, l1Ratio: 0 })).toBe(true);
  expect(isForDevice({ X: large, y: numbers([]) }, { l1Ratio: 0.1 })).toBe(false);
  const hollow = rows(100_000, 200, 5e6);
  expect(isForDevice({ X: hollow, y: classes }, {})).toBe(false);
  expect(isForDevice({ X: hollow, y: numbers([]) }, {})).toBe(true);
});

it.each([
  ['few rows', 99_999, 200],
  ['few features', 101_000, 199],
  ['more features than rows', 4000, 5001],
])('%s are not', (_, nRows, p) => {
  expect(isForDevice({ X: { ...rows(1, p), nRows }, y: numbers([]) }, {})).toBe(false);
});
