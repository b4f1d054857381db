import { exp } from '../math/exp.ts';
import { requireFeatureCount, requireFiniteX } from './checks.ts';
import type { FittedModel } from './estimator.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import type { Predictions } from '../metrics/predictions.ts';

/** One dense layer: `activation(x · weights + bias)`. */
export interface MlpLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major inputs × outputs. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly activation: 'relu' | 'linear';
}

/**
 * A multilayer perceptron as plain data. The last layer is linear: its outputs are the logits of the classes (two for
 * a binary task), which `softmaxRows` turns into probabilities, or for regression the standardised target.
 */
export interface MlpState {
  readonly layers: readonly MlpLayer[];
  /** Regression: prediction = output · scale + mean, both exact in float32; null for classification. */
  readonly target: { readonly mean: number; readonly scale: number } | null;
}

/**
 * The predictions of `model` for each row of X, by the plain forward pass: float32 weights, float64 sums. It is the
 * reference that every backend and export is held to. Each row on its own; no rows give empty predictions.
 * Throws FeatureCountMismatch, and NonFiniteInput where X holds NaN or an infinity.
 */
export function predictMlp(model: FittedModel<MlpState>, X: DesignMatrix): Predictions {
  checkMlpInput(model, X);
  return predictionsFromOutputs(model, mlpOutputs(model.state, X.values, X.nRows));
}

/** Throws FeatureCountMismatch or NonFiniteInput where `model` cannot take X. */
export function checkMlpInput(model: FittedModel<MlpState>, X: DesignMatrix): void {
  requireFeatureCount(model, X);
  requireFiniteX(X);
}

/** The last layer's outputs for `nRows` rows of row-major `values`: row-major nRows × outputs, in float64. */
export function mlpOutputs(state: MlpState, values: Float32Array, nRows: number): Float64Array {
  const nOutputs = state.layers[state.layers.length - 1].outputs;
  const nInputs = state.layers[0].inputs;
  const outputs = new Float64Array(nRows * nOutputs);
  const buffers = state.layers.map((layer) => new Float64Array(layer.outputs));
  for (let row = 0; row < nRows; row++) {
    let input: Float32Array | Float64Array = values.subarray(row * nInputs, (row + 1) * nInputs);
    for (let l = 0; l < buffers.length; l++) {
      applyLayer(state.layers[l], input, buffers[l]);
      input = buffers[l];
    }
    outputs.set(input, row * nOutputs);
  }
  return outputs;
}

function applyLayer(layer: MlpLayer, input: Float32Array | Float64Array, output: Float64Array): void {
  const { inputs, outputs, weights } = layer;
  output.set(layer.bias);
  for (let i = 0; i < inputs; i++) {
    const x = input[i];
    // One-hot inputs and rectified units are mostly zero.
    if (x === 0) continue;
    const start = i * outputs;
    for (let o = 0; o < outputs; o++) output[o] += x * weights[start + o];
  }
  if (layer.activation === 'relu') for (let o = 0; o < outputs; o++) if (output[o] < 0) output[o] = 0;
}

/** The predictions that the last layer's outputs (row-major nRows × outputs) stand for. */
export function predictionsFromOutputs(
  model: FittedModel<MlpState>,
  outputs: Float64Array | Float32Array,
): Predictions {
  const { target } = model.state;
  if (target === null) {
    return { kind: 'classes', probabilities: softmaxRows(outputs, model.classes.length), classes: model.classes };
  }
  return { kind: 'number', values: Float64Array.from(outputs, (output) => output * target.scale + target.mean) };
}

/** The softmax of each row of row-major n × nClasses `logits`, in float64; the row's maximum is taken off first. */
export function softmaxRows(logits: Float64Array | Float32Array, nClasses: number): Float64Array {
  const probabilities = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += nClasses) {
    let max = -Infinity;
    for (let c = 0; c < nClasses; c++) max = Math.max(max, logits[start + c]);
    let sum = 0;
    for (let c = 0; c < nClasses; c++) {
      const e = exp(logits[start + c] - max);
      probabilities[start + c] = e;
      sum += e;
    }
    for (let c = 0; c < nClasses; c++) probabilities[start + c] /= sum;
  }
  return probabilities;
}
