import type { Predictions } from '../metrics/predictions.ts';
import { positiveIndexOf } from '../problem/positive-class.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { predictedClasses } from '../release/labels.ts';
import type { Column } from '../table/table.ts';

/**
 * What is watched of the predictions, as a column: the probability of the positive class, the most probable label
 * where there are more classes, or the predicted number.
 */
export function predictionColumn(problem: ProblemDefinition, predictions: Predictions): Column {
  if (predictions.kind === 'number') return { kind: 'number', name: 'prediction', values: predictions.values };
  const { classes, probabilities } = predictions;
  const k = classes.length;
  if (problem.task === 'binary' && k === 2) {
    const positive = positiveIndexOf(problem);
    const values = new Float64Array(probabilities.length / k);
    for (let row = 0; row < values.length; row++) values[row] = probabilities[row * k + positive];
    return { kind: 'number', name: `probability_${classes[positive]}`, values };
  }
  const codes = predictedClasses(probabilities, k, { positiveIndex: null, threshold: 0.5 });
  return { kind: 'category', name: 'prediction', codes, levels: classes };
}
