import type { Predictions, TargetValues } from './predictions.ts';

export type Task = 'binary' | 'multiclass' | 'regression';

export type MetricId =
  | 'roc_auc'
  | 'average_precision'
  | 'log_loss'
  | 'brier'
  | 'accuracy'
  | 'balanced_accuracy'
  | 'f1'
  | 'precision'
  | 'recall'
  | 'mcc'
  | 'macro_f1'
  | 'quadratic_kappa'
  | 'rmse'
  | 'mae'
  | 'median_absolute_error'
  | 'r2'
  | 'mape';

/** What some metrics need beside truth and prediction. */
export interface MetricContext {
  /** Index of the positive class; read for binary tasks only. */
  readonly positiveIndex: number;
  /** Probability of the positive class from which it is predicted; binary only, 0.5 unless chosen. */
  readonly threshold: number;
  /** Whether the classes have an order, in which they are given; absent: they have none. */
  readonly ordered?: boolean;
}

export interface Metric {
  readonly id: MetricId;
  /** As shown: "ROC AUC". */
  readonly label: string;
  /** One plain sentence: what it says, what guessing gives, what perfect is. */
  readonly explanation: string;
  readonly tasks: readonly Task[];
  readonly greaterIsBetter: boolean;
  /** In the target's own unit (rmse, mae)? */
  readonly inTargetUnit: boolean;
  /** NaN where it is not defined (one class only, no rows). */
  compute(yTrue: TargetValues, yPred: Predictions, context: MetricContext): number;
  /** Does once what resampling need not repeat (sorting, losses by row). A row counted twice weighs as two rows. */
  prepare(yTrue: TargetValues, yPred: Predictions, context: MetricContext): WeightedScore;
}

/** A metric of `yTrue` and `yPred` as a function of how often each row counts; NaN where it is not defined. */
export type WeightedScore = (counts: Uint32Array) => number;

/** A value with its 95% bootstrap percentile interval over `rows` rows; bounds are NaN where undefined. */
export interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly rows: number;
}
