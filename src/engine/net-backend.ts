import type { NetBackend } from '../core/nets/net-runner.ts';
import { plainBackend } from '../core/nets/plain-backend.ts';
import type { BackendId } from '../core/training/run.ts';
import { createNetKernels } from '../kernels/net-kernels.ts';
import { withDevice } from './device.ts';
import { BackendUnavailable } from './engine-errors.ts';
import { createGpuBackend } from './gpu/gpu-backend.ts';
import { selfTestNet } from './net-self-test.ts';
import { createTfjsBackend } from './tfjs-backend.ts';

/** What a backend of nets runs on. */
export interface NetDevice {
  /** The GPU's name; null for backends that have none. */
  readonly adapter: string | null;
  readonly software: boolean;
  /** What is wrong with the kernels of our own on this GPU, so that tfjs's own operations train in their place; null where nothing is. */
  readonly fault: string | null;
}

/** Runs work on some backend of nets, which is open while it lasts. */
export type WithNetBackend = <T>(work: (backend: NetBackend, device: NetDevice) => Promise<T>) => Promise<T>;

const processor: NetDevice = { adapter: null, software: false, fault: null };
/** What the self-test found of the kernels of our own on each GPU. */
const faults = new WeakMap<GPUDevice, string | null>();
let kernels: Promise<NetBackend | null> | null = null;

/**
 * Runs `work` on the nets' backend `id`: on the GPU that tfjs owns by fused kernels, or by its own operations
 * where those fail their self-test; by compiled SIMD kernels; or in plain TypeScript.
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
    const fused = createGpuBackend({ gpu, software, check });
    const fault = faults.has(gpu) ? (faults.get(gpu) ?? null) : await selfTestNet(fused);
    faults.set(gpu, fault);
    return work(fault === null ? fused : createTfjsBackend(), { adapter, software, fault });
  });
}
