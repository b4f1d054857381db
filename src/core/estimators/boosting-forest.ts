/** Words of one category set: 256 bins, 32 a word. */
export const wordsPerSet = 8;

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

/** One grown tree, before it is laid beside others. Node 0 is the root; a node's children are left and left + 1. */
export interface Tree {
  readonly feature: number[];
  readonly threshold: number[];
  readonly left: number[];
  readonly missingLeft: number[];
  /** The set's words, or null. */
  readonly sets: (Uint32Array | null)[];
  readonly value: number[];
}

/** The trees laid end to end. */
export function joinTrees(trees: readonly Tree[], levelBins: Forest['levelBins']): Forest {
  const roots = new Int32Array(trees.length);
  let nNodes = 0;
  let nSets = 0;
  trees.forEach((tree, t) => {
    roots[t] = nNodes;
    nNodes += tree.feature.length;
    nSets += tree.sets.filter((words) => words !== null).length;
  });
  const set = new Int32Array(nNodes).fill(-1);
  const sets = new Uint32Array(nSets * wordsPerSet);
  const left = new Int32Array(nNodes);
  let atSet = 0;
  trees.forEach((tree, t) => {
    tree.left.forEach((child, i) => (left[roots[t] + i] = child < 0 ? -1 : roots[t] + child));
    tree.sets.forEach((words, i) => {
      if (!words) return;
      sets.set(words, atSet * wordsPerSet);
      set[roots[t] + i] = atSet++;
    });
  });
  return {
    roots,
    feature: Int32Array.from(trees.flatMap((tree) => tree.feature)),
    threshold: Float32Array.from(trees.flatMap((tree) => tree.threshold)),
    left,
    missingLeft: Uint8Array.from(trees.flatMap((tree) => tree.missingLeft)),
    set,
    sets,
    value: Float64Array.from(trees.flatMap((tree) => tree.value)),
    levelBins,
  };
}
