import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainBackend } from '../../../src/core/nets/plain-backend.ts';
import { createGpuBackend } from '../../../src/engine/gpu/gpu-backend.ts';
import { openWebgpu, type WebgpuDevice } from '../../../src/engine/webgpu-device.ts';
import { differences, trainOn, worst } from '../../support/net-agreement.ts';
import { netSamples, netTask } from '../../support/net-samples.ts';

let device: WebgpuDevice;
beforeAll(async () => {
  device = await openWebgpu();
});
afterAll(() => device.dispose());

describe.each(['direct', 'shared'] as const)('products computed %s', (style) => {
  it.each(Object.entries(netSamples))('%s trains as the reference does', async (name, shape) => {
    const task = netTask(shape, 24, 100);
    const difference = worst(differences(task, await trainOn(createGpuBackend(device, style), task, 2), await trainOn(plainBackend, task, 2)));
    console.info(`${name}: ${difference.what} by ${difference.by.toPrecision(2)}`);
    expect(difference.by).toBeLessThan(1e-5);
    device.check();
  });
});
