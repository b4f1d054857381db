import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boosting } from '../../../src/core/estimators/boosting.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { matrixOf, numbers, trainSetOf } from '../../support/train-set.ts';

interface Case {
  loss: 'absolute' | 'quantile' | 'poisson' | 'gamma';
  target: string;
  quantile?: number;
  scikitLearn: number | null;
  xgboost: number | null;
  /** The loss of the best constant. */
  constant: number;
}

const golden = JSON.parse(readFileSync(new URL('boosting-losses.json', import.meta.url), 'utf8')) as {
  nTrain: number;
  X: number[][];
  targets: Record<string, number[]>;
  cases: Case[];
};

/** Losses as scikit-learn's metrics define them. */
function lossAt({ loss, quantile = 0.5 }: Case, y: number, seen: number): number {
  switch (loss) {
    case 'absolute':
      return Math.abs(y - seen);
    case 'quantile':
      return y > seen ? quantile * (y - seen) : (1 - quantile) * (seen - y);
    case 'poisson':
      return 2 * ((y > 0 ? y * Math.log(y / seen) : 0) - y + seen);
    case 'gamma':
      return 2 * (Math.log(seen / y) + y / seen - 1);
  }
}

describe('losses for numbers predict fresh rows as well as scikit-learn and XGBoost do', () => {
  it.each(golden.cases)('$loss $quantile', async (one) => {
    const { nTrain, X, targets } = golden;
    const y = targets[one.target];
    const params = { loss: one.loss, quantile: one.quantile ?? 0.5, maxLeaves: 8, minRowsPerLeaf: 20, iterations: 60 };
    const train = trainSetOf(matrixOf(X.slice(0, nTrain)), numbers(y.slice(0, nTrain)));
    const { model } = await boosting.fit(train, params, createRng(0), uncontrolled);
    const seen = boosting.predict(model, matrixOf(X.slice(nTrain)));
    if (seen.kind !== 'number') throw new Error('numbers were expected');
    const fresh = y.slice(nTrain);
    const own = fresh.reduce((sum, value, i) => sum + lossAt(one, value, seen.values[i]), 0) / fresh.length;
    for (const peer of [one.scikitLearn, one.xgboost]) {
      if (peer === null) continue;
      // As a share of what there is to learn; the peers differ from each other by up to 0.05.
      const behind = (own - peer) / (one.constant - peer);
      expect(behind).toBeLessThan(0.02);
      expect(behind).toBeGreaterThan(-0.15);
    }
  });
});
