import { NonFiniteInput } from '../core/estimators/estimator.ts';
import type { NetTask } from '../core/nets/net-runner.ts';

/** Throws NonFiniteInput where `values`, named by `what`, holds NaN or an infinity: a GPU would turn it into a number without a word. */
export function requireFinite(what: string, values: Float32Array): void {
  for (let i = 0; i < values.length; i++) {
    // x - x is 0 for finite numbers and NaN otherwise.
    if (values[i] - values[i] !== 0) throw new NonFiniteInput(`${what}, value ${i},`);
  }
}

/** Throws NonFiniteInput where a task's rows, answers, weights or parameters are not all finite. */
export function requireFiniteTask({ train, stopping, start }: NetTask): void {
  requireFinite('the prepared rows', train.x);
  requireFinite('the prepared targets', train.targets);
  if (train.weights) requireFinite('the weights of the rows', train.weights);
  if (stopping) requireFinite('the prepared stopping rows', stopping.x);
  requireFinite('the parameters', start.parameters);
}
