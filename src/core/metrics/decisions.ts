import type { MetricContext } from './metric.ts';
import type { ClassPair } from './unpack.ts';

/** Index of the largest of the `nClasses` probabilities of row `row`; the first of equals. */
export function argMax(probabilities: Float64Array, row: number, nClasses: number): number {
  const start = row * nClasses;
  let best = 0;
  for (let c = 1; c < nClasses; c++) if (probabilities[start + c] > probabilities[start + best]) best = c;
  return best;
}

/**
 * The predicted class of each row: with two classes the positive one from the threshold on (at exactly the threshold
 * it is positive), with more the most probable, the first of equals.
 */
export function predictedCodes(
  probabilities: Float64Array,
  nClasses: number,
  context: MetricContext,
): Int32Array {
  const nRows = nClasses === 0 ? 0 : probabilities.length / nClasses;
  const codes = new Int32Array(nRows);
  const { positiveIndex, threshold } = context;
  for (let row = 0; row < nRows; row++) {
    if (nClasses === 2) {
      codes[row] = probabilities[row * 2 + positiveIndex] >= threshold ? positiveIndex : 1 - positiveIndex;
    } else {
      codes[row] = argMax(probabilities, row, nClasses);
    }
  }
  return codes;
}

/** Counts of rows by true and predicted class, row-major: true × nClasses + predicted. */
export type ConfusionCounts = (counts: Uint32Array) => Float64Array;

/** The confusion counts of a pair, as a function of how often each row counts. The array given is reused. */
export function prepareConfusion(pair: ClassPair, context: MetricContext): ConfusionCounts {
  const { nRows, nClasses, codes, probabilities } = pair;
  const predicted = predictedCodes(probabilities, nClasses, context);
  const cells = new Uint32Array(nRows);
  for (let row = 0; row < nRows; row++) cells[row] = codes[row] * nClasses + predicted[row];
  const confusion = new Float64Array(nClasses * nClasses);
  return (counts) => {
    confusion.fill(0);
    for (let row = 0; row < nRows; row++) confusion[cells[row]] += counts[row];
    return confusion;
  };
}

/** The four counts of a two-class confusion, seen from the positive class. */
export interface BinaryCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** One class against the rest, from confusion counts. */
export function oneAgainstRest(confusion: Float64Array, nClasses: number, index: number): BinaryCounts {
  let total = 0;
  let actual = 0;
  let predicted = 0;
  for (let t = 0; t < nClasses; t++) {
    for (let p = 0; p < nClasses; p++) {
      const count = confusion[t * nClasses + p];
      total += count;
      if (t === index) actual += count;
      if (p === index) predicted += count;
    }
  }
  const truePositives = confusion[index * nClasses + index];
  return {
    truePositives,
    falsePositives: predicted - truePositives,
    falseNegatives: actual - truePositives,
    trueNegatives: total - predicted - actual + truePositives,
  };
}

/** numerator / denominator, and 0 where the denominator is 0 (scikit-learn's zero_division=0). */
export function ratioOrZero(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}

/** tp / (tp + fp); 0 when nothing is predicted positive. */
export function precisionOf({ truePositives, falsePositives }: BinaryCounts): number {
  return ratioOrZero(truePositives, truePositives + falsePositives);
}

/** tp / (tp + fn); 0 when nothing is positive. */
export function recallOf({ truePositives, falseNegatives }: BinaryCounts): number {
  return ratioOrZero(truePositives, truePositives + falseNegatives);
}

/** 2tp / (2tp + fp + fn), the harmonic mean of precision and recall; 0 when there is nothing to find or predict. */
export function f1Of({ truePositives, falsePositives, falseNegatives }: BinaryCounts): number {
  return ratioOrZero(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}
