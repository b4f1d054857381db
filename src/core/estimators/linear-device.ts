import type { DesignMatrix, LabelledSet } from '../matrix/matrix.ts';
import type { Params } from './estimator.ts';
import { linearParams } from './linear-params.ts';
import { sparseBelow } from './linear-design.ts';

/** The least count of cells and of features from which the products outweigh the way to the device and back. */
const leastCells = 2e7;
const leastFeatures = 200;

/** Whether `isForDevice` may hold, by size and parameters alone. */
const isLarge = ({ nRows, features: { length } }: DesignMatrix) =>
  length >= leastFeatures && nRows >= length && nRows * length >= leastCells;

/**
 * Whether a linear model of these rows is to be fitted on a device: many rows of many features, of which for classes not
 * most are zeros (core skips those, a device does not), and no share of the penalty that selects.
 */
export function isForDevice({ X, y }: Pick<LabelledSet, 'X' | 'y'>, params: Params): boolean {
  if (!isLarge(X) || linearParams(params).l1Ratio > 0) return false;
  return y.kind === 'number' || filledShare(X.values) >= sparseBelow;
}

function filledShare(values: Float32Array): number {
  let filled = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) filled++;
  return filled / values.length;
}
