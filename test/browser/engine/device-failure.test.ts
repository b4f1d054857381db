import { fill, slice } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { withDevice } from '../../../src/engine/device.ts';
import { DeviceFailed, TooLargeForDevice } from '../../../src/engine/engine-errors.ts';
import { requireRoom } from '../../../src/engine/batches.ts';
import { createMlp } from '../../../src/engine/mlp.ts';
import { trainSetOf, xorSet } from '../../engine/nets.ts';

const requestDevice = GPUAdapter.prototype.requestDevice;
let opened: GPUDevice[] = [];
beforeEach(() => {
  opened = [];
  GPUAdapter.prototype.requestDevice = async function (descriptor) {
    const device = await requestDevice.call(this, descriptor);
    opened.push(device);
    return device;
  };
});
afterEach(() => {
  GPUAdapter.prototype.requestDevice = requestDevice;
});

const params = { hiddenLayers: 1, hiddenUnits: 4, batchSize: 32, iterations: 3 };
const train = trainSetOf(xorSet(64, 1));

it('a device lost in the middle of a fit fails the fit, in words, and the next fit gets another', async () => {
  const control = { ...uncontrolled, progress: () => opened.at(-1)?.destroy() };
  await expect(createMlp('webgpu').fit(train, params, createRng(1), control)).rejects.toThrow(DeviceFailed);
  const { curve } = await createMlp('webgpu').fit(train, params, createRng(1), uncontrolled);
  expect(curve).toHaveLength(3);
  expect(opened).toHaveLength(2);
});

it('an error that nobody awaited fails the work it happened in', async () => {
  const work = withDevice('webgpu', async (device) => {
    // tfjs would read zeros from a buffer over the limit, without a word.
    const beyond = fill([device.maxTensorBytes / 4 + 1024], 1);
    await slice(beyond, [0], [4]).data();
    beyond.dispose();
  });
  await expect(work).rejects.toThrow(DeviceFailed);
});

it('rows that one buffer cannot hold are refused before anything is uploaded', async () => {
  await withDevice('webgpu', async (device) => {
    const rows = {
      nRows: device.maxTensorBytes / 4,
      x: new Float32Array(0),
      nFeatures: 8,
      t: new Float32Array(0),
      nOutputs: 2,
      w: 1,
    };
    expect(() => requireRoom(device, rows)).toThrow(TooLargeForDevice);
    expect(() => requireRoom(device, { ...rows, nRows: 1000 })).not.toThrow();
  });
});
