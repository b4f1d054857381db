import type { TreesState } from './trees-state.ts';

/** Halvings of the penalty's range; twice the digits of a double's fraction reach any penalty that matters. */
const halvings = 100;

/** Risks that differ by less than this share of the whole differ by rounding. */
const roundingShare = 1e-12;

/** Weighted squared error at splits and leaves, as TreeBuilder's. */
export interface NodeRisks {
  readonly splits: Float64Array;
  readonly leaves: Float64Array;
}

/**
 * One tree without the branches that save less than `alpha` of its root's error for each leaf (minimal cost-complexity
 * pruning; Breiman et al., 1984), and, where more than `maxLeaves` are left, those that save less than the least penalty
 * which leaves no more. With alpha 0 only branches that save nothing go. As scikit-learn's ccp_alpha over the impurity
 * of the root.
 */
export function pruneTree(state: TreesState, risks: NodeRisks, alpha: number, maxLeaves: number): TreesState {
  if (state.roots[0] < 0) return state;
  const nSplits = state.feature.length;
  const cut = new Uint8Array(nSplits);
  if (countLeaves(state, risks, alpha, cut) > maxLeaves) {
    let [low, high] = [alpha, Math.max(alpha, 1)];
    for (let i = 0; i < halvings; i++) {
      const middle = (low + high) / 2;
      if (countLeaves(state, risks, middle, cut) > maxLeaves) low = middle;
      else high = middle;
    }
    countLeaves(state, risks, high, cut);
  }
  return withoutBranches(state, cut);
}

/** Marks in `cut` the splits that are leaves at penalty `alpha`; returns how many leaves the tree then has. */
function countLeaves({ left, right }: TreesState, risks: NodeRisks, alpha: number, cut: Uint8Array): number {
  const whole = risks.splits[0];
  const cost = new Float64Array(cut.length);
  const leaves = new Int32Array(cut.length);
  const penalty = alpha * whole;
  const costOf = (child: number) => (child >= 0 ? cost[child] : risks.leaves[~child] + penalty);
  const leavesOf = (child: number) => (child >= 0 ? leaves[child] : 1);
  for (let i = cut.length - 1; i >= 0; i--) {
    const asLeaf = risks.splits[i] + penalty;
    const asSplit = costOf(left[i]) + costOf(right[i]);
    cut[i] = asLeaf <= asSplit + roundingShare * whole ? 1 : 0;
    cost[i] = cut[i] ? asLeaf : asSplit;
    leaves[i] = cut[i] ? 1 : leavesOf(left[i]) + leavesOf(right[i]);
  }
  return leaves[0];
}

function withoutBranches(state: TreesState, cut: Uint8Array): TreesState {
  const { width } = state;
  const seen = state.seen!;
  const splits: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const values: number[] = [];
  const leafRows: number[] = [];

  function keepLeaf(from: Float64Array, index: number, rows: number): number {
    for (let k = 0; k < width; k++) values.push(from[index * width + k]);
    return ~(leafRows.push(rows) - 1);
  }

  function keep(child: number): number {
    if (child < 0) return keepLeaf(state.values, ~child, seen.leafRows[~child]);
    if (cut[child]) return keepLeaf(seen.splitValues, child, seen.splitRows[child]);
    const index = splits.push(child) - 1;
    left[index] = keep(state.left[child]);
    right[index] = keep(state.right[child]);
    return index;
  }

  const root = keep(state.roots[0]);
  return {
    ...state,
    roots: Int32Array.of(root),
    feature: Int32Array.from(splits, (i) => state.feature[i]),
    threshold: Float32Array.from(splits, (i) => state.threshold[i]),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    missingLeft: Uint8Array.from(splits, (i) => state.missingLeft[i]),
    set: state.set.length > 0 ? Int32Array.from(splits, (i) => state.set[i]) : state.set,
    values: Float64Array.from(values),
    seen: {
      splitRows: Float64Array.from(splits, (i) => seen.splitRows[i]),
      leafRows: Float64Array.from(leafRows),
      splitValues: Float64Array.from(
        splits.flatMap((i) => Array.from(seen.splitValues.subarray(i * width, (i + 1) * width))),
      ),
    },
  };
}
