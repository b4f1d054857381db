import { requireTrainSet } from './checks.ts';
import { encodeTrees } from './boosting-encode.ts';
import { fitBoosting } from './boosting-fit.ts';
import { boostingParams, boostingSpecs } from './boosting-params.ts';
import { predictBoosting, type BoostingState } from './boosting-predict.ts';
import type { Estimator } from './estimator.ts';
import { taskOf } from './targets.ts';
import { plainKernels } from './tree-kernels-plain.ts';
import type { TreeKernels } from './tree-kernels.ts';

/**
 * Histogram gradient boosting (Friedman, 2001; Ke et al., 2017): leaf-wise trees on binned values, with second-order
 * gains, missing values sent where they gain most and categories split many against many. Squared, absolute,
 * quantile, Poisson or gamma loss for numbers, log loss for classes; directions for numbers where asked. Takes NaN in X as missing and infinities as beyond every number. `iterations` > 0 fixes the rounds;
 * else stopping rows decide, or 100 are grown. Classes that no row has get probability 0.
 */
export function createBoosting(kernels: TreeKernels): Estimator<BoostingState> {
  return {
    id: 'boosting',
    label: 'Boosted trees',
    family: 'tree',
    input: 'native',
    params: boostingSpecs,

    async fit(train, params, rng, control) {
      requireTrainSet(train);
      const { X, y } = train;
      const { state, iterations, curve } = await fitBoosting(kernels, train, boostingParams(params), rng, control);
      control.progress(1);
      const classes = y.kind === 'classes' ? [...y.classes] : [];
      return {
        model: { learner: 'boosting', task: taskOf(y), classes, nFeatures: X.features.length, iterations, state },
        curve,
      };
    },

    predict: (model, X) => predictBoosting(model, X, kernels),

    sizeBytes: (model) => encodeTrees(model).length,
  };
}

/** Boosted trees grown in plain TypeScript. */
export const boosting = createBoosting(plainKernels);
