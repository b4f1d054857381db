import type { CentredRows } from '../core/estimators/centred-rows.ts';
import type { Device } from './device.ts';
import { rowsOfBlock } from './linear-rows.ts';
import { matMul, tensor2d, tidy, transpose } from './tf.ts';

/** Rows whose products are added up in single precision, on the device, before they are added in double. */
const blockRows = 8192;

/**
 * BᵀB (nFeatures², row-major) of centred rows, block by block on the device in single precision, and summed over the blocks
 * in double. Columns are scaled to length 1 on the way, so that the error of an entry is about 1e-6 of the lengths of its columns.
 */
export async function gramOnDevice(device: Device, rows: CentredRows, breathe: () => Promise<void>): Promise<Float64Array> {
  const { nRows, nFeatures: p } = rows;
  const scales = await columnScales(rows, breathe);
  const gram = new Float64Array(p * p);
  const line = new Float64Array(p);
  const size = Math.min(blockRows, rowsOfBlock(p));
  for (let first = 0; first < nRows; first += size) {
    await breathe();
    const count = Math.min(size, nRows - first);
    const block = new Float32Array(count * p);
    for (let i = 0, at = 0; i < count; i++) {
      rows.read(first + i, line, 0);
      for (let j = 0; j < p; j++, at++) block[at] = line[j] / scales[j];
    }
    const product = tidy(() => {
      const B = tensor2d(block, [count, p]);
      return matMul(transpose(B), B);
    });
    try {
      const part = await product.data<'float32'>();
      for (let a = 0; a < part.length; a++) gram[a] += part[a];
    } finally {
      product.dispose();
    }
  }
  device.check();
  for (let j = 0; j < p; j++) for (let k = 0; k < p; k++) gram[j * p + k] *= scales[j] * scales[k];
  return gram;
}

/** Root mean square of each column; 1 where it would be 0. */
async function columnScales(rows: CentredRows, breathe: () => Promise<void>): Promise<Float64Array> {
  const squares = new Float64Array(rows.nFeatures);
  const line = new Float64Array(rows.nFeatures);
  for (let i = 0; i < rows.nRows; i++) {
    if (i % 8192 === 8191) await breathe();
    rows.read(i, line, 0);
    for (let j = 0; j < line.length; j++) squares[j] += line[j] * line[j];
  }
  return squares.map((sum) => Math.sqrt(sum / rows.nRows) || 1);
}
