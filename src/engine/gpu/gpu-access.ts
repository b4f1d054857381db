import { DeviceFailed } from '../engine-errors.ts';
import type { ProductStyle } from './wgsl-product.ts';

/** The GPU as the one who owns it lends it: what nets are trained on. */
export interface GpuAccess {
  readonly gpu: GPUDevice;
  /** The adapter computes on the CPU. */
  readonly software: boolean;
  /** Throws DeviceFailed once the device reported an error or was lost. */
  check(): void;
}

/** What a backend on the GPU has taken so far; it only grows, but for `bytes`, which is what it holds now. */
export interface GpuCounters {
  bytes: number;
  dispatches: number;
  submissions: number;
}

/** The GPU with what a backend on it counts, and how its kernels compute products. */
export interface GpuContext extends GpuAccess {
  readonly counters: GpuCounters;
  readonly style: ProductStyle;
}

/** For each device, what is to be rejected when it is lost: one listener for all, since each stays as long as the device does. */
const waiting = new WeakMap<GPUDevice, Set<(error: DeviceFailed) => void>>();

function waitingFor(gpu: GPUDevice): Set<(error: DeviceFailed) => void> {
  const known = waiting.get(gpu);
  if (known) return known;
  const rejects = new Set<(error: DeviceFailed) => void>();
  waiting.set(gpu, rejects);
  void gpu.lost.then(({ message, reason }) => {
    for (const reject of rejects) reject(new DeviceFailed(`device lost (${message || reason})`));
  });
  return rejects;
}

/** What `work` gives; DeviceFailed where it is rejected or the device is lost before, after which it may be pending for ever. */
export async function orLost<T>({ gpu, check }: GpuAccess, work: Promise<T>): Promise<T> {
  const rejects = waitingFor(gpu);
  let stopWaiting = () => undefined as void;
  const lost = new Promise<never>((_, reject) => {
    rejects.add(reject);
    stopWaiting = () => void rejects.delete(reject);
  });
  try {
    return await Promise.race([work, lost]);
  } catch (error) {
    check();
    throw error instanceof DeviceFailed ? error : new DeviceFailed(error instanceof Error ? error.message : String(error));
  } finally {
    stopWaiting();
  }
}
