/**
 * One step of a recipe: which transformer, on which columns, with which parameters. Plain data.
 * Steps run in order; each replaces its columns by what it produces, and a step that names a source column takes what
 * earlier steps made of it, except finished features (indicators, 0/1 levels, codes).
 */
export type RecipeStep =
  | { readonly kind: 'impute'; readonly columns: readonly string[]; readonly strategy: 'median' | 'mean' | 'most_frequent'; readonly addIndicator: boolean }
  | { readonly kind: 'scale'; readonly columns: readonly string[]; readonly method: 'standard' | 'robust' }
  | { readonly kind: 'onehot'; readonly columns: readonly string[]; readonly minFrequency: number; readonly maxLevels: number }
  | { readonly kind: 'ordinal'; readonly columns: readonly string[]; readonly maxLevels: number }
  | { readonly kind: 'dateparts'; readonly columns: readonly string[]; readonly cyclic?: boolean; readonly addIndicator?: boolean };

/**
 * How a learner wants its inputs: 'dense' has no missing values, scaled numbers and one-hot categories;
 * 'native' keeps missing values (NaN) and categories as codes.
 */
export type RecipeInput = 'dense' | 'native';

/** `columns` are the feature columns that the recipe takes; a step's columns are among them, or came from them. */
export interface RecipeParams {
  readonly input: RecipeInput;
  readonly columns: readonly string[];
  readonly steps: readonly RecipeStep[];
}

/** One produced feature: n float32 values, or category codes in [0, levels.length), NaN where missing or unseen. */
export interface Feature {
  readonly name: string;
  /** The source column it came from. */
  readonly source: string;
  readonly kind: 'numeric' | 'categorical';
  readonly levels: readonly string[] | null;
  readonly values: Float32Array;
}

export interface FeatureTable {
  readonly nRows: number;
  readonly features: readonly Feature[];
}
