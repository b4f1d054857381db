import { defineMetric } from './define-metric.ts';
import { averagePrecisionOf, rankByProbability } from './ranking.ts';
import { classPair } from './unpack.ts';

/**
 * Area under the precision-recall curve of the positive class as a step function, not interpolated; 0 when the
 * positive class is absent. As scikit-learn's average_precision_score.
 */
export const averagePrecision = defineMetric({
  id: 'average_precision',
  label: 'Average precision',
  explanation:
    'Precision averaged over the ranking as more of the positive class is found: guessing gives the share of positives, perfect is 1.',
  tasks: ['binary'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred, { positiveIndex }) {
    const ranking = rankByProbability(classPair(yTrue, yPred), positiveIndex);
    return (counts) => averagePrecisionOf(ranking, counts);
  },
});
