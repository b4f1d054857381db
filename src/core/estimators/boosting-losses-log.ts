import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import type { BoostingLoss } from './boosting-loss.ts';
import { ofNumbers } from './boosting-losses-numbers.ts';
import { totalWeight, weightedMean } from './targets.ts';

/** Thrown where a target holds a number that a loss has no meaning for. */
export class TargetOutOfRange extends Error {
  readonly code = 'TargetOutOfRange';
  constructor(loss: string, range: string, seen: number) {
    super(`TargetOutOfRange: loss "${loss}" needs ${range}, and the target holds ${seen}; choose another loss`);
    this.name = 'TargetOutOfRange';
  }
}

/** e to this is as far as one leaf moves a prediction on: a Newton step from far below overshoots beyond all numbers. */
const largestStep = 4;

/** The part of a loss that depends on the target's law: of its value y and of the score, the logarithm of the prediction. */
interface Law {
  /** Half the unit deviance; 0 where the prediction is y. */
  deviance(y: number, score: number): number;
  gradient(y: number, score: number): number;
  hessian(y: number, score: number): number;
}

const poisson: Law = {
  deviance: (y, score) => (y > 0 ? y * (log(y) - score) : 0) - y + exp(score),
  gradient: (y, score) => exp(score) - y,
  hessian: (_y, score) => exp(score),
};

const gamma: Law = {
  deviance: (y, score) => score - log(y) + y * exp(-score) - 1,
  gradient: (y, score) => 1 - y * exp(-score),
  hessian: (y, score) => y * exp(-score),
};

/** Half the mean Poisson deviance, for counts; throws TargetOutOfRange below 0, and where all targets are 0. */
export function poissonDeviance(values: Float64Array, weights: Float64Array | null): BoostingLoss {
  requireRange(values, weights, 'poisson', 'targets of 0 and above, and one above 0', (y) => y >= 0);
  return withLogLink(poisson, values, weights);
}

/** Half the mean gamma deviance, for amounts; throws TargetOutOfRange at 0 and below. */
export function gammaDeviance(values: Float64Array, weights: Float64Array | null): BoostingLoss {
  requireRange(values, weights, 'gamma', 'targets above 0', (y) => y > 0);
  return withLogLink(gamma, values, weights);
}

function requireRange(
  values: Float64Array,
  weights: Float64Array | null,
  loss: string,
  range: string,
  fits: (y: number) => boolean,
): void {
  const bad = values.find((y) => !fits(y));
  if (bad !== undefined) throw new TargetOutOfRange(loss, range, bad);
  if (!(weightedMean(values, weights) > 0)) throw new TargetOutOfRange(loss, range, 0);
}

function withLogLink(law: Law, values: Float64Array, weights: Float64Array | null): BoostingLoss {
  const n = values.length;
  const total = totalWeight(n, weights);
  return {
    ...ofNumbers,
    link: 'log',
    largestStep,
    baseScores: Float64Array.of(log(weightedMean(values, weights))),
    constantHessian: false,
    prepare({ scores }) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (weights ? weights[i] : 1) * law.deviance(values[i], scores[i]);
      return sum / total;
    },
    derivatives(_output, { scores, derivatives }) {
      for (let i = 0; i < n; i++) {
        const weight = weights ? weights[i] : 1;
        derivatives[2 * i] = weight * law.gradient(values[i], scores[i]);
        derivatives[2 * i + 1] = weight * law.hessian(values[i], scores[i]);
      }
    },
    lossOf(y, scores, others = null) {
      if (y.kind !== 'number') return NaN;
      let sum = 0;
      for (let i = 0; i < scores.length; i++) sum += (others ? others[i] : 1) * law.deviance(y.values[i], scores[i]);
      return sum / totalWeight(scores.length, others);
    },
  };
}
