import { quantileOfSorted } from '../stats/quantile.ts';
import { sortedValues } from './sorted-values.ts';
import type { ColumnTransformer } from './transformer.ts';

/** The range that values are kept to; null where no training row had a value. */
export interface ClipState {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Sets values below the `lower` quantile of the training rows to it, and those above the `upper` one to that (type 7; 0 and 1
 * are the extremes seen). Missing stays missing; a column without any value in training is left as it is.
 */
export const clip: ColumnTransformer<'clip', ClipState> = {
  scope: 'column',
  kind: 'clip',
  accepts: ['number'],
  fit(column, { lower, upper }) {
    const sorted = column.kind === 'number' ? sortedValues(column.values) : new Float64Array();
    if (sorted.length === 0) return { low: null, high: null };
    return { low: quantileOfSorted(sorted, Math.min(lower, upper)), high: quantileOfSorted(sorted, Math.max(lower, upper)) };
  },
  transform(column, { low, high }) {
    if (column.kind !== 'number' || low === null || high === null) return [{ column, final: false }];
    const values = column.values.slice();
    for (let row = 0; row < values.length; row++) {
      if (values[row] < low) values[row] = low;
      else if (values[row] > high) values[row] = high;
    }
    return [{ column: { ...column, values }, final: false }];
  },
};
