import { recallOf, oneAgainstRest, prepareConfusion } from './decisions.ts';
import { defineMetric } from './define-metric.ts';
import { classPair } from './unpack.ts';

/** Of the positive rows, the share predicted positive; 0 when there is none. */
export const recall = defineMetric({
  id: 'recall',
  label: 'Recall',
  explanation:
    'Of the positive rows, the share that is found: calling everything positive gives 1, so read it beside precision.',
  tasks: ['binary'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred, context) {
    const pair = classPair(yTrue, yPred);
    const confusionOf = prepareConfusion(pair, context);
    return (counts) => recallOf(oneAgainstRest(confusionOf(counts), pair.nClasses, context.positiveIndex));
  },
});
