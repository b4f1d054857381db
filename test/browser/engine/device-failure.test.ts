import { fill, slice } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { withDevice } from '../../../src/engine/device.ts';
import { DeviceFailed } from '../../../src/engine/engine-errors.ts';
import { createMlp } from '../../../src/engine/net-estimator.ts';
import { trainSetOf, xorSet } from '../../engine/nets.ts';

const requestDevice = GPUAdapter.prototype.requestDevice;
/** All of them: one that is left open by a test is taken by the next. */
const opened: GPUDevice[] = [];
beforeEach(() => {
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

it('a fit goes on on another device where the first is lost, and comes to what it would have', async () => {
  let lost = false;
  const control = {
    ...uncontrolled,
    progress: () => {
      if (!lost) opened.at(-1)?.destroy();
      lost = true;
    },
  };
  const { curve, note } = await createMlp('webgpu').fit(train, params, createRng(1), control);
  expect(opened).toHaveLength(2);
  expect(note).toBeUndefined();
  expect(curve).toEqual((await createMlp('webgpu').fit(train, params, createRng(1), uncontrolled)).curve);
});

it('a fit that loses every device keeps the best it had, and says so', async () => {
  const control = { ...uncontrolled, progress: () => opened.at(-1)?.destroy() };
  const { curve, note } = await createMlp('webgpu').fit(train, params, createRng(1), control);
  expect(curve.length).toBeLessThan(3);
  expect(note).toMatch(/the GPU failed after epoch \d, .*DeviceFailed/);
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
