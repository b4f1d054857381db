import { defineMetric } from './define-metric.ts';
import { rowLosses } from './losses.ts';
import { numberPair } from './unpack.ts';
import { weightedMean } from './weighted-mean.ts';

/** Mean absolute error, in the target's unit. */
export const mae = defineMetric({
  id: 'mae',
  label: 'MAE',
  explanation: "Mean size of an error in the target's unit: perfect is 0. Every unit of error counts alike.",
  tasks: ['regression'],
  greaterIsBetter: false,
  inTargetUnit: true,
  prepare(yTrue, yPred) {
    const sizes = rowLosses(numberPair(yTrue, yPred), (t, p) => Math.abs(t - p));
    return (counts) => weightedMean(sizes, counts);
  },
});
