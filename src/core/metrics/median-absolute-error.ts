import { defineMetric } from './define-metric.ts';
import { rowLosses } from './losses.ts';
import { numberPair } from './unpack.ts';

/** Median of the absolute errors, in the target's unit; the mean of the middle two where their number is even. */
export const medianAbsoluteError = defineMetric({
  id: 'median_absolute_error',
  label: 'Median absolute error',
  explanation: "Half of the errors are smaller than this, in the target's unit: perfect is 0. A few huge errors don't move it.",
  tasks: ['regression'],
  greaterIsBetter: false,
  inTargetUnit: true,
  prepare(yTrue, yPred) {
    const sizes = rowLosses(numberPair(yTrue, yPred), (t, p) => Math.abs(t - p));
    if (sizes.some(Number.isNaN)) return () => NaN;
    const order = Uint32Array.from(sizes.keys()).sort((a, b) => sizes[a] - sizes[b]);
    return (counts) => {
      let total = 0;
      for (const count of counts) total += count;
      if (total === 0) return NaN;
      const lowerPlace = Math.floor((total - 1) / 2);
      const upperPlace = Math.floor(total / 2);
      let seen = 0;
      let lower = NaN;
      for (const row of order) {
        const before = seen;
        seen += counts[row];
        if (before <= lowerPlace && lowerPlace < seen) lower = sizes[row];
        if (upperPlace < seen) return (lower + sizes[row]) / 2;
      }
      return NaN;
    };
  },
});
