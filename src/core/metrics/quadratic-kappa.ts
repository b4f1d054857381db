import { prepareConfusion } from './decisions.ts';
import { defineMetric } from './define-metric.ts';
import { classPair } from './unpack.ts';

/**
 * Cohen's kappa with quadratic weights between true and predicted class, for classes in their order: a miss by two places
 * costs four times a miss by one. 0 where either side holds one class only. As scikit-learn's cohen_kappa_score with
 * weights="quadratic", which gives NaN there.
 */
export const quadraticKappa = defineMetric({
  id: 'quadratic_kappa',
  label: 'Quadratic kappa',
  explanation: 'Agreement with the true class where classes have an order, far misses counting more: guessing gives 0, perfect is 1.',
  tasks: ['multiclass'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred, context) {
    const pair = classPair(yTrue, yPred);
    const k = pair.nClasses;
    const confusionOf = prepareConfusion(pair, context);
    return (counts) => {
      const confusion = confusionOf(counts);
      const actual = new Float64Array(k);
      const predicted = new Float64Array(k);
      let all = 0;
      for (let t = 0; t < k; t++) {
        for (let p = 0; p < k; p++) {
          actual[t] += confusion[t * k + p];
          predicted[p] += confusion[t * k + p];
          all += confusion[t * k + p];
        }
      }
      let seen = 0;
      let byChance = 0;
      for (let t = 0; t < k; t++) {
        for (let p = 0; p < k; p++) {
          seen += (t - p) ** 2 * confusion[t * k + p];
          byChance += ((t - p) ** 2 * actual[t] * predicted[p]) / all;
        }
      }
      return byChance === 0 ? 0 : 1 - seen / byChance;
    };
  },
});
