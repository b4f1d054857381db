import type { DesignMatrix } from '../matrix/matrix.ts';
import { plainForestKernels } from './forest-kernels-plain.ts';
import type { ForestKernels } from './forest-kernels.ts';
import type { Forest } from './boosting-nodes.ts';
import { rankForest, type RankedForest } from './boosting-ranked.ts';

export type { Forest } from './boosting-nodes.ts';

/** Words of one category set: 256 bins, 32 a word. */
export const wordsPerSet = 8;

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

/** Rows that go down one tree together, so that their features and the tree both stay in cache. */
const blockRows = 256;

/** It takes so many rows and trees before ranking the thresholds pays. */
const fewestToRank = { rows: 1024, trees: 16 };

/** Rows that are parted together: few enough that ranks stay in cache, enough that nodes have many. */
const rankedRows = 2048;

/**
 * Adds the leaf values of every tree to `scores` (row-major nRows × nOutputs); tree t belongs to output t % nOutputs.
 * Trees are added in order for each row, whatever rows stand beside it and whichever kernels add them.
 */
export function addScores(
  forest: Forest,
  X: DesignMatrix,
  scores: Float64Array,
  nOutputs: number,
  kernels: ForestKernels = plainForestKernels,
): void {
  const { roots } = forest;
  if (X.nRows >= fewestToRank.rows && roots.length >= fewestToRank.trees) {
    const ranked = rankForest(forest, rankedRows, nOutputs);
    if (ranked) {
      addRanked(ranked, X, scores, nOutputs, kernels);
      return;
    }
  }
  for (let start = 0; start < X.nRows; start += blockRows) {
    const end = Math.min(X.nRows, start + blockRows);
    for (let t = 0; t < roots.length; t++) addTree(forest, roots[t], X, start, end, scores, t % nOutputs, nOutputs);
  }
}

function addRanked(
  { packed, readRows }: RankedForest,
  X: DesignMatrix,
  scores: Float64Array,
  nOutputs: number,
  kernels: ForestKernels,
): void {
  const memory = kernels.openForest(packed);
  for (let start = 0; start < X.nRows; start += rankedRows) {
    const end = Math.min(X.nRows, start + rankedRows);
    const block = scores.subarray(start * nOutputs, end * nOutputs);
    readRows(X, start, end, memory.ranks);
    memory.scores.set(block);
    memory.addTrees(end - start);
    block.set(memory.scores.subarray(0, block.length));
  }
}

function addTree(
  forest: Forest,
  root: number,
  X: DesignMatrix,
  start: number,
  end: number,
  scores: Float64Array,
  output: number,
  nOutputs: number,
): void {
  const { feature, threshold, left, missingLeft, value } = forest;
  const { values } = X;
  const p = X.features.length;
  for (let row = start; row < end; row++) {
    const base = row * p;
    let node = root;
    for (let f = feature[node]; f >= 0; f = feature[node]) {
      const x = values[base + f];
      const cut = threshold[node];
      if (x <= cut) node = left[node];
      else if (x > cut) node = left[node] + 1;
      else if (cut === cut) node = left[node] + 1 - missingLeft[node];
      else node = left[node] + (categoryGoesLeft(forest, node, x) ? 0 : 1);
    }
    scores[row * nOutputs + output] += value[node];
  }
}

function categoryGoesLeft(forest: Forest, node: number, x: number): boolean {
  const bins = forest.levelBins[forest.feature[node]];
  const bin = x >= 0 && x < bins.length ? bins[Math.trunc(x)] : 255;
  if (x !== x || bin === 255) return forest.missingLeft[node] === 1;
  return ((forest.sets[forest.set[node] * wordsPerSet + (bin >> 5)] >>> (bin & 31)) & 1) === 1;
}
