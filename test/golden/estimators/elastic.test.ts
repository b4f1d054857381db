import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linear } from '../../../src/core/estimators/linear.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { codes, matrixOf, numbers, trainSetOf } from '../../support/train-set.ts';

interface Case {
  name: string;
  nClasses: number;
  lam: number;
  l1Ratio: number;
  X: number[][];
  y: number[];
  weights: number[] | null;
  coefficients: number[][];
  intercepts: number[];
}

const { cases } = JSON.parse(readFileSync(new URL('elastic.json', import.meta.url), 'utf8')) as { cases: Case[] };

/** The largest difference, relative to the largest expected value or 1. */
function worst(seen: ArrayLike<number>, expected: number[]): number {
  expect(seen).toHaveLength(expected.length);
  const scale = Math.max(1, ...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(value - seen[i]) / scale));
}

describe('the elastic net agrees with scikit-learn', () => {
  it.each(cases)('$name', async (golden) => {
    const classes = Array.from({ length: golden.nClasses }, (_, c) => `class ${c}`);
    const y = golden.nClasses > 0 ? codes(golden.y, classes) : numbers(golden.y);
    const train = trainSetOf(matrixOf(golden.X), y, { weights: golden.weights });
    const params = { lambda: golden.lam, l1Ratio: golden.l1Ratio };
    const { model } = await linear.fit(train, params, createRng(0), uncontrolled);
    expect(worst(model.state.coefficients, golden.coefficients.flat())).toBeLessThan(1e-5);
    expect(worst(model.state.intercepts, golden.intercepts)).toBeLessThan(1e-5);
    // What scikit-learn leaves out is left out here, to the last bit.
    const kept = golden.coefficients.flat().map((value) => Math.abs(value) > 1e-7);
    expect(Array.from(model.state.coefficients, (value) => value !== 0)).toEqual(kept);
  });
});
