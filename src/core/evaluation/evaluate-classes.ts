import { argMax, f1Of, oneAgainstRest, precisionOf, prepareConfusion, recallOf } from '../metrics/decisions.ts';
import type { MetricContext } from '../metrics/metric.ts';
import type { ClassPair } from '../metrics/unpack.ts';
import { calibrationBins } from './calibration.ts';
import type { BinaryEvaluation, MulticlassEvaluation } from './evaluation.ts';
import { thresholdTable } from './thresholds.ts';

/** The threshold table and calibration of the positive class's probability. */
export function evaluateBinary(pair: ClassPair, positiveClass: string, context: MetricContext): BinaryEvaluation {
  const { nRows, nClasses, codes, probabilities } = pair;
  const isPositive = new Uint8Array(nRows);
  const scores = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++) {
    isPositive[row] = codes[row] === context.positiveIndex ? 1 : 0;
    scores[row] = probabilities[row * nClasses + context.positiveIndex];
  }
  return {
    kind: 'binary',
    positiveClass,
    thresholds: thresholdTable(isPositive, scores, [...new Set([0.5, context.threshold])]),
    calibration: calibrationBins(isPositive, scores),
  };
}

/** The confusion counts, each class's rates, and the calibration of the most probable label. */
export function evaluateMulticlass(pair: ClassPair, classes: readonly string[], context: MetricContext): MulticlassEvaluation {
  const { nRows, nClasses, codes, probabilities } = pair;
  const counts = prepareConfusion(pair, context)(new Uint32Array(nRows).fill(1));
  const isRight = new Uint8Array(nRows);
  const topProbability = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++) {
    const top = argMax(probabilities, row, nClasses);
    isRight[row] = codes[row] === top ? 1 : 0;
    topProbability[row] = probabilities[row * nClasses + top];
  }
  return {
    kind: 'multiclass',
    confusion: classes.map((_, t) => Array.from(counts.slice(t * nClasses, (t + 1) * nClasses))),
    perClass: classes.map((label, c) => {
      const rest = oneAgainstRest(counts, nClasses, c);
      const support = rest.truePositives + rest.falseNegatives;
      return { label, precision: precisionOf(rest), recall: recallOf(rest), f1: f1Of(rest), support };
    }),
    calibration: calibrationBins(isRight, topProbability),
  };
}
