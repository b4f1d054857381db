import type { DesignMatrix } from '../matrix/matrix.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { predictBoosting } from './boosting-predict.ts';
import { dummy } from './dummy.ts';
import { predictEbm } from './ebm-predict.ts';
import type { FittedModel } from './estimator.ts';
import { predictKnn } from './knn-predict.ts';
import { predictLinear } from './linear-predict.ts';
import { predictMlp } from './mlp.ts';
import { predictNet } from './net-predict.ts';
import { predictTrees } from './trees-predict.ts';

/** Thrown where a model is of no learner that predicts from one matrix: an ensemble, or one of a later version. */
export class ModelNotPredictable extends Error {
  readonly code = 'ModelNotPredictable';
  constructor(learner: string) {
    super(`ModelNotPredictable: a model of learner "${learner}" does not predict from one matrix; open it with the version that made it`);
    this.name = 'ModelNotPredictable';
  }
}

/**
 * Class probabilities or numbers of any fitted model for each row of X, each row on its own; nets run in core's plain
 * forward pass. The predicting half alone of each learner is imported, so that a scorer carries no trainer. Throws FeatureCountMismatch, and NonFiniteInput where the learner takes no missing values.
 */
export function predictModel(model: FittedModel, X: DesignMatrix): Predictions {
  switch (model.learner) {
    case 'dummy':
      return dummy.predict(model as Parameters<typeof dummy.predict>[0], X);
    case 'linear':
      return predictLinear(model as Parameters<typeof predictLinear>[0], X);
    case 'knn':
      return predictKnn(model as Parameters<typeof predictKnn>[0], X);
    case 'boosting':
      return predictBoosting(model as Parameters<typeof predictBoosting>[0], X);
    case 'tree':
    case 'forest':
    case 'extra-trees':
      return predictTrees(model as Parameters<typeof predictTrees>[0], X);
    case 'ebm':
      return predictEbm(model as Parameters<typeof predictEbm>[0], X);
    case 'mlp':
      return predictMlp(model as Parameters<typeof predictMlp>[0], X);
    case 'realmlp':
    case 'tabm':
      return predictNet(model as Parameters<typeof predictNet>[0], X);
    default:
      throw new ModelNotPredictable(model.learner);
  }
}
