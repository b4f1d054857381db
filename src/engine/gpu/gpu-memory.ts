import { TooLargeForDevice } from '../engine-errors.ts';
import type { GpuContext } from './gpu-access.ts';

/** Numbers of four bytes each. */
type Numbers = Float32Array | Uint32Array | ArrayBuffer;

/** Buffers that are made for one purpose and given back together. */
export interface GpuMemory {
  /** A storage buffer of zeros. Throws TooLargeForDevice, before it is made, where the device has no such buffer. */
  storage(label: string, bytes: number): GPUBuffer;
  /** A storage buffer that holds the array. */
  upload(label: string, values: Numbers): GPUBuffer;
  /** Writes the array into a buffer, from number `at` of it on. */
  put(buffer: GPUBuffer, values: Numbers, at: number): void;
  uniform(label: string, values: ArrayBuffer): GPUBuffer;
  /** A uniform buffer to be written to. */
  uniformOf(label: string, bytes: number): GPUBuffer;
  /** One that the CPU reads. */
  readback(bytes: number): GPUBuffer;
  /** Gives one back before the others. */
  drop(buffer: GPUBuffer): void;
  dispose(): void;
}

const multipleOf4 = (bytes: number) => Math.max(16, Math.ceil(bytes / 4) * 4);

/** The most bytes that one buffer of kernels may have. */
export function bufferLimit({ limits }: GPUDevice): number {
  return Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
}

/** An empty memory on the device; what it holds is counted. */
export function createMemory({ gpu, counters }: GpuContext): GpuMemory {
  const held = new Set<GPUBuffer>();
  const limit = bufferLimit(gpu);

  function make(label: string, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const size = multipleOf4(bytes);
    if (size > limit) throw new TooLargeForDevice(size, limit);
    const buffer = gpu.createBuffer({ label, size, usage });
    held.add(buffer);
    counters.bytes += size;
    return buffer;
  }
  function put(buffer: GPUBuffer, values: Numbers, at: number): void {
    if (values.byteLength > 0) gpu.queue.writeBuffer(buffer, 4 * at, values as GPUAllowSharedBufferSource);
  }
  function filled(label: string, values: Numbers, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = make(label, values.byteLength, usage | GPUBufferUsage.COPY_DST);
    put(buffer, values, 0);
    return buffer;
  }
  const drop = (buffer: GPUBuffer) => {
    if (!held.delete(buffer)) return;
    counters.bytes -= buffer.size;
    buffer.destroy();
  };
  const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  return {
    storage: (label, bytes) => make(label, bytes, storage),
    upload: (label, values) => filled(label, values, storage),
    put,
    uniform: (label, values) => filled(label, values, GPUBufferUsage.UNIFORM),
    uniformOf: (label, bytes) => make(label, bytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST),
    readback: (bytes) => make('readback', bytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST),
    drop,
    dispose: () => held.forEach(drop),
  };
}
