import type { FittedModel } from '../estimators/estimator.ts';
import type { MlpState } from '../estimators/mlp.ts';
import { mlpSizeBytes } from '../estimators/mlp.ts';
import { coreEstimators } from '../estimators/registry.ts';

/** The size of a fitted model in bytes, as exported. */
export function modelSizeBytes(model: FittedModel): number {
  if (model.learner === 'mlp') return mlpSizeBytes(model as FittedModel<MlpState>);
  return coreEstimators.find(({ id }) => id === model.learner)?.sizeBytes(model) ?? 0;
}
