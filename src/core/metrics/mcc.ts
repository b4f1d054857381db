import { prepareConfusion } from './decisions.ts';
import { defineMetric } from './define-metric.ts';
import { classPair } from './unpack.ts';

/**
 * Matthews correlation between true and predicted classes, for any number of them (Gorodkin 2004); 0 when either side
 * holds one class only. As scikit-learn's matthews_corrcoef.
 */
export const mcc = defineMetric({
  id: 'mcc',
  label: 'Matthews correlation',
  explanation: 'The correlation between true and predicted class: guessing gives 0, perfect is 1, always wrong is -1.',
  tasks: ['binary', 'multiclass'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred, context) {
    const pair = classPair(yTrue, yPred);
    const k = pair.nClasses;
    const confusionOf = prepareConfusion(pair, context);
    return (counts) => {
      const confusion = confusionOf(counts);
      let all = 0;
      let right = 0;
      let both = 0;
      let trueSquares = 0;
      let predictedSquares = 0;
      for (let c = 0; c < k; c++) {
        let actual = 0;
        let predicted = 0;
        for (let other = 0; other < k; other++) {
          actual += confusion[c * k + other];
          predicted += confusion[other * k + c];
        }
        all += actual;
        right += confusion[c * k + c];
        both += actual * predicted;
        trueSquares += actual * actual;
        predictedSquares += predicted * predicted;
      }
      const spread = (all * all - predictedSquares) * (all * all - trueSquares);
      return spread === 0 ? 0 : (right * all - both) / Math.sqrt(spread);
    };
  },
});
