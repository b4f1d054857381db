import { f1Of, oneAgainstRest, prepareConfusion } from './decisions.ts';
import { defineMetric } from './define-metric.ts';
import { classPair } from './unpack.ts';

/**
 * The plain mean of each class's F1, over the classes that are present or predicted, as scikit-learn's f1_score with
 * average 'macro'.
 */
export const macroF1 = defineMetric({
  id: 'macro_f1',
  label: 'Macro F1',
  explanation: 'F1 of each class, averaged so that every class counts alike: finding nothing gives 0, perfect is 1.',
  tasks: ['multiclass'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred, context) {
    const pair = classPair(yTrue, yPred);
    const confusionOf = prepareConfusion(pair, context);
    return (counts) => {
      const confusion = confusionOf(counts);
      let sum = 0;
      let seen = 0;
      for (let c = 0; c < pair.nClasses; c++) {
        const rest = oneAgainstRest(confusion, pair.nClasses, c);
        if (rest.truePositives + rest.falsePositives + rest.falseNegatives === 0) continue;
        sum += f1Of(rest);
        seen++;
      }
      return seen === 0 ? NaN : sum / seen;
    };
  },
});
