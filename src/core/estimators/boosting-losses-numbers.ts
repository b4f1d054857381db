import { weightedQuantile } from '../stats/weighted-quantile.ts';
import type { BoostingLoss } from './boosting-loss.ts';
import { totalWeight, weightedMean } from './targets.ts';

/** What losses for numbers have in common. */
export const ofNumbers = { nOutputs: 1, outputClasses: [], link: 'identity', largestStep: Infinity } as const;

/** Mean of squared differences. */
export function squaredError(values: Float64Array, weights: Float64Array | null): BoostingLoss {
  const n = values.length;
  const total = totalWeight(n, weights);
  return {
    ...ofNumbers,
    baseScores: Float64Array.of(weightedMean(values, weights)),
    constantHessian: true,
    prepare({ scores }) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (weights ? weights[i] : 1) * (scores[i] - values[i]) ** 2;
      return sum / total;
    },
    derivatives(_output, { scores, derivatives }) {
      for (let i = 0; i < n; i++) {
        const weight = weights ? weights[i] : 1;
        derivatives[2 * i] = weight * (scores[i] - values[i]);
        derivatives[2 * i + 1] = weight;
      }
    },
    lossOf(y, scores, others = null) {
      if (y.kind !== 'number') return NaN;
      let sum = 0;
      for (let i = 0; i < scores.length; i++) sum += (others ? others[i] : 1) * (scores[i] - y.values[i]) ** 2;
      return sum / totalWeight(scores.length, others);
    },
  };
}

/**
 * Mean of differences, those above the prediction weighing `level` and those below 1 - level, times `scale`: twice the median's
 * is the mean absolute error. Trees are grown on the signs, and leaves then get the quantile of their rows' differences.
 */
export function pinballLoss(
  values: Float64Array,
  weights: Float64Array | null,
  level: number,
  scale: number,
): BoostingLoss {
  const n = values.length;
  const total = totalWeight(n, weights);
  const lossAt = (y: number, score: number) => scale * (y > score ? level * (y - score) : (1 - level) * (score - y));
  return {
    ...ofNumbers,
    baseScores: Float64Array.of(weightedQuantile(values, weights, level)),
    constantHessian: true,
    prepare({ scores }) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (weights ? weights[i] : 1) * lossAt(values[i], scores[i]);
      return sum / total;
    },
    derivatives(_output, { scores, derivatives }) {
      for (let i = 0; i < n; i++) {
        const weight = weights ? weights[i] : 1;
        derivatives[2 * i] = scale * weight * (scores[i] > values[i] ? 1 - level : -level);
        derivatives[2 * i + 1] = weight;
      }
    },
    lossOf(y, scores, others = null) {
      if (y.kind !== 'number') return NaN;
      let sum = 0;
      for (let i = 0; i < scores.length; i++) sum += (others ? others[i] : 1) * lossAt(y.values[i], scores[i]);
      return sum / totalWeight(scores.length, others);
    },
    leafValue(rows, scores) {
      const differences = Float64Array.from(rows, (row) => values[row] - scores[row]);
      return weightedQuantile(differences, weights && Float64Array.from(rows, (row) => weights[row]), level);
    },
  };
}
