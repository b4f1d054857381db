import type { DesignMatrix } from '../core/matrix/matrix.ts';
import type { Device } from './device.ts';
import { TooLargeForDevice } from './engine-errors.ts';
import { matMul, tensor2d, tidy, type Tensor2D } from './tf.ts';

/** Bytes of rows that are uploaded at once. */
const blockBytes = 64 * 2 ** 20;

/** How many rows of p numbers are uploaded at once. */
export const rowsOfBlock = (p: number) => Math.max(1, Math.floor(blockBytes / (4 * Math.max(1, p))));

/** Mean and deviation of each feature, weighted; the deviation is 1 where it would be 0. */
export interface ColumnUnits {
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/** The units of X's columns over rows of these weights, in two passes, so that large values keep their digits. */
export function columnUnits({ values, nRows, features }: DesignMatrix, weights: Float64Array): ColumnUnits {
  const p = features.length;
  const means = new Float64Array(p);
  const squares = new Float64Array(p);
  let total = 0;
  for (let i = 0, x = 0; i < nRows; i++) {
    total += weights[i];
    for (let j = 0; j < p; j++, x++) means[j] += weights[i] * values[x];
  }
  for (let j = 0; j < p; j++) means[j] /= total;
  for (let i = 0, x = 0; i < nRows; i++) {
    for (let j = 0; j < p; j++, x++) squares[j] += weights[i] * (values[x] - means[j]) ** 2;
  }
  return { means, scales: squares.map((sum) => Math.sqrt(sum / total) || 1) };
}

/** Standardised rows that stay on a device, for products with them. */
export interface DeviceRows {
  /** X W (nRows × K, row-major), where W is K × nFeatures. */
  forward(W: Float64Array, K: number): Promise<Float32Array>;
  /** RᵀX (K × nFeatures), where R is K × nRows. */
  backward(R: Float32Array, K: number): Promise<Float64Array>;
  dispose(): void;
}

/** Bytes that rows take on the device: WASM keeps each block a second time, packed for its products. */
const bytesOn = (device: Device, { values }: DesignMatrix) => (device.id === 'wasm' ? 2 : 1) * 4 * values.length;

/** Uploads X in the units given, in blocks of rows. Throws TooLargeForDevice before anything is uploaded. */
export async function uploadRows(device: Device, X: DesignMatrix, units: ColumnUnits, breathe: () => Promise<void>): Promise<DeviceRows> {
  if (bytesOn(device, X) > device.maxTensorBytes) throw new TooLargeForDevice(bytesOn(device, X), device.maxTensorBytes);
  const p = X.features.length;
  const size = rowsOfBlock(p);
  const blocks: Tensor2D[] = [];
  const dispose = () => blocks.forEach((block) => block.dispose());
  try {
    for (let first = 0; first < X.nRows; first += size) {
      await breathe();
      const rows = Math.min(size, X.nRows - first);
      blocks.push(tensor2d(standardised(X.values.subarray(first * p, (first + rows) * p), p, units), [rows, p]));
    }
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    dispose,
    async forward(W, K) {
      const out = new Float32Array(X.nRows * K);
      const turned = new Float32Array(p * K);
      for (let c = 0; c < K; c++) for (let j = 0; j < p; j++) turned[j * K + c] = W[c * p + j];
      const parts = tidy(() => {
        const coefficients = tensor2d(turned, [p, K]);
        return blocks.map((block) => matMul<Tensor2D>(block, coefficients));
      });
      (await read(parts)).forEach((part, b) => out.set(part, b * size * K));
      return out;
    },
    async backward(R, K) {
      const parts = tidy(() =>
        blocks.map((block, b) => {
          const rows = block.shape[0];
          const own = new Float32Array(K * rows);
          for (let c = 0; c < K; c++) own.set(R.subarray(c * X.nRows + b * size, c * X.nRows + b * size + rows), c * rows);
          return matMul<Tensor2D>(tensor2d(own, [K, rows]), block);
        }),
      );
      const out = new Float64Array(K * p);
      for (const part of await read(parts)) for (let j = 0; j < out.length; j++) out[j] += part[j];
      return out;
    },
  };
}

function standardised(values: Float32Array, p: number, { means, scales }: ColumnUnits): Float32Array {
  const out = new Float32Array(values.length);
  for (let x = 0; x < values.length; ) for (let j = 0; j < p; j++, x++) out[x] = (values[x] - means[j]) / scales[j];
  return out;
}

/** The numbers of tensors, which are disposed of. */
async function read(tensors: readonly Tensor2D[]): Promise<Float32Array[]> {
  try {
    return await Promise.all(tensors.map((part) => part.data<'float32'>()));
  } finally {
    tensors.forEach((part) => part.dispose());
  }
}
