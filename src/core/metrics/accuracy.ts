import { prepareConfusion } from './decisions.ts';
import { defineMetric } from './define-metric.ts';
import { classPair } from './unpack.ts';

/** The share of rows whose predicted class is the true one, as scikit-learn's accuracy_score. */
export const accuracy = defineMetric({
  id: 'accuracy',
  label: 'Accuracy',
  explanation: 'The share of rows that are right: always saying the most common class gives its share, perfect is 1.',
  tasks: ['binary', 'multiclass'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred, context) {
    const pair = classPair(yTrue, yPred);
    const confusionOf = prepareConfusion(pair, context);
    return (counts) => {
      const confusion = confusionOf(counts);
      let right = 0;
      let all = 0;
      for (let c = 0; c < pair.nClasses; c++) right += confusion[c * pair.nClasses + c];
      for (const count of confusion) all += count;
      return right / all;
    };
  },
});
