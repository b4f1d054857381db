import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainBackend } from '../../../src/core/nets/plain-backend.ts';
import { createGpuBackend, type GpuBackend } from '../../../src/engine/gpu/gpu-backend.ts';
import { openWebgpu, type WebgpuDevice } from '../../../src/engine/webgpu-device.ts';
import { differences, trainOn, worst } from '../../support/net-agreement.ts';
import { netSamples, netTask } from '../../support/net-samples.ts';

let device: WebgpuDevice;
let backend: GpuBackend;
beforeAll(async () => {
  device = await openWebgpu();
  backend = createGpuBackend(device);
});
afterAll(() => device.dispose());

describe.each(Object.entries(netSamples))('%s', (name, shape) => {
  it('trains as the reference does', async () => {
    const task = netTask(shape, 24, 100);
    const difference = worst(differences(task, await trainOn(backend, task, 2), await trainOn(plainBackend, task, 2)));
    console.info(`${name}: ${difference.what} by ${difference.by.toPrecision(2)}`);
    expect(difference.by).toBeLessThan(2e-4);
    device.check();
  });
});
