import type { FittedModel } from '../core/estimators/estimator.ts';
import { checkMlpInput, predictionsFromOutputs, type MlpState } from '../core/estimators/mlp.ts';
import type { DesignMatrix } from '../core/matrix/matrix.ts';
import type { Predictions } from '../core/metrics/predictions.ts';
import type { BackendId } from '../core/training/run.ts';
import { padded } from './batches.ts';
import { withDevice } from './device.ts';
import { flatten, forward, layerTensors } from './net.ts';
import { tensor1d, tensor2d, tidy } from './tf.ts';

/** Rows computed at once; fewer are filled up, so that a row's answer does not depend on its company. */
const chunkSize = 1024;

/**
 * The predictions of a net for each row of X, computed on `backend`; they agree with core's `predictMlp` to 1e-5.
 * Throws FeatureCountMismatch, NonFiniteInput, BackendUnavailable and DeviceFailed.
 */
export async function predictOnDevice(model: FittedModel, X: DesignMatrix, backend: BackendId): Promise<Predictions> {
  const net = model as FittedModel<MlpState>;
  checkMlpInput(net, X);
  const { layers } = net.state;
  const nFeatures = net.nFeatures;
  const nOutputs = layers[layers.length - 1].outputs;
  const widths = [nFeatures, ...layers.map(({ outputs }) => outputs)];
  const outputs = new Float32Array(X.nRows * nOutputs);
  await withDevice(backend, async () => {
    const flat = tensor1d(flatten(layers));
    try {
      for (let start = 0; start < X.nRows; start += chunkSize) {
        const chunk = tidy(() => {
          const x = tensor2d(padded(X.values, nFeatures, start, chunkSize), [chunkSize, nFeatures]);
          return forward(layerTensors(widths, flat), x).outputs;
        });
        const values = await chunk.data();
        chunk.dispose();
        outputs.set(values.subarray(0, (X.nRows - start) * nOutputs), start * nOutputs);
      }
    } finally {
      flat.dispose();
    }
  });
  return predictionsFromOutputs(net, outputs);
}
