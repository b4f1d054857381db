import { flatTensor, forward, layerTensors, timesTransposed, transposedTimes, type Widths } from './net.ts';
import { concat, log, matMul, maximum, mul, neg, ones, scalar, softmax, step, sub, sum } from './tf.ts';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from './tf.ts';

/** Rows on the device with their answers. Weights are scaled so that a batch's loss is a sum over its rows. */
export interface Batch {
  readonly x: Tensor2D;
  /** Classes: each row's weight in its class's column, else 0. Regression: the standardised target, one column. */
  readonly t: Tensor2D;
  /** One weight for each row (n × 1), or one for all. */
  readonly w: Tensor;
}

export type LossKind = 'cross-entropy' | 'half-squared-error';

/** Constants that live on the device as long as a fit. */
export interface LossConstants {
  readonly tiny: Scalar;
  readonly ones: Tensor2D;
}

export function lossConstants(batchSize: number): LossConstants {
  // exp(-69); below it a float32 softmax has no digits left, and its logarithm is not to be infinite.
  return { tiny: scalar(1e-30), ones: ones([1, batchSize]) };
}

/** The loss of outputs as a scalar, and its gradient by the outputs. */
export function lossOf(
  kind: LossKind,
  outputs: Tensor2D,
  { t, w }: Batch,
  tiny: Scalar,
): { loss: Tensor; slope: Tensor2D } {
  if (kind === 'cross-entropy') {
    const p = softmax(outputs);
    return { loss: neg(sum(mul(t, log(maximum(p, tiny))))), slope: sub(mul(p, w), t) };
  }
  const error = sub(outputs, t);
  const slope = mul<Tensor2D>(error, w);
  return { loss: sum(mul(slope, error)), slope };
}

/**
 * The batch's loss at the parameters `flat`, and the gradient by each of them. Written out rather than left to tfjs's
 * tape: it is a third of the operations, and none of them is one that the self-test has not seen on this backend.
 */
export function lossAndGradient(
  widths: Widths,
  flat: Tensor1D,
  kind: LossKind,
  batch: Batch,
  constants: LossConstants,
  onWasm: boolean,
): { loss: Tensor; gradient: Tensor1D } {
  const layers = layerTensors(widths, flat);
  const { inputs, outputs } = forward(layers, batch.x);
  const { loss, slope: outputSlope } = lossOf(kind, outputs, batch, constants.tiny);
  const parts: Tensor1D[] = [];
  let slope = outputSlope;
  for (let l = layers.length - 1; l >= 0; l--) {
    parts.unshift(flatTensor(transposedTimes(inputs[l], slope, onWasm)), flatTensor(matMul(constants.ones, slope)));
    if (l > 0) slope = mul(timesTransposed(slope, layers[l].weights, onWasm), step(inputs[l]));
  }
  return { loss, gradient: concat(parts) };
}
