import type { RecipeStep } from './steps.ts';

export type { RecipeStep } from './steps.ts';

/**
 * How a learner wants its inputs: 'dense' has no missing values, scaled numbers and one-hot categories;
 * 'native' keeps missing values (NaN) and categories as codes.
 */
export type RecipeInput = 'dense' | 'native';

/**
 * Which rows are learned from. Filters leave out training rows alone: rows to validate on, to test on or to score are never
 * dropped. A missing cell meets no condition.
 */
export type RowFilter =
  | { readonly kind: 'drop-duplicates' }
  | { readonly kind: 'number'; readonly column: string; readonly atLeast: number | null; readonly atMost: number | null }
  | { readonly kind: 'labels'; readonly column: string; readonly keep: readonly string[] }
  | { readonly kind: 'present'; readonly column: string };

/** `columns` are the feature columns that the recipe takes; a step's columns are among them, or came from them. */
export interface RecipeParams {
  readonly input: RecipeInput;
  readonly columns: readonly string[];
  readonly steps: readonly RecipeStep[];
  /** Which training rows are learned from; absent: all of them. */
  readonly rows?: readonly RowFilter[];
  /** 'balanced': each class weighs the same in training, n / (k · n_class) a row, as scikit-learn's. Absent: 'none'. */
  readonly classWeights?: 'none' | 'balanced';
}

/** One produced feature: n float32 values, or category codes in [0, levels.length), NaN where missing or unseen. */
export interface Feature {
  readonly name: string;
  /** The source column it came from; for a feature of several columns the first of them. */
  readonly source: string;
  readonly kind: 'numeric' | 'categorical';
  readonly levels: readonly string[] | null;
  readonly values: Float32Array;
}

export interface FeatureTable {
  readonly nRows: number;
  readonly features: readonly Feature[];
}
