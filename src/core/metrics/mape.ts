import { defineMetric } from './define-metric.ts';
import { rowLosses } from './losses.ts';
import { numberPair } from './unpack.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * Mean of |error| / |true|, as a share (0.1 is 10%); a true value of 0 is taken as float64's eps, as
 * scikit-learn's mean_absolute_percentage_error does, so that such a row dominates.
 */
export const mape = defineMetric({
  id: 'mape',
  label: 'MAPE',
  explanation: 'Mean size of an error as a share of the true value: perfect is 0. Of no use where true values are near 0.',
  tasks: ['regression'],
  greaterIsBetter: false,
  inTargetUnit: false,
  prepare(yTrue, yPred) {
    const shares = rowLosses(numberPair(yTrue, yPred), (t, p) => Math.abs(t - p) / Math.max(Math.abs(t), Number.EPSILON));
    return (counts) => weightedMean(shares, counts);
  },
});
