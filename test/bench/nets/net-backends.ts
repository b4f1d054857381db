import type { NetBackend } from '../../../src/core/nets/net-runner.ts';
import { withDevice } from '../../../src/engine/device.ts';
import { createGpuBackend } from '../../../src/engine/gpu/gpu-backend.ts';
import { createNetKernels } from '../../../src/kernels/net-kernels.ts';

export type NetDevice = 'wasm' | 'webgpu';

let kernels: ReturnType<typeof createNetKernels> | null = null;

/** Gives `work` what nets are trained on for `device`, opened as the studio opens it. Throws BackendUnavailable. */
export async function withNets<T>(device: NetDevice, work: (backend: NetBackend) => Promise<T>): Promise<T> {
  if (device === 'wasm') {
    kernels ??= createNetKernels();
    const backend = await kernels;
    // Core's plain nets would take its place in the studio; timed as WASM they would mislead.
    if (!backend) throw new Error('this browser has no WebAssembly with SIMD');
    return work(backend);
  }
  return withDevice('webgpu', ({ gpu, check }) => {
    if (!gpu) throw new Error('the WebGPU device is missing');
    return work(createGpuBackend({ gpu, check }));
  });
}
