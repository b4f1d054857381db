import { Cancelled, type Control } from '../math/control.ts';
import type { BinnedRows } from './boosting-bins.ts';
import { wordsPerSet, type Tree } from './boosting-forest.ts';
import { addRows, binOffsets, subtract, type Statistics, type Stride } from './boosting-histogram.ts';
import type { BoostingParams } from './boosting-params.ts';
import { findSplit, gainMargin, leafValue, type NodeSums, type Split } from './boosting-split.ts';

/** Bin entries summed between two turns of the event loop. */
const workPerBreath = 2e7;

export interface Grown {
  readonly tree: Tree;
  /** The training rows of each leaf, as a range of `rows`, and what it adds to their score. */
  readonly leaves: readonly { readonly start: number; readonly end: number; readonly value: number }[];
}

/** Grows trees on one binned training set, reusing its buffers. */
export interface TreeGrower {
  /** A tree on `rows` (reordered in place so that each leaf is a range of it) and `columns` of the binned features. */
  grow(rows: Uint32Array, columns: Int32Array, statistics: Statistics): Promise<Grown>;
}

interface OpenLeaf {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly sums: NodeSums;
  readonly histogram: Float64Array | null;
  readonly split: Split | null;
}

/** A grower of leaf-wise trees: the leaf whose split gains most is split next, until maxLeaves (Shi, 2007). */
export function createTreeGrower(
  binned: BinnedRows,
  stride: Stride,
  params: BoostingParams,
  control: Control,
): TreeGrower {
  const { features, bins } = binned;
  const offsets = binOffsets(features.map((one) => one.nBins));
  const size = offsets[features.length] * stride;
  const spare: Float64Array[] = [];
  const room = new Uint32Array(features.length === 0 ? 0 : bins.length / features.length);
  let work = 0;

  function emptyHistogram(): Float64Array {
    return spare.pop()?.fill(0) ?? new Float64Array(size);
  }

  /** Moves the rows that go left to the front, keeping the order on both sides; the index of the first that goes right. */
  function partition(rows: Uint32Array, start: number, end: number, feature: number, goesLeft: Uint8Array): number {
    let left = start;
    let right = 0;
    for (let i = start, n = features.length; i < end; i++) {
      const row = rows[i];
      if (goesLeft[bins[row * n + feature]] === 1) rows[left++] = row;
      else room[right++] = row;
    }
    rows.set(room.subarray(0, right), left);
    return left;
  }

  async function grow(rows: Uint32Array, columns: Int32Array, statistics: Statistics): Promise<Grown> {
    const tree: Tree = { feature: [], threshold: [], left: [], missingLeft: [], sets: [], value: [] };

    async function histogramOf(start: number, end: number): Promise<Float64Array> {
      work += (end - start) * columns.length + size;
      if (work > workPerBreath) {
        work = 0;
        await control.breathe();
        if (control.cancelled()) throw new Cancelled();
      }
      const histogram = emptyHistogram();
      addRows(histogram, stride, bins, features.length, offsets, columns, rows, start, end, statistics);
      return histogram;
    }
    function open(start: number, end: number, sums: NodeSums, histogram: Float64Array | null): OpenLeaf {
      const split = histogram && findSplit(histogram, stride, features, offsets, columns, sums, params);
      if (histogram && !split) spare.push(histogram);
      return { node: addLeaf(tree, 0), start, end, sums, histogram: split ? histogram : null, split };
    }

    const sums = sumRows(rows, statistics, stride);
    const rootHistogram = columns.length > 0 ? await histogramOf(0, rows.length) : null;
    let leaves = [open(0, rows.length, sums, rootHistogram)];
    while (leaves.length < params.maxLeaves) {
      const chosen = bestOf(leaves);
      if (!chosen?.split || !chosen.histogram) break;
      const { split, node, start, end } = chosen;
      const middle = partition(rows, start, end, split.feature, split.goesLeft);
      markSplit(tree, node, split, binned);
      const right: NodeSums = {
        gradient: chosen.sums.gradient - split.left.gradient,
        hessian: chosen.sums.hessian - split.left.hessian,
        weight: chosen.sums.weight - split.left.weight,
      };
      const last = leaves.length + 1 >= params.maxLeaves;
      const canSplit = (one: NodeSums) => !last && one.weight >= 2 * params.minRowsPerLeaf;
      let leftHistogram: Float64Array | null = null;
      let rightHistogram: Float64Array | null = null;
      if (canSplit(split.left) || canSplit(right)) {
        const leftSmaller = middle - start <= end - middle;
        const smaller = leftSmaller ? await histogramOf(start, middle) : await histogramOf(middle, end);
        subtract(chosen.histogram, smaller);
        leftHistogram = leftSmaller ? smaller : chosen.histogram;
        rightHistogram = leftSmaller ? chosen.histogram : smaller;
      } else spare.push(chosen.histogram);
      const children = [
        open(start, middle, split.left, release(leftHistogram, canSplit(split.left))),
        open(middle, end, right, release(rightHistogram, canSplit(right))),
      ];
      leaves = leaves.filter((leaf) => leaf !== chosen).concat(children);
    }

    function release(histogram: Float64Array | null, wanted: boolean): Float64Array | null {
      if (histogram && !wanted) spare.push(histogram);
      return wanted ? histogram : null;
    }
    for (const leaf of leaves) if (leaf.histogram) spare.push(leaf.histogram);
    return {
      tree,
      leaves: leaves.map(({ node, start, end, sums: own }) => {
        const value = params.learningRate * leafValue(own, params.l2);
        tree.value[node] = value;
        return { start, end, value };
      }),
    };
  }
  return { grow };
}

function sumRows(rows: Uint32Array, { gradients, hessians, weights }: Statistics, stride: Stride): NodeSums {
  let gradient = 0;
  let hessian = 0;
  let weight = 0;
  for (let i = 0; i < rows.length; i++) {
    gradient += gradients[rows[i]];
    hessian += hessians[rows[i]];
    weight += weights ? weights[rows[i]] : 1;
  }
  return { gradient, hessian: stride === 2 ? weight : hessian, weight };
}

/** The leaf of most gain, the earliest of equals; null where no leaf can be split. */
function bestOf(leaves: readonly OpenLeaf[]): OpenLeaf | null {
  let best: OpenLeaf | null = null;
  for (const leaf of leaves)
    if (leaf.split && leaf.split.gain > (best?.split?.gain ?? 0) * (1 + gainMargin)) best = leaf;
  return best;
}

function addLeaf(tree: Tree, value: number): number {
  tree.feature.push(-1);
  tree.threshold.push(0);
  tree.left.push(-1);
  tree.missingLeft.push(0);
  tree.sets.push(null);
  return tree.value.push(value) - 1;
}

/** Turns leaf `node` into a division whose children are the next two nodes added. */
function markSplit(tree: Tree, node: number, split: Split, binned: BinnedRows): void {
  const { feature, thresholds } = binned.features[split.feature];
  tree.feature[node] = feature;
  tree.left[node] = tree.feature.length;
  tree.missingLeft[node] = split.missingLeft ? 1 : 0;
  if (thresholds) {
    // All values on the left and only missing ones on the right: no finite threshold separates them.
    tree.threshold[node] = split.lastLeftBin < thresholds.length ? thresholds[split.lastLeftBin] : Infinity;
    return;
  }
  const words = new Uint32Array(wordsPerSet);
  split.goesLeft.forEach((goes, bin) => {
    if (goes === 1 && bin < split.goesLeft.length - 1) words[bin >> 5] |= 1 << (bin & 31);
  });
  tree.sets[node] = words;
  tree.threshold[node] = NaN;
}
