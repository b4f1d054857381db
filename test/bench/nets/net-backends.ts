import type { NetBackend } from '../../../src/core/nets/net-runner.ts';
import { plainBackend } from '../../../src/core/nets/plain-backend.ts';

export type NetDevice = 'wasm' | 'webgpu';

/** Thrown where this build has no nets for the device. */
export class NoNetsThere extends Error {}

/** Gives `work` what nets are trained on for `device`, opened as the studio opens it. */
export async function withNets<T>(device: NetDevice, work: (backend: NetBackend) => Promise<T>): Promise<T> {
  if (device === 'webgpu') throw new NoNetsThere('there are no nets on WebGPU in this build');
  return work(plainBackend);
}
