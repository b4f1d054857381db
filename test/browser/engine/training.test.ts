import { describe, expect, it } from 'vitest';
import type { Predictions } from '../../../src/core/metrics/predictions.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { TrainSet } from '../../../src/core/matrix/matrix.ts';
import type { BackendId } from '../../../src/core/training/run.ts';
import { withDevice } from '../../../src/engine/device.ts';
import { createMlp } from '../../../src/engine/net-estimator.ts';
import { predictOnDevice } from '../../../src/engine/predict-on-device.ts';
import { memory } from '../../../src/engine/tf.ts';
import { blobsSet, linearSet, trainSetOf, xorSet } from '../../engine/nets.ts';

const backends = ['webgpu', 'wasm', 'cpu'] as const;
const tiny = { hiddenUnits: 16, batchSize: 32, maxEpochs: 2 };
const sets = {
  binary: trainSetOf(xorSet(128, 1), xorSet(40, 2)),
  multiclass: trainSetOf(blobsSet(128, 1), blobsSet(40, 2)),
  regression: trainSetOf(linearSet(128, 1), linearSet(40, 2)),
};

const fit = (backend: BackendId, train: TrainSet, params = {}) =>
  createMlp(backend).fit(train, { ...tiny, ...params }, createRng(3), uncontrolled);

/** Tensors that live on any backend; tfjs counts them all, but needs one to be active. */
const heldTensors = () => withDevice('cpu', async () => memory().numTensors);

const numbers = (predicted: Predictions) => (predicted.kind === 'classes' ? predicted.probabilities : predicted.values);

describe.each(Object.entries(sets))('a %s net', (task, train) => {
  it('starts alike on every backend: the losses of the first epoch', async () => {
    const [webgpu, wasm, cpu] = [await fit('webgpu', train), await fit('wasm', train), await fit('cpu', train)];
    for (const other of [webgpu, cpu]) {
      for (const part of ['train', 'validation'] as const) {
        const reference = wasm.curve[0][part]!;
        const relative = Math.abs(other.curve[0][part]! - reference) / reference;
        console.info(`${task}: first ${part} loss differs by ${relative.toExponential(1)}`);
        expect(relative).toBeLessThan(1e-4);
      }
    }
  });

  it('answers alike on every backend and in plain arithmetic', async () => {
    const { model } = await fit('wasm', train, { maxEpochs: 10 });
    const expected = numbers(createMlp('cpu').predict(model, train.X));
    for (const backend of backends) {
      const got = numbers(await predictOnDevice(model, train.X, backend));
      let worst = 0;
      expected.forEach((value, i) => {
        const unit = task === 'regression' ? Math.abs(value) : 1;
        worst = Math.max(worst, Math.abs(got[i] - value) / unit);
      });
      console.info(`${task}: ${backend} differs from core by ${worst.toExponential(1)}`);
      expect(worst).toBeLessThan(1e-5);
    }
  });
});

it('a net of the default size starts alike on webgpu and wasm', async () => {
  const train = trainSetOf(xorSet(256, 1), xorSet(64, 2));
  const params = { hiddenUnits: 128, batchSize: 64, maxEpochs: 1 };
  const [webgpu, wasm] = [await fit('webgpu', train, params), await fit('wasm', train, params)];
  expect(Math.abs(webgpu.curve[0].train! / wasm.curve[0].train! - 1)).toBeLessThan(1e-4);
  expect(Math.abs(webgpu.curve[0].validation! / wasm.curve[0].validation! - 1)).toBeLessThan(1e-4);
});

it.each(['wasm', 'cpu'] as const)('the same seed gives the same bits on %s', async (backend) => {
  const first = await fit(backend, sets.binary, { maxEpochs: 5 });
  expect(await fit(backend, sets.binary, { maxEpochs: 5 })).toEqual(first);
});

it('webgpu learns, by itself', async () => {
  const { curve, model } = await fit('webgpu', sets.multiclass, { maxEpochs: 6, learningRate: 2e-2, hiddenLayers: 1 });
  expect(curve[5].train!).toBeLessThan(curve[0].train! / 3);
  expect(model.iterations).toBeGreaterThan(1);
});

it.each(backends)('training and prediction leave no tensor behind on %s', async (backend) => {
  const { model } = await fit(backend, sets.binary, { maxEpochs: 1 });
  const before = await heldTensors();
  await fit(backend, sets.binary, { maxEpochs: 1 });
  await predictOnDevice(model, sets.binary.X, backend);
  expect(await heldTensors()).toBe(before);
});

it('rows weigh the same on the device as where they are copied', async () => {
  const { X, y } = sets.binary;
  const weights = Float64Array.from({ length: X.nRows }, (_, i) => 1 + (i % 3));
  const train = trainSetOf({ X, y }, null, weights);
  const [webgpu, wasm] = [await fit('webgpu', train, { maxEpochs: 1 }), await fit('wasm', train, { maxEpochs: 1 })];
  expect(Math.abs(webgpu.curve[0].train! / wasm.curve[0].train! - 1)).toBeLessThan(1e-4);
});
