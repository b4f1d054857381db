import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extraTrees, forest } from '../../../src/core/estimators/forest.ts';
import { tree } from '../../../src/core/estimators/tree.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { lossOf, numbersOf } from '../../contract/estimator-samples.ts';
import { codes, matrixOf, numbers, trainSetOf } from '../../support/train-set.ts';

interface Sampled {
  name: string;
  nClasses: number;
  X: number[][];
  y: number[];
  probe: number[][];
}

interface TreeCase extends Sampled {
  weights: number[] | null;
  maxDepth: number;
  minRowsPerLeaf: number;
  ccpAlpha: number;
  nLeaves: number;
  predictions: number[][];
}

interface ForestCase extends Sampled {
  truth: number[];
  losses: Record<'forest' | 'extra-trees', [mean: number, deviation: number]>;
}

const golden = JSON.parse(readFileSync(new URL('tree.json', import.meta.url), 'utf8')) as {
  cases: TreeCase[];
  forests: ForestCase[];
};

function targetOf(y: number[], nClasses: number) {
  const classes = Array.from({ length: nClasses }, (_, c) => `class ${c}`);
  return nClasses === 0 ? numbers(y) : codes(y, classes);
}

describe('a decision tree agrees with scikit-learn, leaf for leaf', () => {
  it.each(golden.cases)('$name', async ({ nClasses, X, y, weights, probe, predictions, nLeaves, ...given }) => {
    const { maxDepth, minRowsPerLeaf, ccpAlpha } = given;
    const params = { maxDepth, minRowsPerLeaf, ccpAlpha, maxLeaves: 1024, smoothing: 0 };
    const train = trainSetOf(matrixOf(X), targetOf(y, nClasses), { weights });
    const { model } = await tree.fit(train, params, createRng(0), uncontrolled);
    expect(model.state.values.length / model.state.width).toBe(nLeaves);
    const seen = numbersOf(tree.predict(model, matrixOf(probe)));
    const expected = predictions.flat();
    expect(Math.max(...seen.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(1e-10);
  });
});

describe.each([forest, extraTrees])('$id predicts as well as scikit-learn', (learner) => {
  it.each(golden.forests)('$name', async ({ nClasses, X, y, probe, truth, losses }) => {
    const train = trainSetOf(matrixOf(X), targetOf(y, nClasses));
    const params = { minRowsPerLeaf: 3 };
    const { model } = await learner.fit(train, params, createRng(0), uncontrolled);
    const loss = lossOf(learner.predict(model, matrixOf(probe)), targetOf(truth, nClasses));
    const [mean, deviation] = losses[learner.id as 'forest' | 'extra-trees'];
    expect(loss).toBeLessThan(Math.max(1.03 * mean, mean + 4 * deviation));
  });
});
