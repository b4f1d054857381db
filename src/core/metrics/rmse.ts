import { defineMetric } from './define-metric.ts';
import { rowLosses } from './losses.ts';
import { numberPair } from './unpack.ts';
import { weightedMean } from './weighted-mean.ts';

/** Root of the mean squared error, in the target's unit. */
export const rmse = defineMetric({
  id: 'rmse',
  label: 'RMSE',
  explanation:
    "Typical size of an error in the target's unit, large errors counting most: always predicting the mean gives the standard deviation, perfect is 0.",
  tasks: ['regression'],
  greaterIsBetter: false,
  inTargetUnit: true,
  prepare(yTrue, yPred) {
    const squares = rowLosses(numberPair(yTrue, yPred), (t, p) => (t - p) * (t - p));
    return (counts) => Math.sqrt(weightedMean(squares, counts));
  },
});
