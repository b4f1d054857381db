import type { ColumnTransformer, StepOf } from './transformer.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import { sortedValues } from './sorted-values.ts';

/** z = (x - center) / spread. */
export interface ScaleState {
  readonly center: number;
  readonly spread: number;
}

/** Mean and population variance by two passes, of values without NaN. */
function moments(values: Float64Array): { mean: number; variance: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const slip = values.reduce((sum, value) => sum + (value - mean), 0);
  return { mean, variance: Math.max(0, (squares - (slip * slip) / n) / n) };
}

function fitScale(values: Float64Array, method: StepOf<'scale'>['method']): ScaleState {
  const sorted = sortedValues(values);
  if (sorted.length === 0) return { center: 0, spread: 1 };
  if (method === 'robust') {
    const spread = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);
    return { center: quantileOfSorted(sorted, 0.5), spread: spread > 0 && Number.isFinite(spread) ? spread : 1 };
  }
  const { mean, variance } = moments(sorted);
  const n = sorted.length;
  // What rounding alone can leave as variance of equal values; scikit-learn's bound.
  const noise = n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2;
  const constant = sorted[0] === sorted[n - 1] || variance <= noise || !Number.isFinite(variance);
  return { center: Number.isFinite(mean) ? mean : 0, spread: constant ? 1 : Math.sqrt(variance) };
}

/**
 * Centres and scales numbers: 'standard' by mean and population standard deviation (n, as scikit-learn's
 * StandardScaler), 'robust' by median and the range from the 25% to the 75% quantile (as its RobustScaler). A spread
 * of zero counts as 1. Missing cells are left out of the fit and stay missing.
 */
export const scale: ColumnTransformer<'scale', ScaleState> = {
  scope: 'column',
  kind: 'scale',
  accepts: ['number'],
  fit(column, { method }) {
    return column.kind === 'number' ? fitScale(column.values, method) : { center: 0, spread: 1 };
  },
  transform(column, { center, spread }) {
    if (column.kind !== 'number') return [{ column, final: false }];
    return [{ column: { ...column, values: column.values.map((value) => (value - center) / spread) }, final: false }];
  },
};
