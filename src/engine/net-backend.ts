import type { NetBackend } from '../core/nets/net-runner.ts';
import { plainBackend } from '../core/nets/plain-backend.ts';
import type { BackendId } from '../core/training/run.ts';
import { createNetKernels } from '../kernels/net-kernels.ts';
import { withDevice } from './device.ts';
import { BackendUnavailable } from './engine-errors.ts';
import { createGpuBackend } from './gpu/gpu-backend.ts';

/** What a backend of nets runs on. */
export interface NetDevice {
  /** The GPU's name; null for backends that have none. */
  readonly adapter: string | null;
  readonly software: boolean;
}

/** Runs work on some backend of nets, which is open while it lasts. */
export type WithNetBackend = <T>(work: (backend: NetBackend, device: NetDevice) => Promise<T>) => Promise<T>;

const processor: NetDevice = { adapter: null, software: false };
let kernels: Promise<NetBackend | null> | null = null;

/**
 * Runs `work` on the nets' backend `id`: fused kernels on the GPU that tfjs owns, compiled SIMD kernels, or plain TypeScript.
 * Throws BackendUnavailable where it cannot be started, and DeviceFailed where the GPU failed during the work.
 */
export async function withNetBackend<T>(id: BackendId, work: (backend: NetBackend, device: NetDevice) => Promise<T>): Promise<T> {
  if (id === 'cpu') return work(plainBackend, processor);
  if (id === 'wasm') {
    kernels ??= createNetKernels();
    const backend = await kernels;
    if (!backend) throw new BackendUnavailable(id, 'this browser has no WebAssembly with SIMD');
    return work(backend, processor);
  }
  return withDevice('webgpu', async ({ gpu, adapter, software, check }) => {
    if (!gpu) throw new BackendUnavailable(id, 'there is no GPU device');
    return work(createGpuBackend({ gpu, check }), { adapter, software });
  });
}
