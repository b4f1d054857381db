import { precisionOf, oneAgainstRest, prepareConfusion } from './decisions.ts';
import { defineMetric } from './define-metric.ts';
import { classPair } from './unpack.ts';

/** Of the rows predicted positive, the share that are; 0 when none is predicted positive. */
export const precision = defineMetric({
  id: 'precision',
  label: 'Precision',
  explanation:
    'Of the rows called positive, the share that are: calling at random gives the share of positives, perfect is 1.',
  tasks: ['binary'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred, context) {
    const pair = classPair(yTrue, yPred);
    const confusionOf = prepareConfusion(pair, context);
    return (counts) => precisionOf(oneAgainstRest(confusionOf(counts), pair.nClasses, context.positiveIndex));
  },
});
