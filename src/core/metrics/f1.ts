import { f1Of, oneAgainstRest, prepareConfusion } from './decisions.ts';
import { defineMetric } from './define-metric.ts';
import { classPair } from './unpack.ts';

/** Harmonic mean of precision and recall of the positive class at the threshold; 0 when there is nothing to find or predict. */
export const f1 = defineMetric({
  id: 'f1',
  label: 'F1',
  explanation:
    'Precision and recall in one number, the lower counting more: finding nothing gives 0, perfect is 1.',
  tasks: ['binary'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred, context) {
    const pair = classPair(yTrue, yPred);
    const confusionOf = prepareConfusion(pair, context);
    return (counts) => f1Of(oneAgainstRest(confusionOf(counts), pair.nClasses, context.positiveIndex));
  },
});
