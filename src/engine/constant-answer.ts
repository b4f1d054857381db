import type { TrainSet } from '../core/matrix/matrix.ts';
import { classWeights, presentClasses, totalWeight, weightedMean } from '../core/estimators/targets.ts';

/** A logit at which the softmax of the others is far below what a float64 tells from 0 beside 1. */
const certain = 50;

/**
 * The answer to every row where there is nothing to learn: the target has but one class or one value among the rows that count, or there
 * are no features. The logits of the classes, or the one number; null where there is something to learn.
 */
export function constantAnswer({ X, y, weights }: TrainSet): { readonly logits: Float32Array } | { readonly mean: number } | null {
  const nFeatures = X.features.length;
  if (y.kind === 'classes') {
    const totals = classWeights(y.codes, y.classes.length, weights);
    if (presentClasses(totals).length > 1 && nFeatures > 0) return null;
    const total = totalWeight(X.nRows, weights);
    return { logits: Float32Array.from(totals, (weight) => (weight > 0 ? certain + Math.log(weight / total) : 0)) };
  }
  const counted = weights ? y.values.filter((_, i) => weights[i] > 0) : y.values;
  if (counted.some((value) => value !== counted[0]) && nFeatures > 0) return null;
  return { mean: Math.fround(weightedMean(y.values, weights)) };
}
