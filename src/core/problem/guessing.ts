import type { MetricId } from '../metrics/metric.ts';
import type { Predictions, TargetValues } from '../metrics/predictions.ts';
import { metricOf } from '../metrics/registry.ts';

/** What is predicted for every row by a model that looks at no feature: class shares, or the mean. */
function sameForAll(y: TargetValues): Predictions {
  if (y.kind === 'number') {
    const mean = y.values.reduce((sum, value) => sum + value / y.values.length, 0);
    return { kind: 'number', values: new Float64Array(y.values.length).fill(mean) };
  }
  const k = y.classes.length;
  const shares = new Float64Array(k);
  for (const code of y.codes) shares[code] += 1 / y.codes.length;
  const probabilities = new Float64Array(y.codes.length * k);
  for (let row = 0; row < y.codes.length; row++) probabilities.set(shares, row * k);
  return { kind: 'classes', classes: y.classes, probabilities };
}

/** The value of `metric` on `y` for the same prediction in every row: class shares, or the mean. NaN for no rows. */
export function guessingScore(y: TargetValues, metric: MetricId, positiveIndex: number): number {
  return metricOf(metric).compute(y, sameForAll(y), { positiveIndex, threshold: 0.5 });
}
