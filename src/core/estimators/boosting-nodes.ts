/**
 * Trees as flat arrays over all nodes. At a node with feature f >= 0 a row goes to `left` or to the node after it: left
 * where x <= threshold; where x is NaN, where missingLeft is 1. A category node has threshold NaN and set >= 0: with
 * bin = levelBins[f][x], left where that bit of the set is 1; missing where x is no known level. feature -1 is a leaf.
 */
export interface Forest {
  /** The first node of each tree. */
  readonly roots: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  readonly left: Int32Array;
  readonly missingLeft: Uint8Array;
  /** Index of the node's category set, or -1. */
  readonly set: Int32Array;
  /** Bits by bin, 8 words a set, lowest bit first. */
  readonly sets: Uint32Array;
  /** What a leaf adds to the score. */
  readonly value: Float64Array;
  /** By categorical feature (column of X): the bin of each level; 255 for levels that no training row had. */
  readonly levelBins: Readonly<Record<number, Uint8Array>>;
}
