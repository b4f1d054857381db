import { quantileOfSorted } from '../stats/quantile.ts';
import { momentsOf } from './moments.ts';
import { fitQuantileScale, quantileScale, type QuantileScaleState } from './scale-quantile.ts';
import { sortedValues } from './sorted-values.ts';
import type { ColumnTransformer, StepOf } from './transformer.ts';
import { fitYeoJohnson, yeoJohnson } from './yeo-johnson.ts';

/** z = (x - center) / spread. */
export interface LinearScaleState {
  readonly center: number;
  readonly spread: number;
}

/** z = (yeoJohnson(x, lambda) - center) / spread. */
export interface PowerScaleState extends LinearScaleState {
  readonly lambda: number;
}

export type ScaleState = LinearScaleState | PowerScaleState | QuantileScaleState;

const asItIs: LinearScaleState = { center: 0, spread: 1 };

/** Mean and population standard deviation, which counts as 1 where rounding alone could have made it. */
function standardOf(values: Float64Array): LinearScaleState {
  const { count, mean, variance, least, most } = momentsOf(values);
  if (count === 0) return asItIs;
  // What rounding alone can leave as variance of equal values; scikit-learn's bound.
  const slip = count * mean * Number.EPSILON;
  const noise = count * Number.EPSILON * variance + slip * slip;
  const constant = least === most || variance <= noise || !Number.isFinite(variance);
  return { center: mean, spread: constant ? 1 : Math.sqrt(variance) };
}

const usable = (spread: number) => (spread > 0 && Number.isFinite(spread) ? spread : 1);

function fitScale(values: Float64Array, method: StepOf<'scale'>['method']): ScaleState {
  if (method === 'standard') return standardOf(values);
  if (method === 'minmax') {
    const { count, least, most } = momentsOf(values);
    return count === 0 ? asItIs : { center: least, spread: usable(most - least) };
  }
  if (method === 'yeo-johnson') {
    const lambda = fitYeoJohnson(values);
    return { lambda, ...standardOf(values.map((value) => yeoJohnson(value, lambda))) };
  }
  const sorted = sortedValues(values);
  if (method !== 'robust') return fitQuantileScale(sorted, method === 'quantile-normal');
  if (sorted.length === 0) return asItIs;
  const range = quantileOfSorted(sorted, 0.75) - quantileOfSorted(sorted, 0.25);
  return { center: quantileOfSorted(sorted, 0.5), spread: usable(range) };
}

/** Sums of later steps must not run into infinities, which they would turn into missing values. */
function withinRange(z: number): number {
  return z > Number.MAX_VALUE ? Number.MAX_VALUE : z < -Number.MAX_VALUE ? -Number.MAX_VALUE : z;
}

function scaled(values: Float64Array, state: ScaleState): Float64Array {
  if ('quantiles' in state) return quantileScale(values, state);
  const { center, spread } = state;
  const z = new Float64Array(values.length);
  if ('lambda' in state) {
    for (let row = 0; row < z.length; row++) z[row] = withinRange((yeoJohnson(values[row], state.lambda) - center) / spread);
  } else {
    for (let row = 0; row < z.length; row++) z[row] = withinRange((values[row] - center) / spread);
  }
  return z;
}

/**
 * Brings numbers to a common scale, each method as scikit-learn has it: 'standard' by mean and population standard deviation
 * (StandardScaler); 'robust' by median and the range from the 25% to the 75% quantile (RobustScaler); 'minmax' to [0, 1] over
 * the values seen (MinMaxScaler); 'quantile-uniform' and 'quantile-normal' by where a value stands among those seen
 * (QuantileTransformer, 1,000 quantiles of all rows); 'yeo-johnson' by the power that makes them most like a normal
 * distribution, then standardised (PowerTransformer). A spread of zero counts as 1. Missing cells are left out of the fit
 * and stay missing; a column without any value in training is left as it is.
 */
export const scale: ColumnTransformer<'scale', ScaleState> = {
  scope: 'column',
  kind: 'scale',
  accepts: ['number'],
  fit: (column, { method }) => (column.kind === 'number' ? fitScale(column.values, method) : asItIs),
  transform: (column, state) => [{ column: column.kind === 'number' ? { ...column, values: scaled(column.values, state) } : column, final: false }],
};
