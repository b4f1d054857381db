import { defineMetric } from './define-metric.ts';
import { areaUnderRoc, rankByProbability } from './ranking.ts';
import { classPair } from './unpack.ts';

/**
 * Area under the ROC curve of the positive class; ties count half; NaN when only one class is present. With more than
 * two classes the plain mean of one-against-rest areas over the classes that are present. Follows Fawcett (2006), as
 * scikit-learn's roc_auc_score (multi_class 'ovr', average 'macro').
 */
export const rocAuc = defineMetric({
  id: 'roc_auc',
  label: 'ROC AUC',
  explanation:
    'How often a row of the class is ranked above a row that is not of it: guessing gives 0.5, perfect is 1. With more than two classes, the mean over classes.',
  tasks: ['binary', 'multiclass'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred, { positiveIndex }) {
    const pair = classPair(yTrue, yPred);
    if (pair.nClasses === 2) {
      const ranking = rankByProbability(pair, positiveIndex);
      return (counts) => areaUnderRoc(ranking, counts);
    }
    const rankings = Array.from({ length: pair.nClasses }, (_, c) => rankByProbability(pair, c));
    return (counts) => {
      let sum = 0;
      let present = 0;
      for (const ranking of rankings) {
        if (!ranking.valid) return NaN;
        const area = areaUnderRoc(ranking, counts);
        if (Number.isNaN(area)) continue;
        sum += area;
        present++;
      }
      return present === 0 ? NaN : sum / present;
    };
  },
});
