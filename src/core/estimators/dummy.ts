import { Cancelled } from '../math/control.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { requireFeatureCount, requireTrainSet } from './checks.ts';
import type { Estimator } from './estimator.ts';
import { classWeights, taskOf, totalWeight, weightedMean } from './targets.ts';

/** What the baseline learned: the (weighted) share of each class, or the mean of the target. */
export type DummyState =
  { readonly kind: 'shares'; readonly shares: readonly number[] } | { readonly kind: 'mean'; readonly mean: number };

/**
 * The baseline that looks at no input: predicts every class with its share among the training rows, or the mean target.
 * Inputs are ignored, so any value in X is taken. As scikit-learn's DummyClassifier(prior) and DummyRegressor(mean).
 */
export const dummy: Estimator<DummyState> = {
  id: 'dummy',
  label: 'Baseline',
  family: 'baseline',
  input: 'dense',
  params: [],

  async fit(train, _params, _rng, control) {
    requireTrainSet(train);
    if (control.cancelled()) throw new Cancelled();
    const { X, y, weights } = train;
    const total = totalWeight(X.nRows, weights);
    const state: DummyState =
      y.kind === 'classes'
        ? {
            kind: 'shares',
            shares: Array.from(classWeights(y.codes, y.classes.length, weights), (weight) => weight / total),
          }
        : { kind: 'mean', mean: weightedMean(y.values, weights) };
    control.progress(1);
    const classes = y.kind === 'classes' ? [...y.classes] : [];
    return {
      model: { learner: 'dummy', task: taskOf(y), classes, nFeatures: X.features.length, iterations: 0, state },
      curve: [],
    };
  },

  predict(model, X): Predictions {
    requireFeatureCount(model, X);
    const { state, classes } = model;
    if (state.kind === 'mean') return { kind: 'number', values: new Float64Array(X.nRows).fill(state.mean) };
    const k = classes.length;
    return {
      kind: 'classes',
      classes,
      probabilities: Float64Array.from({ length: X.nRows * k }, (_, i) => state.shares[i % k]),
    };
  },

  sizeBytes: (model) => JSON.stringify(model).length,
};
