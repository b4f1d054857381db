/** The bin, in `levelBins`, of a level that no training row has; it is treated as missing. */
export const unseenLevel = 255;

/** How one feature falls into bins. */
export interface FeatureBins {
  /** Column of X. */
  readonly feature: number;
  /** Bins of values; the bin of missing values is the one after them. */
  readonly nBins: number;
  readonly hasMissing: boolean;
  /** Numeric: bin b holds values up to thresholds[b] (and above the one before); length nBins - 1. Categorical: null. */
  readonly thresholds: Float32Array | null;
  /** Categorical: the bin of each level, or unseenLevel. Numeric: null. */
  readonly levelBins: Uint8Array | null;
}
