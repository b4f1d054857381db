import { defineMetric } from './define-metric.ts';
import { classPair } from './unpack.ts';
import { weightedMean } from './weighted-mean.ts';

/** Mean squared difference between the positive class's probability and 1 or 0, as scikit-learn's brier_score_loss. */
export const brier = defineMetric({
  id: 'brier',
  label: 'Brier score',
  explanation:
    'Mean squared error of the probability: always saying 50% gives 0.25, perfect is 0. It asks that probabilities can be taken at their word.',
  tasks: ['binary'],
  greaterIsBetter: false,
  inTargetUnit: false,
  prepare(yTrue, yPred, { positiveIndex }) {
    const { nRows, nClasses, codes, probabilities } = classPair(yTrue, yPred);
    const losses = new Float64Array(nRows);
    for (let row = 0; row < nRows; row++) {
      const error = probabilities[row * nClasses + positiveIndex] - (codes[row] === positiveIndex ? 1 : 0);
      losses[row] = error * error;
    }
    return (counts) => weightedMean(losses, counts);
  },
});
