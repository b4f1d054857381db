import type { NetBackend } from '../../../src/core/nets/net-runner.ts';
import { plainBackend } from '../../../src/core/nets/plain-backend.ts';
import { withDevice } from '../../../src/engine/device.ts';
import { createGpuBackend } from '../../../src/engine/gpu/gpu-backend.ts';

export type NetDevice = 'wasm' | 'webgpu';

/** Gives `work` what nets are trained on for `device`, opened as the studio opens it. Throws BackendUnavailable. */
export async function withNets<T>(device: NetDevice, work: (backend: NetBackend) => Promise<T>): Promise<T> {
  if (device === 'wasm') return work(plainBackend);
  return withDevice('webgpu', ({ gpu, check }) => {
    if (!gpu) throw new Error('the WebGPU device is missing');
    return work(createGpuBackend({ gpu, check }));
  });
}
