import type { TargetValues } from '../metrics/predictions.ts';
import type { BoostingLoss, LossId } from './boosting-loss.ts';
import { crossEntropy, logLoss } from './boosting-losses-classes.ts';
import { gammaDeviance, poissonDeviance } from './boosting-losses-log.ts';
import { pinballLoss, squaredError } from './boosting-losses-numbers.ts';
import type { BoostingParams } from './boosting-params.ts';
import { classWeights, presentClasses, totalWeight } from './targets.ts';

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
