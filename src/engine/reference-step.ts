import { beta1, beta2, epsilon, stepNumbers, type AdamParams } from './adam.ts';
import { countParameters, type Widths } from './net.ts';

/** A batch as plain numbers; see Batch. */
export interface PlainBatch {
  readonly x: Float32Array;
  readonly t: Float32Array;
  readonly w: number;
}

/** Outputs, cross-entropy and gradient of a net in float64, by the textbook: what backends are held to. */
export function referenceGradient(
  widths: Widths,
  flat: Float64Array | Float32Array,
  batch: PlainBatch,
  nRows: number,
): { loss: number; outputs: Float64Array; gradient: Float64Array } {
  const gradient = new Float64Array(countParameters(widths));
  const nOutputs = widths[widths.length - 1];
  const outputs = new Float64Array(nRows * nOutputs);
  let loss = 0;
  for (let row = 0; row < nRows; row++) {
    const hidden = referenceForward(widths, flat, batch.x.subarray(row * widths[0], (row + 1) * widths[0]));
    const z = hidden[hidden.length - 1];
    outputs.set(z, row * nOutputs);
    const max = Math.max(...z);
    const sum = z.reduce((total, value) => total + Math.exp(value - max), 0);
    const slope = z.map((value, c) => {
      const p = Math.exp(value - max) / sum;
      const t = batch.t[row * nOutputs + c];
      loss -= t * Math.log(p);
      return p * batch.w - t;
    });
    referenceBackward(widths, flat, hidden, slope, gradient);
  }
  return { loss, outputs, gradient };
}

function layerStarts(widths: Widths): number[] {
  let start = 0;
  return widths.slice(1).map((outputs, l) => (start += (widths[l] + 1) * outputs) - (widths[l] + 1) * outputs);
}

/** The row itself, then what each layer gives. */
function referenceForward(widths: Widths, flat: Float64Array | Float32Array, row: Float32Array): Float64Array[] {
  const values = [Float64Array.from(row)];
  layerStarts(widths).forEach((start, l) => {
    const [inputs, outputs] = [widths[l], widths[l + 1]];
    const isLast = l === widths.length - 2;
    const next = new Float64Array(outputs);
    for (let o = 0; o < outputs; o++) {
      let sum = flat[start + inputs * outputs + o];
      for (let i = 0; i < inputs; i++) sum += values[l][i] * flat[start + i * outputs + o];
      next[o] = isLast ? sum : Math.max(0, sum);
    }
    values.push(next);
  });
  return values;
}

function referenceBackward(
  widths: Widths,
  flat: Float64Array | Float32Array,
  values: Float64Array[],
  outputSlope: Float64Array,
  gradient: Float64Array,
): void {
  let slope = outputSlope;
  const starts = layerStarts(widths);
  for (let l = starts.length - 1; l >= 0; l--) {
    const [inputs, outputs, start] = [widths[l], widths[l + 1], starts[l]];
    const below = new Float64Array(inputs);
    for (let o = 0; o < outputs; o++) {
      gradient[start + inputs * outputs + o] += slope[o];
      for (let i = 0; i < inputs; i++) {
        gradient[start + i * outputs + o] += values[l][i] * slope[o];
        if (values[l][i] > 0) below[i] += slope[o] * flat[start + i * outputs + o];
      }
    }
    slope = below;
  }
}

/** The weights after the first Adam step from `flat`. */
export function referenceAdamStep(
  flat: Float32Array,
  gradient: Float64Array,
  rate: number,
  params: AdamParams,
): Float64Array {
  const numbers = stepNumbers(1, rate, params);
  return Float64Array.from(flat, (weight, i) => {
    const m = (1 - beta1) * gradient[i];
    const v = (1 - beta2) * gradient[i] ** 2;
    return weight * numbers.keep - (numbers.rate * m) / (Math.sqrt(v) + epsilon);
  });
}
