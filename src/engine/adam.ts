import { add, div, mul, scalar, sqrt, square, sub, tidy, type Scalar, type Tensor, type Tensor1D } from './tf.ts';

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019) and a running mean of the weights. */
export interface AdamParams {
  readonly weightDecay: number;
  /** Share of the running mean that each step keeps, once it is warm. */
  readonly averaging: number;
}

export const beta1 = 0.9;
export const beta2 = 0.999;
export const epsilon = 1e-7;

export interface AdamState {
  /** Steps taken. */
  readonly steps: number;
  readonly weights: Tensor1D;
  readonly m: Tensor1D;
  readonly v: Tensor1D;
  /** The running mean of the weights, which is what is evaluated and kept. */
  readonly mean: Tensor1D;
}

export interface AdamConstants {
  readonly beta1: Scalar;
  readonly oneMinusBeta1: Scalar;
  readonly beta2: Scalar;
  readonly oneMinusBeta2: Scalar;
  readonly epsilon: Scalar;
}

export function adamConstants(): AdamConstants {
  return {
    beta1: scalar(beta1),
    oneMinusBeta1: scalar(1 - beta1),
    beta2: scalar(beta2),
    oneMinusBeta2: scalar(1 - beta2),
    epsilon: scalar(epsilon),
  };
}

/** The numbers of step `t` (from 1): the bias-corrected rate, the decay's factor, and what the mean takes of the new weights. */
export function stepNumbers(t: number, rate: number, params: AdamParams): { rate: number; keep: number; take: number } {
  return {
    rate: (rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t),
    keep: 1 - rate * params.weightDecay,
    take: 1 - Math.min(params.averaging, t / (t + 9)),
  };
}

/** The state after one more step; the former state's tensors are the caller's to dispose. */
export function adamStep(
  state: AdamState,
  gradient: Tensor1D,
  rate: number,
  params: AdamParams,
  constants: AdamConstants,
): AdamState {
  const steps = state.steps + 1;
  const numbers = stepNumbers(steps, rate, params);
  const next = tidy(() => {
    const m: Tensor1D = add(mul(state.m, constants.beta1), mul(gradient, constants.oneMinusBeta1));
    const v: Tensor1D = add(mul(state.v, constants.beta2), mul(square(gradient), constants.oneMinusBeta2));
    const move = mul(div(m, add(sqrt(v), constants.epsilon)), scalar(numbers.rate));
    const weights: Tensor1D = sub(mul(state.weights, scalar(numbers.keep)), move);
    const mean: Tensor1D = add(state.mean, mul<Tensor>(sub(weights, state.mean), scalar(numbers.take)));
    return { m, v, weights, mean };
  });
  return { steps, ...next };
}
