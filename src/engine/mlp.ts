import type { Estimator } from '../core/estimators/estimator.ts';
import { mlpSizeBytes, predictMlp, type MlpState } from '../core/estimators/mlp.ts';
import type { BackendId } from '../core/training/run.ts';
import { withDevice } from './device.ts';
import { fitMlp } from './mlp-fit.ts';
import { mlpSpecs } from '../core/estimators/mlp-params.ts';

/**
 * The learner that trains a multilayer perceptron on `backend`. `fit` is as other learners' are: the same data,
 * parameters, seed and backend give the same bits on WASM and CPU. `predict` is core's plain forward pass;
 * `predictOnDevice` computes the same on a device. Weights of rows scale their part of the loss.
 */
export function createMlp(backend: BackendId): Estimator<MlpState> {
  return {
    id: 'mlp',
    label: 'Neural network',
    family: 'net',
    input: 'dense',
    params: mlpSpecs,
    fit(train, params, rng, control) {
      return withDevice(backend, (device) => fitMlp(device, train, params, rng, control));
    },
    predict: predictMlp,
    sizeBytes: mlpSizeBytes,
  };
}
