import { exp } from '../math/exp.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { requireFeatureCount, requireFiniteX } from './checks.ts';
import type { FittedModel } from './estimator.ts';

/** What the linear model learned. */
export interface LinearState {
  /** Row-major nOutputs × nFeatures. Two classes have one output, the log-odds of the later one; one class has none. */
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
  /** Codes of the classes that the training rows had, ascending; empty for regression. */
  readonly outputClasses: readonly number[];
  /** The penalty that was used. */
  readonly lambda: number;
}

/**
 * Predictions of the linear model; a score too large for a number still gives probabilities 0 and 1. Throws
 * FeatureCountMismatch, and NonFiniteInput where X is not finite.
 */
export function predictLinear(model: FittedModel<LinearState>, X: DesignMatrix): Predictions {
  requireFeatureCount(model, X);
  requireFiniteX(X);
  const { coefficients, intercepts, outputClasses } = model.state;
  const p = model.nFeatures;
  const K = intercepts.length;
  const score = (row: number, c: number) => {
    let sum = intercepts[c];
    for (let j = 0, x = row * p, w = c * p; j < p; j++, x++, w++) sum += X.values[x] * coefficients[w];
    return sum;
  };
  if (model.task === 'regression') {
    return { kind: 'number', values: Float64Array.from({ length: X.nRows }, (_, row) => score(row, 0)) };
  }
  const nClasses = model.classes.length;
  const probabilities = new Float64Array(X.nRows * nClasses);
  const scores = new Float64Array(K);
  for (let row = 0; row < X.nRows; row++) {
    const at = row * nClasses;
    if (K === 0) {
      probabilities[at + outputClasses[0]] = 1;
    } else if (K === 1) {
      const z = score(row, 0);
      const e = exp(-Math.abs(z));
      probabilities[at + outputClasses[z >= 0 ? 1 : 0]] = 1 / (1 + e);
      probabilities[at + outputClasses[z >= 0 ? 0 : 1]] = e / (1 + e);
    } else {
      let top = -Infinity;
      for (let c = 0; c < K; c++) top = Math.max(top, (scores[c] = score(row, c)));
      let sum = 0;
      for (let c = 0; c < K; c++) sum += scores[c] = exp(scores[c] - top);
      for (let c = 0; c < K; c++) probabilities[at + outputClasses[c]] = scores[c] / sum;
    }
  }
  return { kind: 'classes', classes: model.classes, probabilities };
}
