import { prepareConfusion } from './decisions.ts';
import { defineMetric } from './define-metric.ts';
import { classPair } from './unpack.ts';

/** The mean over the classes present of the share of their rows that are right, as balanced_accuracy_score. */
export const balancedAccuracy = defineMetric({
  id: 'balanced_accuracy',
  label: 'Balanced accuracy',
  explanation:
    'The share of rows that are right, averaged so that every class counts alike: guessing among k classes gives 1/k, perfect is 1.',
  tasks: ['binary', 'multiclass'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred, context) {
    const pair = classPair(yTrue, yPred);
    const confusionOf = prepareConfusion(pair, context);
    return (counts) => {
      const confusion = confusionOf(counts);
      let sum = 0;
      let present = 0;
      for (let t = 0; t < pair.nClasses; t++) {
        let support = 0;
        for (let p = 0; p < pair.nClasses; p++) support += confusion[t * pair.nClasses + p];
        if (support === 0) continue;
        sum += confusion[t * pair.nClasses + t] / support;
        present++;
      }
      return present === 0 ? NaN : sum / present;
    };
  },
});
