import { defineMetric } from './define-metric.ts';
import { rowLosses } from './losses.ts';
import { numberPair } from './unpack.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * 1 - squared error / squared deviation from the mean of these rows; may be negative. Of a constant target it is 1 if
 * predicted exactly, else 0; NaN for fewer than two rows. As scikit-learn's r2_score.
 */
export const r2 = defineMetric({
  id: 'r2',
  label: 'R²',
  explanation: 'The share of the variation that is explained: always predicting the mean gives 0, perfect is 1.',
  tasks: ['regression'],
  greaterIsBetter: true,
  inTargetUnit: false,
  prepare(yTrue, yPred) {
    const pair = numberPair(yTrue, yPred);
    const squares = rowLosses(pair, (t, p) => (t - p) * (t - p));
    return (counts) => {
      let rows = 0;
      for (const count of counts) rows += count;
      if (rows < 2) return NaN;
      const mean = weightedMean(pair.yTrue, counts);
      let residual = 0;
      let total = 0;
      for (let row = 0; row < pair.nRows; row++) {
        const deviation = pair.yTrue[row] - mean;
        residual += counts[row] * squares[row];
        total += counts[row] * deviation * deviation;
      }
      if (residual === 0) return 1;
      return total === 0 ? 0 : 1 - residual / total;
    };
  },
});
