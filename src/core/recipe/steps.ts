/**
 * One step of a recipe: which transformer, on which columns, with which parameters. Plain data.
 * Steps run in order; each replaces its columns by what it produces, and a step that names a source column takes what
 * earlier steps made of it, except finished features (indicators, 0/1 levels, codes). Only 'select' and 'pca' with
 * `finished` look at those too.
 */
export type RecipeStep = ValueStep | NumberStep | CategoryStep | DateStep | TextStep | BlockStep;

interface On {
  /** Source columns. */
  readonly columns: readonly string[];
}

/** Cells put right before anything is learned of them. */
type ValueStep =
  /** Cells that hold one of these values are taken as missing: numbers are compared as numbers, labels after trimming. */
  | (On & { readonly kind: 'mark-missing'; readonly values: readonly string[] })
  /** Labels that differ only in case, spaces or accents become the one that most training rows have. */
  | (On & { readonly kind: 'unify-labels' })
  | (On & { readonly kind: 'drop' });

type NumberStep =
  /** `fill` is what 'constant' puts in: a number, or a label for columns of labels. */
  | (On & { readonly kind: 'impute'; readonly strategy: 'median' | 'mean' | 'most_frequent' | 'constant'; readonly fill?: number | string; readonly addIndicator: boolean })
  /** From the nearest training rows by the other named columns, as scikit-learn's KNNImputer (nan-euclidean, uniform weights). */
  | (On & { readonly kind: 'impute-knn'; readonly nNeighbors: number; readonly addIndicator: boolean })
  | (On & { readonly kind: 'indicator' })
  | (On & { readonly kind: 'scale'; readonly method: 'standard' | 'robust' | 'minmax' | 'quantile-uniform' | 'quantile-normal' | 'yeo-johnson' })
  /** sign(x) · log(1 + |x|). */
  | (On & { readonly kind: 'log1p' })
  /** Values beyond these quantiles of the training rows are set to them. */
  | (On & { readonly kind: 'clip'; readonly lower: number; readonly upper: number })
  | (On & { readonly kind: 'bin'; readonly strategy: 'quantile' | 'uniform'; readonly nBins: number; readonly encode: 'code' | 'onehot' });

type CategoryStep =
  | (On & { readonly kind: 'onehot'; readonly minFrequency: number; readonly maxLevels: number })
  /** `order`, by column: labels from lowest to highest, coded 0, 1, … as a number; other columns get codes by frequency. */
  | (On & { readonly kind: 'ordinal'; readonly maxLevels: number; readonly order?: Readonly<Record<string, readonly string[]>> })
  /** Each label by its share of the training rows. */
  | (On & { readonly kind: 'frequency' })
  /** Each label by the mean target of its rows, shrunk to the overall mean; for training rows out of fold. */
  | (On & { readonly kind: 'target-encode'; readonly smoothing: number | 'auto'; readonly nFolds: number })
  /** Labels by a signed hash into `nFeatures` numbers. */
  | (On & { readonly kind: 'hash'; readonly nFeatures: number });

type DateStep =
  | (On & { readonly kind: 'dateparts'; readonly cyclic?: boolean; readonly addIndicator?: boolean })
  /** Days from the column `since` to each of `columns`, as a feature besides them. */
  | (On & { readonly kind: 'elapsed'; readonly since: string });

type TextStep =
  /** Term weights as scikit-learn's TfidfVectorizer (smooth idf, L2 rows): lower-cased words, or characters within words. */
  On & {
    readonly kind: 'tfidf';
    readonly analyzer: 'word' | 'char_wb';
    readonly ngramRange: readonly [number, number];
    readonly maxFeatures: number;
    /** Terms in fewer training rows than this are left out. */
    readonly minFrequency: number;
  };

/** Steps that look at several columns together. */
type BlockStep =
  /** Products of each pair of the columns, as features besides them. */
  | (On & { readonly kind: 'interact' })
  | (On & { readonly kind: 'pca'; readonly nComponents: number; readonly finished?: boolean })
  /**
   * Which features go on, finished ones included. 'variance': those above `threshold`. 'association': the `keep` best by
   * their F value against the target. 'redundancy': of two whose absolute correlation exceeds `threshold`, the later goes.
   */
  | (On & { readonly kind: 'select'; readonly by: 'variance' | 'redundancy'; readonly threshold: number })
  | (On & { readonly kind: 'select'; readonly by: 'association'; readonly keep: number });
