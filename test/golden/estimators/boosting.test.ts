import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boosting } from '../../../src/core/estimators/boosting.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { codes, matrixOf, numbers, trainSetOf } from '../../support/train-set.ts';

interface Case {
  name: string;
  nClasses: number;
  X: (number | null)[][];
  y: number[];
  probe: (number | null)[][];
  predictions: number[][];
  maxLeaves: number;
  minRowsPerLeaf: number;
  l2: number;
  learningRate: number;
}

const { cases } = JSON.parse(readFileSync(new URL('boosting.json', import.meta.url), 'utf8')) as { cases: Case[] };
const rowsOf = (rows: (number | null)[][]) => matrixOf(rows.map((row) => row.map((value) => value ?? NaN)));

describe('boosted trees agree with scikit-learn, tree for tree', () => {
  it.each(cases)(
    '$name',
    async ({ nClasses, X, y, probe, predictions, maxLeaves, minRowsPerLeaf, l2, learningRate }) => {
      const target =
        nClasses === 0
          ? numbers(y)
          : codes(
              y,
              Array.from({ length: nClasses }, (_, c) => `class ${c}`),
            );
      const params = { maxLeaves, minRowsPerLeaf, l2, learningRate, iterations: 20 };
      const { model } = await boosting.fit(trainSetOf(rowsOf(X), target), params, createRng(0), uncontrolled);
      const seen = boosting.predict(model, rowsOf(probe));
      const values = seen.kind === 'number' ? seen.values : seen.probabilities;
      const differences = predictions.flat().map((value, i) => Math.abs(value - values[i]));
      // scikit-learn sums gradients in float32.
      expect(Math.max(...differences)).toBeLessThan(1e-4);
    },
  );
});
