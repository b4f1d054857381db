import type { FittedModel } from '../core/estimators/estimator.ts';
import type { MlpState } from '../core/estimators/mlp.ts';
import { classWeights, presentClasses, taskOf, totalWeight, weightedMean } from '../core/estimators/targets.ts';
import type { TrainSet } from '../core/matrix/matrix.ts';

/** A logit at which the softmax of the others is far below what a float64 tells from 0 beside 1. */
const certain = 50;

/**
 * The net for a target that has but one class or one value among the rows that count, or that has no features to be
 * learned from: a single layer of zero weights that answers the class, the shares of the classes, or the mean. Null
 * where there is something to learn.
 */
export function constantNet({ X, y, weights }: TrainSet): FittedModel<MlpState> | null {
  const nFeatures = X.features.length;
  const net = (classes: readonly string[], bias: Float32Array, target: MlpState['target']): FittedModel<MlpState> => {
    const outputs = bias.length;
    const layer = {
      inputs: nFeatures,
      outputs,
      weights: new Float32Array(nFeatures * outputs),
      bias,
      activation: 'linear' as const,
    };
    return { learner: 'mlp', task: taskOf(y), classes, nFeatures, iterations: 1, state: { layers: [layer], target } };
  };
  if (y.kind === 'classes') {
    const totals = classWeights(y.codes, y.classes.length, weights);
    const present = presentClasses(totals);
    if (present.length > 1 && nFeatures > 0) return null;
    const total = totalWeight(X.nRows, weights);
    const logit = (share: number) => (share > 0 ? certain + Math.log(share) : 0);
    return net(
      [...y.classes],
      Float32Array.from(totals, (weight) => logit(weight / total)),
      null,
    );
  }
  const counted = weights ? y.values.filter((_, i) => weights[i] > 0) : y.values;
  if (counted.some((value) => value !== counted[0]) && nFeatures > 0) return null;
  return net([], new Float32Array(1), { mean: Math.fround(weightedMean(y.values, weights)), scale: 1 });
}
