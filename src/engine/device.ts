import { Cancelled } from '../core/math/control.ts';
import type { BackendId } from '../core/training/run.ts';
import { BackendUnavailable, TrainingDiverged } from './engine-errors.ts';
import { env, loadCpuBackend, loadWasmBackend, memory, ready, setBackend } from './tf.ts';
import { openWebgpu, type WebgpuDevice } from './webgpu-device.ts';

/** A started backend, for the length of one computation. */
export interface Device {
  readonly id: BackendId;
  /** The GPU's name; null for backends that have none. */
  readonly adapter: string | null;
  readonly software: boolean;
  readonly maxTensorBytes: number;
  /** The GPU that tfjs computes on, for kernels of our own; null for other backends. */
  readonly gpu: GPUDevice | null;
  /** Throws DeviceFailed where the device reported an error since it was opened. */
  check(): void;
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
    gpu: null,
    check: () => undefined,
  });
}

let gpu: WebgpuDevice | null = null;

/** GPU memory that may lie idle between two computations before the device is given back. */
const idleBytes = 256 * 2 ** 20;

async function onWebgpu<T>(work: (device: Device) => Promise<T>): Promise<T> {
  if (gpu?.failed()) closeGpu();
  gpu ??= await openWebgpu();
  const { adapter, software, maxTensorBytes, gpu: device, check, blame } = gpu;
  try {
    await activate('webgpu');
    const result = await work({ id: 'webgpu', adapter, software, maxTensorBytes, gpu: device, check });
    check();
    // The backend keeps every buffer it ever made for reuse and never shrinks; a new device starts with none.
    if (gpuBytes() > idleBytes) closeGpu();
    return result;
  } catch (error) {
    // A training that is stopped or runs away says nothing of its device.
    if (!(error instanceof Cancelled || error instanceof TrainingDiverged)) {
      await blame().finally(closeGpu);
    }
    throw error;
  }
}

function closeGpu(): void {
  gpu?.dispose();
  gpu = null;
}

function gpuBytes(): number {
  const held = memory();
  return 'numBytesAllocatedInGPU' in held ? Number(held.numBytesAllocatedInGPU) : 0;
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
