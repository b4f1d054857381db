import type { ForestKernels } from './forest-kernels.ts';

/**
 * The inner loops of boosted trees, as a port: core grows trees with `plainKernels`, in TypeScript; src/kernels has the same
 * loops in SIMD. Both add in the same order, so that both grow the same trees to the last bit.
 */
export interface TreeKernels extends ForestKernels {
  readonly id: 'plain' | 'simd';
  /** Memory for one fit, which ends with it. */
  open(shape: TreeShape, limits: SplitLimits): TreeMemory;
}

/**
 * Numbers of one bin of a histogram: 2 (sums of gradient and second derivative) or 3 (and of weight, where a leaf's weight
 * is limited and is not the sum of its second derivatives).
 */
export type Stride = 2 | 3;

/** The sizes of one fit. */
export interface TreeShape {
  readonly nRows: number;
  /** Bins of values of each binned feature; each has one more, the last, for missing values. At most 255. */
  readonly nBins: readonly number[];
  /** Whether the feature has missing values. */
  readonly hasMissing: readonly boolean[];
  readonly stride: Stride;
  /** Scores of a row. */
  readonly nOutputs: number;
}

/** What both sides of a division need. */
export interface SplitLimits {
  /** Added to the sum of second derivatives of every leaf. */
  readonly l2: number;
  /** Least sum of second derivatives; above 0. */
  readonly minHessian: number;
  /** Least sum of weights; asked only at stride 3. */
  readonly minWeight: number;
}

/** Sums over the rows of a node. */
export interface NodeSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly weight: number;
}

/** The best division of a node by a number: bins up to lastLeftBin go left, and missing values where missingLeft says. */
export interface NumberSplit {
  /** Index among the binned features. */
  readonly feature: number;
  readonly gain: number;
  readonly lastLeftBin: number;
  readonly missingLeft: boolean;
  /** Sums of the left rows; the weight is 0 at stride 2. */
  readonly left: NodeSums;
}

/** A histogram over all binned features in a TreeMemory. */
export type Histogram = number & { readonly kind?: 'histogram' };

/**
 * A candidate replaces another only if it gains more by this share of what is compared: divisions of the same rows by
 * different features differ by rounding alone, and rounding shall not choose.
 */
export const gainMargin = 1e-10;

/**
 * What one fit reads and writes. The arrays are views, to be asked for anew after each call, since memory may have moved.
 * Row-major arrays have nRows rows.
 */
export interface TreeMemory {
  /** nRows × nFeatures: the bin of each cell. */
  readonly bins: Uint8Array;
  /** The rows that a tree is grown on, from the front; `partition` reorders them. */
  readonly rows: Uint32Array;
  /** nRows × 2: weighted gradient and second derivative of each row. */
  readonly derivatives: Float64Array;
  /** Weights of the rows, all 1 to begin with; read at stride 3. */
  readonly weights: Float64Array;
  /** nRows × nOutputs. */
  readonly scores: Float64Array;
  /** For `logistic`: 1 where the row is of the upper class, else 0. */
  readonly upper: Uint8Array;
  /** Adds over the features at `columns` (ascending) from now on; divides by those of them that `numeric` names. */
  useColumns(columns: Int32Array, numeric: Int32Array): void;
  /** A histogram of rows[start … end). Give it back when done. */
  histogramOf(start: number, end: number): Histogram;
  giveBack(histogram: Histogram): void;
  /** The numbers of a histogram, stride a bin, features one after another (see binOffsets). */
  read(histogram: Histogram): Float64Array;
  /** parent -= child: what remains is the histogram of the child's sibling. */
  subtract(parent: Histogram, child: Histogram): void;
  /** Sums over rows[0 … end); the weight is 0 at stride 2. */
  sumRows(end: number): NodeSums;
  /**
   * The division of most gain by one of the numeric columns, or null where none gains; the second-order gain of Chen &
   * Guestrin (2016). The earliest feature and lowest threshold of equals, missing values right before left.
   */
  bestNumberSplit(histogram: Histogram, node: NodeSums): NumberSplit | null;
  /** Moves rows of [start, end) whose bin of `feature` has goesLeft 1 to the front, keeping the order on both sides; where the right ones begin. */
  partition(start: number, end: number, feature: number, goesLeft: Uint8Array): number;
  /** Adds `value` to the scores of rows[start … end) for one output. */
  addToScores(start: number, end: number, output: number, value: number): void;
  /** Writes the derivatives of log loss at `scores` (one output, rows unweighted) and returns its sum over all rows. */
  logistic(): number;
}

/** Where the bins of each feature begin, in bins; the last entry is their number. */
export function binOffsets(nBins: readonly number[]): Int32Array {
  const offsets = new Int32Array(nBins.length + 1);
  // Every feature has one more bin, for missing values.
  nBins.forEach((count, f) => (offsets[f + 1] = offsets[f] + count + 1));
  return offsets;
}
