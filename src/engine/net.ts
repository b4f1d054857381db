import type { MlpLayer } from '../core/estimators/mlp.ts';
import type { Rng } from '../core/math/rng.ts';
import { fused, matMul, reshape, slice, transpose, type Tensor, type Tensor1D, type Tensor2D } from './tf.ts';

/**
 * The widths of a net from its inputs to its outputs. All of its numbers lie in one flat tensor, layer by layer, the
 * weights (row-major inputs × outputs) before the bias: the optimiser then takes one operation where it would take
 * one for each layer, and on a GPU small operations cost what large ones do.
 */
export type Widths = readonly number[];

/** Weights and bias of each layer, as views cut out of the flat tensor. */
export interface LayerTensors {
  readonly weights: Tensor2D;
  readonly bias: Tensor1D;
}

export function countParameters(widths: Widths): number {
  let count = 0;
  for (let l = 1; l < widths.length; l++) count += (widths[l - 1] + 1) * widths[l];
  return count;
}

/**
 * Weights drawn on the CPU, so that every backend starts from the same numbers: He's normal for the rectified layers
 * (He et al. 2015), Glorot's for the last (Glorot and Bengio 2010); biases are 0.
 */
export function initialParameters(widths: Widths, rng: Rng): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(countParameters(widths));
  let offset = 0;
  for (let l = 1; l < widths.length; l++) {
    const [inputs, outputs] = [widths[l - 1], widths[l]];
    const isLast = l === widths.length - 1;
    const deviation = Math.sqrt(2 / (isLast ? inputs + outputs : inputs));
    for (let i = 0; i < inputs * outputs; i++) flat[offset + i] = rng.normal() * deviation;
    offset += (inputs + 1) * outputs;
  }
  return flat;
}

export function layersOf(widths: Widths, flat: Float32Array): MlpLayer[] {
  let offset = 0;
  const take = (length: number) => flat.slice(offset, (offset += length));
  return widths.slice(1).map((outputs, l) => {
    const inputs = widths[l];
    const activation = l === widths.length - 2 ? 'linear' : 'relu';
    return { inputs, outputs, weights: take(inputs * outputs), bias: take(outputs), activation };
  });
}

/** The flat numbers of layers; the inverse of `layersOf`. */
export function flatten(layers: readonly MlpLayer[]): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(layers.reduce((sum, { weights, bias }) => sum + weights.length + bias.length, 0));
  let offset = 0;
  for (const { weights, bias } of layers) {
    flat.set(weights, offset);
    flat.set(bias, offset + weights.length);
    offset += weights.length + bias.length;
  }
  return flat;
}

export function layerTensors(widths: Widths, flat: Tensor1D): LayerTensors[] {
  let offset = 0;
  const take = (length: number) => slice(flat, [(offset += length) - length], [length]);
  return widths.slice(1).map((outputs, l) => {
    const inputs = widths[l];
    return { weights: reshape(take(inputs * outputs), [inputs, outputs]), bias: take(outputs) };
  });
}

/** The input of each layer for the rows of `x`, and the outputs of the last, before any softmax. */
export function forward(layers: readonly LayerTensors[], x: Tensor2D): { inputs: Tensor2D[]; outputs: Tensor2D } {
  const inputs: Tensor2D[] = [];
  let output = x;
  layers.forEach(({ weights, bias }, l) => {
    inputs.push(output);
    const activation = l === layers.length - 1 ? 'linear' : 'relu';
    output = fused.matMul({ a: output, b: weights, bias, activation }) as Tensor2D;
  });
  return { inputs, outputs: output };
}

/**
 * aᵀ · b and a · bᵀ. WASM multiplies transposed operands without SIMD, 7 to 9 times slower than it transposes and
 * multiplies; the other backends gain nothing by a transpose of its own.
 */
export function transposedTimes(a: Tensor2D, b: Tensor2D, onWasm: boolean): Tensor2D {
  return onWasm ? matMul(transpose(a), b) : matMul(a, b, true, false);
}

export function timesTransposed(a: Tensor2D, b: Tensor2D, onWasm: boolean): Tensor2D {
  return onWasm ? matMul(a, transpose(b)) : matMul(a, b, false, true);
}

export function flatTensor(tensor: Tensor): Tensor1D {
  return reshape(tensor, [tensor.size]);
}
