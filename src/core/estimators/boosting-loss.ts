import type { TargetValues } from '../metrics/predictions.ts';
import { crossEntropy, logLoss } from './boosting-losses-classes.ts';
import { gammaDeviance, poissonDeviance } from './boosting-losses-log.ts';
import { pinballLoss, squaredError } from './boosting-losses-numbers.ts';
import type { BoostingParams } from './boosting-params.ts';
import { classWeights, presentClasses, totalWeight } from './targets.ts';
import type { TreeMemory } from './tree-kernels.ts';

/** What a model of numbers or classes is boosted towards. */
export type LossId = 'auto' | 'absolute' | 'quantile' | 'poisson' | 'gamma';

/** Scores of a boosted model and how they become a loss. A score row has nOutputs numbers. */
export interface BoostingLoss {
  readonly nOutputs: number;
  /** Codes of the classes that training rows have, ascending; empty for numbers. */
  readonly outputClasses: readonly number[];
  /** The best constant score (length nOutputs). */
  readonly baseScores: Float64Array;
  /** Second derivatives are the weights. */
  readonly constantHessian: boolean;
  /** 'log': the prediction is e to the power of the score. */
  readonly link: 'identity' | 'log';
  /** The value of a leaf, before the learning rate, is held within ± this. */
  readonly largestStep: number;
  /** Readies derivatives at the memory's scores and returns the mean loss of the training rows. */
  prepare(memory: TreeMemory): number;
  /** Writes the memory's weighted derivatives for one output. */
  derivatives(output: number, memory: TreeMemory): void;
  /** The mean loss of other rows with these scores; weighted, where they have weights. */
  lossOf(y: TargetValues, scores: Float64Array, weights?: Float64Array | null): number;
  /** The value that minimises the loss of these rows, where derivatives do not tell; absent where they do. */
  leafValue?(rows: Uint32Array, scores: Float64Array): number;
}

/** Thrown where a loss for numbers is asked for and the target has classes. */
export class LossNeedsNumbers extends Error {
  readonly code = 'LossNeedsNumbers';
  constructor(loss: LossId) {
    super(`LossNeedsNumbers: loss "${loss}" is for numbers, and the target has classes; choose "auto"`);
    this.name = 'LossNeedsNumbers';
  }
}

/** The loss that `params` name for this target; null where its rows have one class, which leaves nothing to lose. */
export function createLoss(
  y: TargetValues,
  weights: Float64Array | null,
  { loss, quantile }: Pick<BoostingParams, 'loss' | 'quantile'>,
): BoostingLoss | null {
  if (y.kind === 'number') {
    switch (loss) {
      case 'auto':
        return squaredError(y.values, weights);
      case 'absolute':
        return pinballLoss(y.values, weights, 0.5, 2);
      case 'quantile':
        return pinballLoss(y.values, weights, quantile, 1);
      case 'poisson':
        return poissonDeviance(y.values, weights);
      case 'gamma':
        return gammaDeviance(y.values, weights);
    }
  }
  if (loss !== 'auto') throw new LossNeedsNumbers(loss);
  const totals = classWeights(y.codes, y.classes.length, weights);
  const present = presentClasses(totals);
  if (present.length < 2) return null;
  const indexOf = new Int32Array(y.classes.length).fill(-1);
  present.forEach((c, i) => (indexOf[c] = i));
  const shares = Array.from(present, (c) => totals[c] / totalWeight(y.codes.length, weights));
  return present.length === 2
    ? logLoss(y.codes, weights, Array.from(present), indexOf, shares)
    : crossEntropy(y.codes, weights, Array.from(present), indexOf, shares);
}
