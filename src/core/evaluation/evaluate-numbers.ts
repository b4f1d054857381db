import type { NumberPair } from '../metrics/unpack.ts';
import { histogram } from '../stats/histogram.ts';
import type { RegressionEvaluation } from './evaluation.ts';

const mostPoints = 2000;

/** True against predicted numbers, evenly taken, and the histogram of residuals (true - predicted). */
export function evaluateRegression({ nRows, yTrue, yPred }: NumberPair): RegressionEvaluation {
  const shown = Math.min(nRows, mostPoints);
  const points = Array.from({ length: shown }, (_, i): readonly [number, number] => {
    const row = Math.floor((i * nRows) / shown);
    return [yTrue[row], yPred[row]];
  });
  return { kind: 'regression', points, residuals: histogram(yTrue.map((value, row) => value - yPred[row])) };
}
