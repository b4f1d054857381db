import { expect, it } from 'vitest';
import { boosting, createBoosting } from '../../src/core/estimators/boosting.ts';
import type { BoostingState } from '../../src/core/estimators/boosting-predict.ts';
import type { FittedModel } from '../../src/core/estimators/estimator.ts';
import { uncontrolled } from '../../src/core/math/control.ts';
import { createRng } from '../../src/core/math/rng.ts';
import { numbersOf, sampleOf } from '../contract/estimator-samples.ts';
import { matrixRows, trainSetOf } from '../support/train-set.ts';
import { simdKernels } from '../support/simd-kernels.ts';

const simd = createBoosting(await simdKernels());

it.each(['binary', 'multiclass', 'regression'] as const)(
  'predicts many rows of %s as the plain loop and as a row alone',
  async (task) => {
    const { X, y } = sampleOf(task, 'native', 5000);
    const { model } = await simd.fit(
      trainSetOf(X, y),
      { iterations: 25, minRowsPerCategory: 3 },
      createRng(0),
      uncontrolled,
    );
    const grown = model as FittedModel<BoostingState>;
    expect(Array.from(grown.state.forest.set).some((set) => set >= 0)).toBe(true);
    const seen = numbersOf(simd.predict(grown, X));
    expect(seen).toEqual(numbersOf(boosting.predict(grown, X)));
    const width = seen.length / 5000;
    for (const row of [0, 2047, 2048, 4999]) {
      const alone = numbersOf(boosting.predict(grown, matrixRows(X, [row])));
      expect(seen.slice(row * width, (row + 1) * width)).toEqual(alone);
    }
  },
);
