import type { Predictions } from '../metrics/predictions.ts';
import { shortestNumber } from './predictions-file.ts';

/** Thrown where a model gives something that is no number for a row. */
export class PredictionNotFinite extends Error {
  readonly code = 'PredictionNotFinite';
  constructor(row: number, value: number) {
    super(`PredictionNotFinite: the model gives ${value} for row ${row + 1}; look for extreme values in that row`);
    this.name = 'PredictionNotFinite';
  }
}

/** The class probabilities with each row divided by its sum in double precision; throws PredictionNotFinite. */
export function normalised(probabilities: Float64Array, nClasses: number): Float64Array {
  const shares = new Float64Array(probabilities.length);
  for (let start = 0; start < probabilities.length; start += nClasses) {
    let sum = 0;
    for (let c = 0; c < nClasses; c++) sum += probabilities[start + c];
    if (!(sum > 0 && sum < Infinity)) throw new PredictionNotFinite(start / nClasses, sum);
    for (let c = 0; c < nClasses; c++) shares[start + c] = probabilities[start + c] / sum;
  }
  return shares;
}

/** How labels are decided: binary by a threshold on one class, else by the most probable class. */
export interface LabelRule {
  /** Index of the positive class; null for more than two classes. */
  readonly positiveIndex: number | null;
  readonly threshold: number;
}

/**
 * The index of the predicted class of each row: the positive class where its probability is at least the threshold,
 * else the other; for more classes the most probable one, the first on ties.
 */
export function predictedClasses(probabilities: Float64Array, nClasses: number, rule: LabelRule): Int32Array {
  const n = nClasses === 0 ? 0 : probabilities.length / nClasses;
  const labels = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    const start = row * nClasses;
    if (rule.positiveIndex !== null && nClasses === 2) {
      labels[row] = probabilities[start + rule.positiveIndex] >= rule.threshold ? rule.positiveIndex : 1 - rule.positiveIndex;
      continue;
    }
    let best = 0;
    for (let c = 1; c < nClasses; c++) if (probabilities[start + c] > probabilities[start + best]) best = c;
    labels[row] = best;
  }
  return labels;
}

/** The text of each prediction: a class label, or a number in shortest round-trip form; throws PredictionNotFinite. */
export function predictionTexts(predictions: Predictions, rule: LabelRule): string[] {
  if (predictions.kind === 'classes') {
    const labels = predictedClasses(predictions.probabilities, predictions.classes.length, rule);
    return Array.from(labels, (label) => predictions.classes[label]);
  }
  return Array.from(predictions.values, (value, row) => {
    if (!Number.isFinite(value)) throw new PredictionNotFinite(row, value);
    return shortestNumber(value);
  });
}
