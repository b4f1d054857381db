import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linear } from '../../../src/core/estimators/linear.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { codes, matrixOf, numbers, trainSetOf } from '../../support/train-set.ts';

interface Case {
  name: string;
  kind: 'logistic' | 'ridge' | 'ridge-gcv';
  nClasses: number;
  lam: number;
  X: number[][];
  y: number[];
  weights: number[] | null;
  coefficients: number[][];
  intercepts: number[];
  probabilities: number[][] | null;
}

const { cases } = JSON.parse(readFileSync(new URL('linear.json', import.meta.url), 'utf8')) as { cases: Case[] };

/** The largest difference, relative to the largest expected value. */
function worst(seen: ArrayLike<number>, expected: number[]): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(value - seen[i]) / scale));
}

describe('the linear model agrees with scikit-learn', () => {
  it.each(cases)('$name', async (golden) => {
    const classes = Array.from({ length: golden.nClasses }, (_, c) => `class ${c}`);
    const y = golden.kind === 'logistic' ? codes(golden.y, classes) : numbers(golden.y);
    const train = trainSetOf(matrixOf(golden.X), y, { weights: golden.weights });
    const params = golden.kind === 'ridge-gcv' ? {} : { lambda: golden.lam };
    const { model } = await linear.fit(train, params, createRng(0), uncontrolled);
    expect(model.state.lambda).toBeCloseTo(golden.lam, 12);
    // Both solvers stop at a small gradient, not at the last digit; the ridge is solved outright.
    const tolerance = golden.kind === 'logistic' ? 1e-5 : 1e-9;
    expect(worst(model.state.coefficients, golden.coefficients.flat())).toBeLessThan(tolerance);
    expect(worst(model.state.intercepts, golden.intercepts)).toBeLessThan(tolerance);
    if (!golden.probabilities) return;
    const predicted = linear.predict(model, matrixOf(golden.X.slice(0, 20)));
    expect(predicted.kind === 'classes' && worst(predicted.probabilities, golden.probabilities.flat())).toBeLessThan(
      tolerance,
    );
  });
});
