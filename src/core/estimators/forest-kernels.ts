/**
 * The inner loop of predicting many rows by a forest, as a port: core's plain TypeScript, or the compiled loop of src/kernels.
 * Both take the same steps, so that both give the same bits.
 */
export interface ForestKernels {
  openForest(forest: PackedForest): ForestMemory;
}

/**
 * A forest over ranks. At a node with column >= 0 a row goes left where ranks[column + row] <= cut; where the node is of
 * categories (isCategory 1), where goesRight[cut + ranks[column + row]] is 0; else to left + 1. Column -1 is a leaf.
 * Children come after their parents; a tree's nodes go from its root to the next.
 */
export interface PackedForest {
  /** Rows of a block, at most 65,536. */
  readonly blockRows: number;
  readonly nOutputs: number;
  /** Columns of ranks, each of blockRows. */
  readonly nColumns: number;
  readonly roots: Int32Array;
  readonly column: Int32Array;
  readonly cut: Int32Array;
  readonly isCategory: Uint8Array;
  readonly left: Int32Array;
  /** What a leaf adds. */
  readonly value: Float64Array;
  readonly goesRight: Uint8Array;
}

/** What the rows of one block are read from and added to; views stay good. */
export interface ForestMemory {
  /** Ranks by column, then row of the block. */
  readonly ranks: Uint16Array;
  /** Scores of the block, row-major blockRows × nOutputs. */
  readonly scores: Float64Array;
  /** Adds the leaf values of every tree t to score t % nOutputs of the first `nRows` rows, tree by tree. */
  addTrees(nRows: number): void;
}
