import { afterEach, beforeEach, expect, it } from 'vitest';
import { NonFiniteInput } from '../../../src/core/estimators/estimator.ts';
import { DeviceFailed, TooLargeForDevice } from '../../../src/engine/engine-errors.ts';
import { createGpuBackend } from '../../../src/engine/gpu/gpu-backend.ts';
import { memory, setBackend } from '../../../src/engine/tf.ts';
import { openWebgpu, type WebgpuDevice } from '../../../src/engine/webgpu-device.ts';
import { trainOn } from '../../support/net-agreement.ts';
import { netSamples, netTask } from '../../support/net-samples.ts';

let device: WebgpuDevice;
beforeEach(async () => {
  device = await openWebgpu();
});
afterEach(() => device.dispose());

const shape = netSamples['one relu net of classes'];
const task = netTask(shape, 16, 64);
const numbers = { values: new Float32Array(12).fill(0.01), seeds: new Uint32Array(4) };
const order = Uint32Array.from({ length: 64 }, (_, i) => i);

/** The buffers of the device that were made and not destroyed. */
function watchBuffers(gpu: GPUDevice): Set<GPUBuffer> {
  const alive = new Set<GPUBuffer>();
  const create = gpu.createBuffer.bind(gpu);
  gpu.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    alive.add(buffer);
    buffer.destroy = () => (alive.delete(buffer), destroy());
    return buffer;
  };
  return alive;
}

it('gives back every byte, again and again, and takes none of tfjs', async () => {
  await setBackend('webgpu');
  const backend = createGpuBackend(device);
  const before = memory().numTensors;
  const alive = watchBuffers(device.gpu);
  for (let cycle = 0; cycle < 10; cycle++) {
    await trainOn(backend, task, 1);
    expect(backend.counters.bytes).toBe(0);
    expect(alive.size).toBe(0);
  }
  const runner = await backend.open(task);
  expect(backend.counters.bytes).toBeGreaterThan(4 * (task.train.x.length + 4 * task.start.parameters.length));
  runner.dispose();
  runner.dispose();
  expect(backend.counters.bytes).toBe(0);
  expect(memory().numTensors).toBe(before);
  device.check();
});

it('refuses what one buffer cannot hold before it is made, and keeps nothing', async () => {
  const limits = { maxBufferSize: 1000, maxStorageBufferBindingSize: 1000 };
  const made: number[] = [];
  const gpu = new Proxy(device.gpu, {
    get(target, key) {
      if (key === 'limits') return limits;
      if (key === 'createBuffer') return (descriptor: GPUBufferDescriptor) => (made.push(descriptor.size), target.createBuffer(descriptor));
      const value = Reflect.get(target, key) as unknown;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const backend = createGpuBackend({ gpu, software: true, check: () => device.check() });
  await expect(backend.open(task)).rejects.toThrow(TooLargeForDevice);
  expect(backend.counters.bytes).toBe(0);
  expect(made).toEqual([]);
});

it('refuses numbers that are not finite before anything is uploaded', async () => {
  const backend = createGpuBackend(device);
  const x = task.train.x.slice();
  x[7] = NaN;
  await expect(backend.open({ ...task, train: { ...task.train, x } })).rejects.toThrow(NonFiniteInput);
  await expect(backend.predict(shape, task.start.parameters, x, 64)).rejects.toThrow(NonFiniteInput);
  expect(backend.counters.submissions).toBe(0);
});

it('a device that is lost ends what it was asked for, and all that is asked after, in words', async () => {
  const backend = createGpuBackend(device);
  const runner = await backend.open(task);
  runner.begin(order);
  await runner.run(0, 4, numbers);
  const asked = [runner.loss(), runner.checkpoint(), runner.evaluate()];
  device.gpu.destroy();
  for (const answer of await Promise.allSettled(asked)) expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(DeviceFailed) as unknown });
  await expect(runner.run(0, 4, numbers)).rejects.toThrow(DeviceFailed);
  await expect(backend.predict(shape, task.start.parameters, task.train.x, 64)).rejects.toThrow(DeviceFailed);
  await expect(backend.open(task)).rejects.toThrow(DeviceFailed);
  runner.dispose();
  expect(backend.counters.bytes).toBe(0);
});

it('a run on a device that is lost meanwhile does not hang', async () => {
  const runner = await createGpuBackend(device).open(task);
  runner.begin(order);
  await runner.run(0, 4, numbers);
  const running = (async () => {
    for (;;) await runner.run(0, 4, numbers);
  })();
  setTimeout(() => device.gpu.destroy(), 30);
  await expect(running).rejects.toThrow(DeviceFailed);
  runner.dispose();
});
