import { Cancelled } from '../core/math/control.ts';
import type { BackendId } from '../core/training/run.ts';
import { BackendUnavailable } from './engine-errors.ts';
import { env, loadCpuBackend, loadWasmBackend, ready, setBackend } from './tf.ts';
import { openWebgpu, type WebgpuDevice } from './webgpu-device.ts';

/** A started backend, for the length of one computation. */
export interface Device {
  readonly id: BackendId;
  /** The GPU's name; null for backends that have none. */
  readonly adapter: string | null;
  readonly software: boolean;
  readonly maxTensorBytes: number;
  /** Throws DeviceFailed where the device reported an error since it was opened. */
  check(): void;
  /** Resolves when the device has caught up with what was asked of it. */
  settle(): Promise<void>;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs `work` on the backend `id`, after all that was asked of any backend before: tfjs knows one backend at a time.
 * Throws BackendUnavailable where it cannot be started, and DeviceFailed where the GPU failed during the work.
 */
export function withDevice<T>(id: BackendId, work: (device: Device) => Promise<T>): Promise<T> {
  const turn = last.then(() => (id === 'webgpu' ? onWebgpu(work) : onProcessor(id, work)));
  last = turn.catch(() => undefined);
  return turn;
}

async function onProcessor<T>(id: 'wasm' | 'cpu', work: (device: Device) => Promise<T>): Promise<T> {
  if (id === 'wasm') await loadWasm();
  else await loadCpuBackend();
  await activate(id);
  const limit = id === 'wasm' ? 2 ** 30 : Infinity;
  return work({
    id,
    adapter: null,
    software: false,
    maxTensorBytes: limit,
    check: () => undefined,
    settle: async () => undefined,
  });
}

async function onWebgpu<T>(work: (device: Device) => Promise<T>): Promise<T> {
  const gpu: WebgpuDevice = await openWebgpu();
  try {
    await activate('webgpu');
    const { adapter, software, maxTensorBytes } = gpu;
    const device = {
      id: 'webgpu' as const,
      adapter,
      software,
      maxTensorBytes,
      check: () => gpu.check(),
      settle: () => gpu.settle(),
    };
    const result = await work(device);
    gpu.check();
    return result;
  } catch (error) {
    if (!(error instanceof Cancelled)) await gpu.blame();
    throw error;
  } finally {
    gpu.dispose();
  }
}

async function activate(id: BackendId): Promise<void> {
  const started = await setBackend(id).catch(() => false);
  if (!started) throw new BackendUnavailable(id, 'it did not start');
  await ready();
}

let wasm: Promise<void> | null = null;

function loadWasm(): Promise<void> {
  wasm ??= (async () => {
    const [{ setWasmPaths }, { wasmFiles }] = await Promise.all([loadWasmBackend(), import('./wasm-files.ts')]);
    // Threads need cross-origin isolation, which a plain static host does not give.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths(wasmFiles);
  })();
  wasm.catch(() => (wasm = null));
  return wasm;
}
