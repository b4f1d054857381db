import type { Estimator } from '../core/estimators/estimator.ts';
import { createLinear } from '../core/estimators/linear.ts';
import type { LinearState } from '../core/estimators/linear-predict.ts';
import type { BackendId } from '../core/training/run.ts';
import { withDevice } from './device.ts';
import { gramOnDevice } from './linear-gram.ts';
import { logisticOnDevice } from './linear-logistic.ts';

/**
 * Core's linear learner with the products with X computed on `backend`, for many rows of many features: the same objective
 * and state. Numbers come out as core's to about 1e-8, classes to what single precision tells; elastic nets are core's own. The same data and
 * backend give the same bits on WASM and CPU. `fit` throws besides TooLargeForDevice, BackendUnavailable and DeviceFailed.
 */
export function createLinearOn(backend: BackendId): Estimator<LinearState> {
  return createLinear({
    logistic: (...task) => withDevice(backend, (device) => logisticOnDevice(device, ...task)),
    gram: (rows, breathe) => withDevice(backend, (device) => gramOnDevice(device, rows, breathe)),
  });
}
