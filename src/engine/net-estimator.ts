import type { Estimator, FitResult, FittedModel } from '../core/estimators/estimator.ts';
import { learnerTraits } from '../core/estimators/learners.ts';
import { asMlp } from '../core/estimators/mlp-as-net.ts';
import { mlpSizeBytes, predictMlp, type MlpState } from '../core/estimators/mlp.ts';
import { netSizeBytes } from '../core/estimators/net-encode.ts';
import { predictNet } from '../core/estimators/net-predict.ts';
import { paramSpecs } from '../core/estimators/param-specs.ts';
import { Cancelled, partOf } from '../core/math/control.ts';
import type { NetKind } from '../core/nets/net-plan.ts';
import type { NetState } from '../core/nets/net-state.ts';
import type { BackendId } from '../core/training/run.ts';
import { DeviceFailed } from './engine-errors.ts';
import { withNetBackend, type WithNetBackend } from './net-backend.ts';
import { fitNet } from './net-fit.ts';
import { together } from './together.ts';

function withPlainState({ model, ...rest }: FitResult<NetState>): FitResult<MlpState> {
  return { ...rest, model: { ...model, state: asMlp(model.state) } };
}

const onBackend = (backend: BackendId): WithNetBackend => (work) => withNetBackend(backend, work);

function mlpOn(withBackend: WithNetBackend): Estimator<MlpState> {
  return {
    id: 'mlp',
    ...learnerTraits.mlp,
    params: paramSpecs.mlp,
    fit: async (train, params, rng, control) => withPlainState(await fitNet('mlp', withBackend, train, params, rng, control)),
    predict: predictMlp,
    sizeBytes: mlpSizeBytes,
  };
}

function netOn(kind: NetKind, withBackend: WithNetBackend): Estimator {
  if (kind === 'mlp') return mlpOn(withBackend) as Estimator;
  const net: Estimator<NetState> = {
    id: kind,
    ...learnerTraits[kind],
    params: paramSpecs[kind],
    fit: (train, params, rng, control) => fitNet(kind, withBackend, train, params, rng, control),
    predict: (model: FittedModel<NetState>, X) => predictNet(model, X),
    sizeBytes: netSizeBytes,
  };
  return net as Estimator;
}

/**
 * The learner that trains a plain multilayer perceptron on `backend`. `fit` is as other learners' are: the same data,
 * parameters, seed and backend give the same bits on WASM and CPU. `predict` is core's plain forward pass;
 * `predictOnDevice` computes the same on a device. Weights of rows scale their part of the loss.
 */
export function createMlp(backend: BackendId): Estimator<MlpState> {
  return mlpOn(onBackend(backend));
}

/**
 * The learner that trains nets of this kind on `backend`: a perceptron, RealMLP (Holzmüller et al. 2024) or TabM (Gorishniy et al. 2025).
 * Conventions as `createMlp`.
 */
export function createNet(kind: NetKind, backend: BackendId): Estimator {
  return netOn(kind, onBackend(backend));
}

/**
 * The learner `count` times over, each for one fit: all of them are to be begun side by side, and are trained at once where the backend
 * can (NetBackend.openTogether), with the numbers that each would have alone. None is answered before all have ended; where one
 * fails, the others are stopped.
 */
export function createNets(kind: NetKind, backend: BackendId, count: number): Estimator[] {
  let failed = false;
  return together(count, onBackend(backend)).map(({ withBackend, leave }) => {
    const watched: WithNetBackend = (work) =>
      withBackend((...given) =>
        work(...given).catch((error: unknown) => {
          // After its device has failed a fit goes on on another.
          failed ||= !(error instanceof Cancelled || error instanceof DeviceFailed);
          throw error;
        }),
      );
    const net = netOn(kind, watched);
    return {
      ...net,
      fit: (train, params, rng, control) =>
        Promise.resolve(net.fit(train, params, rng, { ...partOf(control, 0, 1), cancelled: () => failed || control.cancelled() })).finally(leave),
    };
  });
}
