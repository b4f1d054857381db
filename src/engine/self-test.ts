import { createRng } from '../core/math/rng.ts';
import { adamConstants, adamStep, type AdamParams } from './adam.ts';
import type { Device } from './device.ts';
import { lossAndGradient, lossConstants, type Batch } from './gradient.ts';
import { forward, initialParameters, layerTensors } from './net.ts';
import { referenceAdamStep, referenceGradient } from './reference-step.ts';
import { dispose, scalar, tensor1d, tensor2d, tidy, zerosLike } from './tf.ts';

const nRows = 12;
const widths = [5, 8, 8, 3];
const rate = 0.01;
const adam: AdamParams = { weightDecay: 0.01, averaging: 0.9 };

/** Where the largest difference may lie, relative to the largest value; float32 and its order of sums take a tenth. */
const tolerance = 1e-4;

/**
 * What is wrong with the device, in words; null where the product, the loss, the gradient and one step of Adam come out
 * as plain float64 arithmetic has them. It runs the very code that trains.
 */
export async function selfTest(device: Device): Promise<string | null> {
  const rng = createRng(20260801);
  const flat = initialParameters(widths, rng);
  const x = Float32Array.from({ length: nRows * widths[0] }, () => rng.normal());
  const t = new Float32Array(nRows * 3);
  for (let row = 0; row < nRows; row++) t[row * 3 + (row % 3)] = 1 / nRows;
  const expected = referenceGradient(widths, flat, { x, t, w: 1 / nRows }, nRows);
  const stepped = referenceAdamStep(flat, expected.gradient, rate, adam);

  const got = await compute(device, flat, x, t);
  const checks: [string, ArrayLike<number>, ArrayLike<number>][] = [
    ['product', got.outputs, expected.outputs],
    ['loss', got.loss, [expected.loss]],
    ['gradient', got.gradient, expected.gradient],
    ['Adam step', got.weights, stepped],
  ];
  for (const [name, values, reference] of checks) {
    const error = relativeError(values, reference);
    if (!(error <= tolerance)) return `the ${name} is off by ${error.toPrecision(2)}, relative to its largest value`;
  }
  return null;
}

async function compute(device: Device, flat: Float32Array, x: Float32Array, t: Float32Array) {
  const weights = tensor1d(flat);
  const state = { steps: 0, weights, m: zerosLike(weights), v: zerosLike(weights), mean: weights.clone() };
  const batch: Batch = { x: tensor2d(x, [nRows, widths[0]]), t: tensor2d(t, [nRows, 3]), w: scalar(1 / nRows) };
  const constants = lossConstants(nRows);
  const adamScalars = adamConstants();
  const outputs = tidy(() => forward(layerTensors(widths, weights), batch.x).outputs);
  const { loss, gradient } = tidy(() =>
    lossAndGradient(widths, weights, 'cross-entropy', batch, constants, device.id === 'wasm'),
  );
  const next = adamStep(state, gradient, rate, adam, adamScalars);
  try {
    const [o, l, g, w] = await Promise.all([outputs, loss, gradient, next.weights].map((tensor) => tensor.data()));
    device.check();
    return { outputs: o, loss: l, gradient: g, weights: w };
  } finally {
    dispose([outputs, loss, gradient, next.weights, next.m, next.v, next.mean]);
    dispose([state.weights, state.m, state.v, state.mean, batch.x, batch.t, batch.w]);
    dispose([...Object.values(constants), ...Object.values(adamScalars)]);
  }
}

/** The largest difference over the largest magnitude; NaN where lengths differ or a value is no number. */
function relativeError(values: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (values.length !== reference.length) return NaN;
  let difference = 0;
  let magnitude = 0;
  for (let i = 0; i < reference.length; i++) {
    const d = Math.abs(values[i] - reference[i]);
    if (!Number.isFinite(d)) return NaN;
    difference = Math.max(difference, d);
    magnitude = Math.max(magnitude, Math.abs(reference[i]));
  }
  return difference / magnitude;
}
