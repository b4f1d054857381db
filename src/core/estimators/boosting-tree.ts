import { Cancelled, type Control } from '../math/control.ts';
import type { FeatureBins } from './boosting-feature-bins.ts';
import { wordsPerSet, type Tree } from './boosting-forest.ts';
import { bestBoundedSplit, boundedValue, childBounds, unbounded, type Bounds } from './boosting-monotone.ts';
import type { BoostingParams } from './boosting-params.ts';
import { bestCategorySplit, splitOfCategories, splitOfNumbers, type Split } from './boosting-split.ts';
import {
  binOffsets,
  gainMargin,
  type Histogram,
  type NodeSums,
  type SplitLimits,
  type Stride,
  type TreeMemory,
} from './tree-kernels.ts';

/** Bin entries summed between two turns of the event loop. */
const workPerBreath = 2e7;

/** One leaf of a grown tree. */
export interface GrownLeaf {
  readonly node: number;
  /** Its training rows: rows[start … end) of the memory. */
  readonly start: number;
  readonly end: number;
  /** What minimises its loss, before the learning rate. */
  readonly value: number;
}

/** A tree whose leaf values are still to be set. */
export interface Grown {
  readonly tree: Tree;
  readonly leaves: readonly GrownLeaf[];
}

/** Grows trees on one binned training set. */
export interface TreeGrower {
  /** A tree on the first `nRows` of the memory's rows (reordered so that each leaf is a range of them) and `columns`. */
  grow(nRows: number, columns: Int32Array): Promise<Grown>;
}

/** What a grower grows by. */
export interface GrowerRules {
  readonly params: BoostingParams;
  readonly limits: SplitLimits;
  readonly stride: Stride;
  /** By binned feature; null where predictions are free. See directionsOf. */
  readonly directions: Int8Array | null;
}

interface OpenLeaf {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly sums: NodeSums;
  readonly bounds: Bounds;
  readonly histogram: Histogram | null;
  readonly split: Split | null;
}

/** A grower of leaf-wise trees: the leaf whose split gains most is split next, until maxLeaves (Shi, 2007). */
export function createTreeGrower(
  memory: TreeMemory,
  features: readonly FeatureBins[],
  { params, limits, stride, directions }: GrowerRules,
  control: Control,
): TreeGrower {
  const offsets = binOffsets(features.map(({ nBins }) => nBins));
  const maxDepth = params.maxDepth === 0 ? Infinity : params.maxDepth;
  let work = 0;

  /** Whether both sides of a division could hold what a leaf must hold. */
  const isDivisible = ({ hessian, weight }: NodeSums) =>
    hessian >= 2 * limits.minHessian && (stride === 2 || weight >= 2 * limits.minWeight);

  async function histogramOf(start: number, end: number, nColumns: number): Promise<Histogram> {
    work += (end - start) * nColumns + offsets[features.length] * stride;
    if (work > workPerBreath) {
      work = 0;
      await control.breathe();
      if (control.cancelled()) throw new Cancelled();
    }
    return memory.histogramOf(start, end);
  }

  function findSplit(
    histogram: Histogram,
    numeric: Int32Array,
    categorical: readonly number[],
    node: NodeSums,
    bounds: Bounds,
  ): Split | null {
    const reading = { histogram: () => memory.read(histogram), stride, offsets, features };
    const byNumber = directions
      ? bestBoundedSplit(memory.read(histogram), stride, offsets, features, numeric, directions, node, bounds, limits)
      : memory.bestNumberSplit(histogram, node);
    const byCategory =
      categorical.length === 0
        ? null
        : bestCategorySplit(
            reading,
            categorical,
            node,
            directions ? bounds : null,
            params,
            limits,
            byNumber?.gain ?? 0,
          );
    if (byCategory) return splitOfCategories(byCategory, reading, node);
    return byNumber && splitOfNumbers(byNumber, reading, node);
  }

  async function grow(nRows: number, columns: Int32Array): Promise<Grown> {
    const tree: Tree = { feature: [], threshold: [], left: [], missingLeft: [], sets: [], value: [] };
    const numeric = columns.filter((f) => features[f].thresholds !== null);
    const categorical = Array.from(columns).filter((f) => features[f].thresholds === null);
    memory.useColumns(columns, numeric);

    type Part = Pick<OpenLeaf, 'start' | 'end' | 'depth' | 'sums' | 'bounds'>;
    function open(part: Part, histogram: Histogram | null): OpenLeaf {
      const split = histogram === null ? null : findSplit(histogram, numeric, categorical, part.sums, part.bounds);
      if (histogram !== null && !split) memory.giveBack(histogram);
      return { ...part, node: addLeaf(tree), histogram: split ? histogram : null, split };
    }

    const root: Part = { start: 0, end: nRows, depth: 0, sums: memory.sumRows(nRows), bounds: unbounded };
    let leaves = [open(root, columns.length > 0 ? await histogramOf(0, nRows, columns.length) : null)];
    while (leaves.length < params.maxLeaves) {
      const chosen = bestOf(leaves);
      if (!chosen?.split || chosen.histogram === null) break;
      const { split, node, start, end, sums, bounds } = chosen;
      const middle = memory.partition(start, end, split.feature, split.goesLeft);
      markSplit(tree, node, split, features[split.feature]);
      const rest: NodeSums = {
        gradient: sums.gradient - split.left.gradient,
        hessian: sums.hessian - split.left.hessian,
        weight: sums.weight - split.left.weight,
      };
      const valueOf = (own: NodeSums) => boundedValue(own.gradient, own.hessian, params.l2, bounds);
      const [leftBounds, rightBounds] = childBounds(
        bounds,
        directions?.[split.feature] ?? 0,
        valueOf(split.left),
        valueOf(rest),
      );
      const depth = chosen.depth + 1;
      const left: Part = { start, end: middle, depth, sums: split.left, bounds: leftBounds };
      const right: Part = { start: middle, end, depth, sums: rest, bounds: rightBounds };
      const isLast = leaves.length + 1 >= params.maxLeaves || depth >= maxDepth;
      const [ofLeft, ofRight] = await histogramsOf(
        chosen.histogram,
        left,
        right,
        !isLast && isDivisible(left.sums),
        !isLast && isDivisible(right.sums),
      );
      leaves = leaves.filter((leaf) => leaf !== chosen).concat([open(left, ofLeft), open(right, ofRight)]);
    }

    /** The histograms of both parts, where wanted: the smaller is summed, the larger is what is left of their parent's. */
    async function histogramsOf(
      parent: Histogram,
      left: Part,
      right: Part,
      wantsLeft: boolean,
      wantsRight: boolean,
    ): Promise<[Histogram | null, Histogram | null]> {
      if (!wantsLeft && !wantsRight) {
        memory.giveBack(parent);
        return [null, null];
      }
      const leftIsSmaller = left.end - left.start <= right.end - right.start;
      const small = leftIsSmaller ? left : right;
      const summed = await histogramOf(small.start, small.end, columns.length);
      if (leftIsSmaller ? wantsRight : wantsLeft) memory.subtract(parent, summed);
      const [ofLeft, ofRight] = leftIsSmaller ? [summed, parent] : [parent, summed];
      if (!wantsLeft) memory.giveBack(ofLeft);
      if (!wantsRight) memory.giveBack(ofRight);
      return [wantsLeft ? ofLeft : null, wantsRight ? ofRight : null];
    }

    for (const { histogram } of leaves) if (histogram !== null) memory.giveBack(histogram);
    return {
      tree,
      leaves: leaves.map(({ node, start, end, sums, bounds }) => ({
        node,
        start,
        end,
        value: boundedValue(sums.gradient, sums.hessian, params.l2, bounds),
      })),
    };
  }
  return { grow };
}

/** The leaf of most gain, the earliest of equals; null where no leaf can be split. */
function bestOf(leaves: readonly OpenLeaf[]): OpenLeaf | null {
  let best: OpenLeaf | null = null;
  for (const leaf of leaves)
    if (leaf.split && leaf.split.gain > (best?.split?.gain ?? 0) * (1 + gainMargin)) best = leaf;
  return best;
}

function addLeaf(tree: Tree): number {
  tree.feature.push(-1);
  tree.threshold.push(0);
  tree.left.push(-1);
  tree.missingLeft.push(0);
  tree.sets.push(null);
  return tree.value.push(0) - 1;
}

/** Turns leaf `node` into a division whose children are the next two nodes added. */
function markSplit(tree: Tree, node: number, split: Split, { feature, thresholds }: FeatureBins): void {
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
