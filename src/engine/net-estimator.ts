import type { Estimator, FitResult, FittedModel } from '../core/estimators/estimator.ts';
import { learnerTraits } from '../core/estimators/learners.ts';
import { asMlp } from '../core/estimators/mlp-as-net.ts';
import { mlpSizeBytes, predictMlp, type MlpState } from '../core/estimators/mlp.ts';
import { netSizeBytes } from '../core/estimators/net-encode.ts';
import { predictNet } from '../core/estimators/net-predict.ts';
import { paramSpecs } from '../core/estimators/param-specs.ts';
import type { NetKind } from '../core/nets/net-plan.ts';
import type { NetState } from '../core/nets/net-state.ts';
import type { BackendId } from '../core/training/run.ts';
import { withNetBackend } from './net-backend.ts';
import { fitNet } from './net-fit.ts';

function withPlainState({ model, ...rest }: FitResult<NetState>): FitResult<MlpState> {
  return { ...rest, model: { ...model, state: asMlp(model.state) } };
}

/**
 * The learner that trains a plain multilayer perceptron on `backend`. `fit` is as other learners' are: the same data,
 * parameters, seed and backend give the same bits on WASM and CPU. `predict` is core's plain forward pass;
 * `predictOnDevice` computes the same on a device. Weights of rows scale their part of the loss.
 */
export function createMlp(backend: BackendId): Estimator<MlpState> {
  return {
    id: 'mlp',
    ...learnerTraits.mlp,
    params: paramSpecs.mlp,
    fit: async (train, params, rng, control) => withPlainState(await fitNet('mlp', (work) => withNetBackend(backend, work), train, params, rng, control)),
    predict: predictMlp,
    sizeBytes: mlpSizeBytes,
  };
}

/**
 * The learner that trains nets of this kind on `backend`: a perceptron, RealMLP (Holzmüller et al. 2024) or TabM (Gorishniy et al. 2025).
 * Conventions as `createMlp`.
 */
export function createNet(kind: NetKind, backend: BackendId): Estimator {
  if (kind === 'mlp') return createMlp(backend) as Estimator;
  const net: Estimator<NetState> = {
    id: kind,
    ...learnerTraits[kind],
    params: paramSpecs[kind],
    fit: (train, params, rng, control) => fitNet(kind, (work) => withNetBackend(backend, work), train, params, rng, control),
    predict: (model: FittedModel<NetState>, X) => predictNet(model, X),
    sizeBytes: netSizeBytes,
  };
  return net as Estimator;
}
