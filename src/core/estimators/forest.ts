import { Cancelled } from '../math/control.ts';
import { requireTrainSet } from './checks.ts';
import type { Estimator, ParamSpec } from './estimator.ts';
import { fitForest } from './forest-fit.ts';
import { extraTreesSpecs, forestParams, forestSpecs } from './forest-params.ts';
import { learnerTraits } from './learners.ts';
import { taskOf } from './targets.ts';
import { sizeOfTrees } from './trees-encode.ts';
import { predictTrees } from './trees-predict.ts';
import type { TreesState } from './trees-state.ts';

function averaged(id: 'forest' | 'extra-trees', params: readonly ParamSpec[]): Estimator<TreesState> {
  const { label, family, input } = learnerTraits[id];
  return {
    id,
    label,
    family,
    input,
    params,

    async fit(train, given, rng, control) {
      requireTrainSet(train);
      if (control.cancelled()) throw new Cancelled();
      const { X, y } = train;
      const own = forestParams(params, given);
      const state = await fitForest(train, own, id === 'extra-trees', rng, control);
      control.progress(1);
      const classes = y.kind === 'classes' ? [...y.classes] : [];
      // For classes, one more tree holds the shares of all rows.
      const iterations = Math.max(0, state.roots.length - (y.kind === 'classes' ? 1 : 0));
      return {
        model: { learner: id, task: taskOf(y), classes, nFeatures: X.features.length, iterations, state },
        curve: [],
      };
    },

    predict: predictTrees,
    sizeBytes: sizeOfTrees,
  };
}

/**
 * Random forest (Breiman, 2001): deep trees on bootstrap samples with the best cut of a few random features at each
 * split, averaged. Values are binned, missing values go where they gain more, levels are divided as they are. Takes NaN
 * in X as missing and infinities as beyond every number. With `sampling` 'subset' and all rows a weight of 2 is the row
 * twice; a bootstrap draws rows by weight. `iterations` is the count of trees.
 */
export const forest = averaged('forest', forestSpecs);

/** Extremely randomised trees (Geurts et al., 2006): as the forest, on all rows and with one random cut a feature tried. */
export const extraTrees = averaged('extra-trees', extraTreesSpecs);
