import type { Predictions } from '../metrics/predictions.ts';

/**
 * The weighted mean of predictions of the same rows (and classes, in one order); `weights` sum to 1. One part of weight 1
 * is given back as it is. Members are added in order, so that the same members give the same bits.
 */
export function combinePredictions(parts: readonly Predictions[], weights: readonly number[]): Predictions {
  const [first] = parts;
  if (parts.length === 1 && weights[0] === 1) return first;
  const numbersOf = (part: Predictions) => (part.kind === 'number' ? part.values : part.probabilities);
  const mean = new Float64Array(numbersOf(first).length);
  parts.forEach((part, m) => {
    const numbers = numbersOf(part);
    for (let i = 0; i < mean.length; i++) mean[i] += weights[m] * numbers[i];
  });
  return first.kind === 'number' ? { kind: 'number', values: mean } : { ...first, probabilities: mean };
}
