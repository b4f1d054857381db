import type { NetLayout } from './net-layout.ts';
import { stepNumbersEach, type OptimiserSettings, type StepNumbers } from './net-runner.ts';
import { mix } from './dropout.ts';

/** What is decided about each step before an epoch begins. */
export interface StepPlan {
  readonly rate: number;
  /** What the rate is multiplied by to give the decay of a step. */
  readonly weightDecay: number;
  /** Share of the running mean of the parameters that a step keeps once it is warm; 0 for none, the mean being the parameters. */
  readonly averaging: number;
}

/** The numbers of steps firstStep … (from 1), whose plans are given; masks are drawn by `seed`. */
export function stepNumbers(firstStep: number, plans: readonly StepPlan[], { beta1, beta2 }: OptimiserSettings, seed: number): StepNumbers {
  const values = new Float32Array(plans.length * stepNumbersEach);
  const seeds = new Uint32Array(plans.length);
  plans.forEach(({ rate, weightDecay, averaging }, i) => {
    const t = firstStep + i;
    values[i * stepNumbersEach] = (rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
    values[i * stepNumbersEach + 1] = rate * weightDecay;
    values[i * stepNumbersEach + 2] = 1 - Math.min(averaging, t / (t + 9));
    seeds[i] = mix(seed + Math.imul(t, 0x9e3779b9));
  });
  return { values, seeds };
}

/** Parameters and running means in training, which a step changes in place. */
export interface Moments {
  readonly parameters: Float32Array;
  readonly m: Float32Array;
  readonly v: Float32Array;
  readonly mean: Float32Array;
}

/** By how much the gradient is scaled so that its norm is `clip` at most; 1 for a gradient within it. */
function clipScale(gradient: ArrayLike<number>, clip: number | null): number {
  if (clip === null) return 1;
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) sum += gradient[i] * gradient[i];
  const norm = Math.sqrt(sum);
  return norm > clip ? clip / norm : 1;
}

/** Takes one step of Adam with the gradient: the three numbers of it at `step` of `numbers`. */
export function updateMoments(moments: Moments, gradient: ArrayLike<number>, layout: NetLayout, settings: OptimiserSettings, numbers: StepNumbers, step: number): void {
  const { parameters, m, v, mean } = moments;
  const { beta1, beta2, epsilon } = settings;
  const [rate, decay, take] = numbers.values.subarray(step * stepNumbersEach);
  const scale = clipScale(gradient, settings.clip);
  layout.blocks.forEach(({ offset, length }, b) => {
    const block = settings.blocks[b];
    for (let i = offset; i < offset + length; i++) {
      const g = gradient[i] * scale;
      m[i] = beta1 * m[i] + (1 - beta1) * g;
      v[i] = beta2 * v[i] + (1 - beta2) * g * g;
      parameters[i] = parameters[i] * (1 - decay * block.decay) - (rate * block.rate * m[i]) / (Math.sqrt(v[i]) + epsilon);
      mean[i] += take * (parameters[i] - mean[i]);
    }
  });
}
