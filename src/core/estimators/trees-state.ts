/** Words of 32 bits that hold a set of levels of a feature with so many bins. */
export const wordsOf = (nBins: number) => Math.ceil(nBins / 32);

/**
 * Averaged trees as flat arrays over all splits, tree by tree and parents first. A child is a split's index where it is
 * at least 0, else the bitwise complement of a leaf's. A row goes left where x <= threshold; a split of levels has
 * threshold NaN and goes left where bit levelBins[feature][x] of the words of `sets` from set[split] is 1. A value that
 * is NaN, no known level, or of a level in bin 255 goes left where missingLeft is 1.
 */
export interface TreesState {
  /** Codes of the classes that the training rows had, ascending; empty for regression. With one class there is no tree. */
  readonly outputClasses: readonly number[];
  /** Numbers a leaf holds: 1 for regression and for two classes (the share of the later), else one share a class. */
  readonly width: number;
  /** What stands at the top of each tree, as a child. */
  readonly roots: Int32Array;
  /** Column of X. */
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missingLeft: Uint8Array;
  /** The first word of the split's set, -1 at thresholds; empty where no split is of levels. */
  readonly set: Int32Array;
  readonly sets: Uint32Array;
  /** nLeaves × width; equal leaves of different trees may be one. */
  readonly values: Float64Array;
  /** By categorical feature (column of X): the bin of each level; 255 for levels that no training row had. */
  readonly levelBins: Readonly<Record<number, Uint8Array>>;
  /** Of a tree that is to be read: what its splits and leaves saw; null for many trees. */
  readonly seen: SeenRows | null;
}

/** The training rows at each split and leaf of one tree, by weight, and what would be predicted at each split. */
export interface SeenRows {
  readonly splitRows: Float64Array;
  readonly leafRows: Float64Array;
  /** nSplits × width, as the values of leaves. */
  readonly splitValues: Float64Array;
}
