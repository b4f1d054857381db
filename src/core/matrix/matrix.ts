import type { TargetValues } from '../metrics/predictions.ts';

/** What one feature of a design matrix is, and where it came from. */
export interface FeatureInfo {
  readonly name: string;
  readonly source: string;
  readonly kind: 'numeric' | 'categorical';
  /** Level names by code, for categorical features; else null. */
  readonly levels: readonly string[] | null;
}

/** nRows × features.length numbers, row-major. Categorical features hold codes; NaN means missing or unseen. */
export interface DesignMatrix {
  readonly nRows: number;
  readonly features: readonly FeatureInfo[];
  readonly values: Float32Array;
}

/** Inputs with their known answers. */
export interface LabelledSet {
  readonly X: DesignMatrix;
  readonly y: TargetValues;
}

/** Training rows that are watched; `weights`, where given, say how much each counts in the loss that decides. */
export interface StoppingSet extends LabelledSet {
  readonly weights?: Float64Array | null;
}

declare const trainSetBrand: unique symbol;

/**
 * What an estimator is fitted on. `stopping` are training rows set aside to decide when to stop, in the same
 * features; null where the count of iterations is given. Only matrix/ mints it, from a TrainTable.
 */
export type TrainSet = LabelledSet & {
  readonly weights: Float64Array | null;
  readonly stopping: StoppingSet | null;
  readonly [trainSetBrand]: true;
};
