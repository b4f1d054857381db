import { defineMetric } from './define-metric.ts';
import { classPair } from './unpack.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * Mean of -log(probability given to the true class), in nats. Probabilities are clipped to [eps, 1 - eps] with
 * float64's eps, as scikit-learn's log_loss does, so a sure mistake costs 36.04 and not infinity.
 */
export const logLoss = defineMetric({
  id: 'log_loss',
  label: 'Log loss',
  explanation:
    'How surprised the model is by the true class: always predicting the class shares gives their entropy, perfect is 0. Sure mistakes cost most.',
  tasks: ['binary', 'multiclass'],
  greaterIsBetter: false,
  inTargetUnit: false,
  prepare(yTrue, yPred) {
    const { nRows, nClasses, codes, probabilities } = classPair(yTrue, yPred);
    const losses = new Float64Array(nRows);
    for (let row = 0; row < nRows; row++) {
      const probability = probabilities[row * nClasses + codes[row]];
      losses[row] = -Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON));
    }
    return (counts) => weightedMean(losses, counts);
  },
});
