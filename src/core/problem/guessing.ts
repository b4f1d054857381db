import type { MetricId } from '../metrics/metric.ts';
import { selectTarget, targetLength, type Predictions, type TargetValues } from '../metrics/predictions.ts';
import { metricOf } from '../metrics/registry.ts';
import { judgedRows } from './judged-rows.ts';

/** What is predicted for each of `nRows` by a model that looks at no feature: the class shares of `y`, or its mean. */
function sameForAll(y: TargetValues, nRows: number): Predictions {
  if (y.kind === 'number') {
    const mean = y.values.reduce((sum, value) => sum + value / y.values.length, 0);
    return { kind: 'number', values: new Float64Array(nRows).fill(mean) };
  }
  const k = y.classes.length;
  const shares = new Float64Array(k);
  for (const code of y.codes) shares[code] += 1 / y.codes.length;
  const probabilities = new Float64Array(nRows * k);
  for (let row = 0; row < nRows; row++) probabilities.set(shares, row * k);
  return { kind: 'classes', classes: y.classes, probabilities };
}

/**
 * The value of `metric` on `y` for the same prediction in every row: class shares, or the mean. NaN for no rows. Where rows and
 * classes are many, it is that of some of the rows (see judgedRows).
 */
export function guessingScore(y: TargetValues, metric: MetricId, positiveIndex: number): number {
  const judged = judgedRows(targetLength(y), y.kind === 'classes' ? y.classes.length : 1);
  return metricOf(metric).compute(selectTarget(y, judged), sameForAll(y, judged.length), { positiveIndex, threshold: 0.5 });
}
