import { exp } from '../math/exp.ts';
import { softmax } from '../math/softmax.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { Forest } from './boosting-forest.ts';
import { addScores } from './boosting-scores.ts';
import { requireFeatureCount } from './checks.ts';
import type { FittedModel } from './estimator.ts';
import { plainForestKernels } from './forest-kernels-plain.ts';
import type { ForestKernels } from './forest-kernels.ts';

/** What boosting learned: a constant, and trees that are added to it. */
export interface BoostingState {
  /** One score for numbers and for two classes (the log-odds of the later), one a class for more, none for one class. */
  readonly baseScores: Float64Array;
  /** Codes of the classes that the training rows had, ascending; empty for regression. */
  readonly outputClasses: readonly number[];
  /** Round by round, one tree for each score. */
  readonly forest: Forest;
  /** The prediction of a number is e to the power of its score; absent where it is the score. */
  readonly link?: 'log';
}

/** Predictions of boosted trees; takes any X: NaN is missing, infinities lie beyond every threshold. Throws FeatureCountMismatch. */
export function predictBoosting(
  model: FittedModel<BoostingState>,
  X: DesignMatrix,
  kernels: ForestKernels = plainForestKernels,
): Predictions {
  requireFeatureCount(model, X);
  const { baseScores, outputClasses, forest } = model.state;
  const K = baseScores.length;
  const scores = new Float64Array(X.nRows * K);
  for (let i = 0; i < scores.length; i++) scores[i] = baseScores[i % K];
  if (K > 0) addScores(forest, X, scores, K, kernels);
  if (model.task === 'regression') {
    if (model.state.link === 'log') for (let i = 0; i < scores.length; i++) scores[i] = exp(scores[i]);
    return { kind: 'number', values: scores };
  }
  const nClasses = model.classes.length;
  const probabilities = new Float64Array(X.nRows * nClasses);
  for (let row = 0; row < X.nRows; row++) {
    const at = row * nClasses;
    if (K === 0) {
      probabilities[at + outputClasses[0]] = 1;
    } else if (K === 1) {
      const z = scores[row];
      const e = exp(-Math.abs(z));
      probabilities[at + outputClasses[z >= 0 ? 1 : 0]] = 1 / (1 + e);
      probabilities[at + outputClasses[z >= 0 ? 0 : 1]] = e / (1 + e);
    } else {
      softmax(scores, scores, row * K, K);
      for (let c = 0; c < K; c++) probabilities[at + outputClasses[c]] = scores[row * K + c];
    }
  }
  return { kind: 'classes', classes: model.classes, probabilities };
}
