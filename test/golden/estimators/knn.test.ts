import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knn } from '../../../src/core/estimators/knn.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { numbersOf } from '../../contract/estimator-samples.ts';
import { codes, matrixOf, numbers, trainSetOf } from '../../support/train-set.ts';

interface Case {
  name: string;
  nClasses: number;
  k: number;
  weighting: string;
  metric: string;
  X: number[][];
  y: number[];
  probe: number[][];
  predictions: number[][];
}

const { cases } = JSON.parse(readFileSync(new URL('knn.json', import.meta.url), 'utf8')) as { cases: Case[] };

describe('nearest neighbours agree with scikit-learn', () => {
  it.each(cases)('$name', async ({ nClasses, k, weighting, metric, X, y, probe, predictions }) => {
    const classes = Array.from({ length: nClasses }, (_, c) => `class ${c}`);
    const train = trainSetOf(matrixOf(X), nClasses > 0 ? codes(y, classes) : numbers(y));
    const { model } = await knn.fit(train, { k, weighting, metric, prior: 0 }, createRng(0), uncontrolled);
    const seen = numbersOf(knn.predict(model, matrixOf(probe)));
    const expected = predictions.flat();
    expect(seen).toHaveLength(expected.length);
    expect(Math.max(...seen.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(1e-10);
  });
});
