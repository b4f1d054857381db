import type { Device } from './device.ts';
import { TooLargeForDevice } from './engine-errors.ts';
import type { Batch } from './gradient.ts';
import { gather, scalar, slice, tensor1d, tensor2d, type Tensor1D, type Tensor2D } from './tf.ts';

/** Rows and answers as plain numbers, in the units of a Batch. */
export interface Rows {
  readonly nRows: number;
  readonly x: Float32Array;
  readonly nFeatures: number;
  readonly t: Float32Array;
  readonly nOutputs: number;
  /** One weight a row, or one for all. */
  readonly w: Float32Array | number;
}

/** Batches of one fixed size: a device that pools its buffers by size then needs one set of them. */
export interface BatchSource {
  /** Starts an epoch that takes the rows in this order. */
  begin(order: Uint32Array): void;
  /** The rows order[start … start + size); its tensors are made for the enclosing tidy. */
  batch(start: number): Batch;
  dispose(): void;
}

/** Throws TooLargeForDevice where a matrix of the rows is larger than the device takes. */
export function requireRoom(device: Device, rows: Rows): void {
  const bytes = 4 * rows.nRows * Math.max(rows.nFeatures, rows.nOutputs);
  if (bytes > device.maxTensorBytes) throw new TooLargeForDevice(bytes, device.maxTensorBytes);
}

export function createBatches(device: Device, rows: Rows, size: number): BatchSource {
  if (device.id !== 'webgpu') return copiedBatches(rows, size);
  requireRoom(device, rows);
  return gatheredBatches(rows, size);
}

/** The rows picked on a device that holds all of them; an epoch uploads its order and nothing else. */
function gatheredBatches(rows: Rows, size: number): BatchSource {
  const x = tensor2d(rows.x, [rows.nRows, rows.nFeatures]);
  const t = tensor2d(rows.t, [rows.nRows, rows.nOutputs]);
  const w = typeof rows.w === 'number' ? scalar(rows.w) : tensor2d(rows.w, [rows.nRows, 1]);
  let order: Tensor1D | null = null;
  return {
    begin(next) {
      order?.dispose();
      order = tensor1d(Int32Array.from(next), 'int32');
    },
    batch(start) {
      if (!order) throw new Error('begin an epoch before taking a batch');
      const rowNumbers = slice(order, [start], [size]);
      return {
        x: gather(x, rowNumbers),
        t: gather(t, rowNumbers),
        w: w.rank === 0 ? w : gather(w as Tensor2D, rowNumbers),
      };
    },
    dispose() {
      for (const tensor of [x, t, w, order]) tensor?.dispose();
    },
  };
}

/**
 * The rows picked by a plain copy, for backends that compute in the CPU's own memory: there is nothing to upload, and
 * tfjs's WASM gather of such rows takes longer than the multiplication that follows it.
 */
function copiedBatches(rows: Rows, size: number): BatchSource {
  const shared = typeof rows.w === 'number' ? scalar(rows.w) : null;
  let order = new Uint32Array(0);
  return {
    begin(next) {
      order = Uint32Array.from(next);
    },
    batch(start) {
      const numbers = order.subarray(start, start + size);
      const cut = (values: Float32Array, width: number) => tensor2d(picked(values, width, numbers), [size, width]);
      const w = shared ?? cut(rows.w as Float32Array, 1);
      return { x: cut(rows.x, rows.nFeatures), t: cut(rows.t, rows.nOutputs), w };
    },
    dispose: () => shared?.dispose(),
  };
}

/** The given rows of row-major `values`, `width` numbers each. */
function picked(values: Float32Array, width: number, numbers: Uint32Array): Float32Array {
  const out = new Float32Array(numbers.length * width);
  for (let i = 0; i < numbers.length; i++) {
    const from = numbers[i] * width;
    for (let j = 0; j < width; j++) out[i * width + j] = values[from + j];
  }
  return out;
}

/** All rows in order, in chunks of one size; the last is filled up with rows of zeros and weight 0. */
export function uploadChunks(device: Device, rows: Rows, size: number): Batch[] {
  requireRoom(device, rows);
  const chunks: Batch[] = [];
  for (let start = 0; start < rows.nRows; start += size) {
    const cut = (values: Float32Array, width: number) => tensor2d(padded(values, width, start, size), [size, width]);
    const { w } = rows;
    const weights = typeof w === 'number' ? new Float32Array(rows.nRows).fill(w) : w;
    chunks.push({ x: cut(rows.x, rows.nFeatures), t: cut(rows.t, rows.nOutputs), w: cut(weights, 1) });
  }
  return chunks;
}

/** Rows start … start + size of row-major `values`, with zeros after its end. */
export function padded(values: Float32Array, width: number, start: number, size: number): Float32Array {
  const out = new Float32Array(size * width);
  out.set(values.subarray(start * width, (start + size) * width));
  return out;
}
