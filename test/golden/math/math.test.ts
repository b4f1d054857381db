import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expm1 } from '../../../src/core/math/exp.ts';
import { log, log1p } from '../../../src/core/math/log.ts';
import { normalQuantile } from '../../../src/core/math/normal-quantile.ts';
import { cosTurn, sinTurn } from '../../../src/core/math/turn.ts';

const { cases } = JSON.parse(readFileSync(new URL('./expected.json', import.meta.url), 'utf8')) as { cases: Record<string, [number, number][]> };
const functions = { log, log1p, expm1, normalQuantile, sinTurn, cosTurn };

/** The distance between neighbouring doubles at `x`. */
function ulp(x: number): number {
  const words = new DataView(new ArrayBuffer(8));
  words.setFloat64(0, Math.abs(x));
  const above = words.getBigUint64(0) + 1n;
  words.setBigUint64(0, above);
  return words.getFloat64(0) - Math.abs(x);
}

describe.each([
  ['log', 1],
  ['log1p', 2],
  ['expm1', 2],
  ['normalQuantile', 16],
  ['sinTurn', 1],
  ['cosTurn', 1],
] as const)('%s', (name, most) => {
  test(`lies within ${most} units in the last place of the exact value`, () => {
    expect(cases[name].length).toBeGreaterThan(100);
    let worst = 0;
    for (const [x, exact] of cases[name]) {
      // Sines and cosines are judged by the last place of 1 wherever they stand.
      const unit = name === 'sinTurn' || name === 'cosTurn' ? Number.EPSILON : ulp(exact);
      worst = Math.max(worst, Math.abs(functions[name](x) - exact) / unit);
    }
    expect(worst).toBeLessThanOrEqual(most);
    expect(cases[name].every(([x]) => Number.isFinite(functions[name](x)))).toBe(true);
  });
});

test.each([
  ['log', 0, -Infinity],
  ['log', -1, NaN],
  ['log', NaN, NaN],
  ['log', Infinity, Infinity],
  ['log', 1, 0],
  ['log1p', -1, -Infinity],
  ['log1p', -2, NaN],
  ['log1p', NaN, NaN],
  ['log1p', Infinity, Infinity],
  ['log1p', 1e-300, 1e-300],
  ['expm1', NaN, NaN],
  ['expm1', -Infinity, -1],
  ['expm1', Infinity, Infinity],
  ['normalQuantile', 0, -Infinity],
  ['normalQuantile', 1, Infinity],
  ['normalQuantile', 0.5, 0],
  ['normalQuantile', 1.5, NaN],
  ['normalQuantile', NaN, NaN],
  ['sinTurn', 0, 0],
  ['sinTurn', 0.25, 1],
  ['sinTurn', 0.5, 0],
  ['sinTurn', 0.75, -1],
  ['sinTurn', NaN, NaN],
  ['sinTurn', Infinity, NaN],
  ['cosTurn', 0, 1],
  ['cosTurn', 0.25, 0],
  ['cosTurn', 0.5, -1],
  ['cosTurn', 0.75, 0],
] as const)('%s of %d is %d', (name, x, expected) => {
  expect(functions[name](x)).toBe(expected);
});

test('they rise where they should', () => {
  for (const [f, low, high] of [[log, 0.01, 40], [log1p, -0.99, 40], [expm1, -20, 20], [normalQuantile, 1e-9, 1 - 1e-9]] as const) {
    let last = -Infinity;
    for (let i = 0; i <= 20_000; i++) {
      const value = f(low + ((high - low) * i) / 20_000);
      expect(value).toBeGreaterThan(last);
      last = value;
    }
  }
});
