import type { FittedModel } from '../estimators/estimator.ts';
import type { MlpState } from '../estimators/mlp.ts';
import { mlpSizeBytes } from '../estimators/mlp.ts';
import { netSizeBytes } from '../estimators/net-encode.ts';
import { coreEstimators } from '../estimators/registry.ts';
import type { NetState } from '../nets/net-state.ts';

/** The size of a fitted model in bytes, as exported. */
export function modelSizeBytes(model: FittedModel): number {
  if (model.learner === 'mlp') return mlpSizeBytes(model as FittedModel<MlpState>);
  if (model.learner === 'realmlp' || model.learner === 'tabm') return netSizeBytes(model as FittedModel<NetState>);
  return coreEstimators.find(({ id }) => id === model.learner)?.sizeBytes(model) ?? 0;
}
