import type { Table } from '../table/table.ts';

/** 'ready': a column of the table says which part each row is in. */
export type SplitStrategy = 'random' | 'stratified' | 'grouped' | 'time' | 'ready';

export interface SplitParams {
  readonly strategy: SplitStrategy;
  /** Why this strategy was suggested, in words. */
  readonly reason: string;
  /** Share of rows locked away as test rows, in (0, 0.5]. */
  readonly testShare: number;
  readonly seed: number;
  /** The column that groups or orders the rows, or names their part; for 'grouped', 'time' and 'ready'. */
  readonly column: string | null;
  /** Time that must lie between training rows and the rows they are judged on, in the column's unit (ms for dates); 'time' only. Absent: 0. */
  readonly gap?: number;
  /** Rows that equal one another in every feature stay on one side. Absent: false. */
  readonly keepDuplicatesTogether?: boolean;
  /** 'folds': K-fold out-of-fold validation; 'holdout': one validation part. */
  readonly validation: { readonly kind: 'folds'; readonly nFolds: number } | { readonly kind: 'holdout'; readonly share: number };
}

/**
 * Row numbers of the dataset. Rows without a target are in none of the parts; every other row is in exactly one of
 * `development`, `test` and `leftOut`.
 */
export interface Split {
  readonly params: SplitParams;
  /** Rows that may be trained and validated on. */
  readonly development: Uint32Array;
  /** Locked rows: touched once, by the chosen candidate. */
  readonly test: Uint32Array;
  /** Rows that no model sees: those within the gap before the test rows, and those for which a ready column names no part. */
  readonly leftOut: Uint32Array;
  /** Each fold trains on `train` and predicts `validation`; both are subsets of `development`. */
  readonly folds: readonly { readonly train: Uint32Array; readonly validation: Uint32Array }[];
}

declare const trainBrand: unique symbol;

/** Rows that may be fitted on. Only split/ mints it, so that fitting anything on other rows is a type error. */
export type TrainTable = Table & { readonly [trainBrand]: true };
