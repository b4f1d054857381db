import type { DesignMatrix } from '../matrix/matrix.ts';
import { lowerBound, lowerBoundByTable, tableOf } from './boosting-assign.ts';
import type { Forest } from './boosting-forest.ts';

/** Above every rank: that of a missing value where it goes right. */
const endRank = 65_535;
/** Bins of levels, unknown ones among them. */
const nLevelBins = 256;
const unknownLevel = 255;

/**
 * A forest for many rows at once. Values are ranked among the thresholds of their feature, and all rows of a block go down
 * a tree together: each node parts its rows by whole numbers, without a branch that depends on a row. Each row reaches the
 * leaf that it would reach alone.
 */
export interface RankedForest {
  /** Ranks the values of rows [start, end) of X, at most as many as rankForest was told. */
  readRows(X: DesignMatrix, start: number, end: number): void;
  /** Adds the leaf values of tree t to the scores of the rows that were read. */
  addTree(t: number, scores: Float64Array, start: number, end: number, output: number, nOutputs: number): void;
}

/** The distinct thresholds of each numeric feature, ascending. */
function thresholdsByFeature({ feature, threshold }: Forest): Map<number, Float32Array> {
  const seen = new Map<number, Set<number>>();
  for (let node = 0; node < feature.length; node++) {
    const cut = threshold[node];
    if (feature[node] < 0 || cut !== cut) continue;
    const own = seen.get(feature[node]);
    if (own) own.add(cut);
    else seen.set(feature[node], new Set([cut]));
  }
  return new Map(Array.from(seen, ([f, cuts]) => [f, Float32Array.from(cuts).sort()]));
}

/** The forest for blocks of at most `blockRows` rows (up to 65,536); null where a feature has too many thresholds to rank. */
export function rankForest(forest: Forest, blockRows: number): RankedForest | null {
  const { roots, feature, left, value } = forest;
  const thresholds = thresholdsByFeature(forest);
  if (Array.from(thresholds.values()).some(({ length }) => length >= endRank)) return null;
  const numeric = Array.from(thresholds, ([f, cuts], i) => ({ f, cuts, table: tableOf(cuts), column: 2 * i }));
  const columnOfNumber = new Map(numeric.map(({ f, column }) => [f, column]));
  const categorical = Object.entries(forest.levelBins).map(([f, bins], i) => ({
    f: Number(f),
    bins,
    column: 2 * numeric.length + i,
  }));
  const columnOfLevel = new Map(categorical.map(({ f, column }) => [f, column]));
  // A numeric feature has two columns: one with missing values ranked below all others, one above.
  const ranks = new Uint16Array((2 * numeric.length + categorical.length) * blockRows);

  /** By node: the column of ranks, and the last rank that goes left; or, for categories, where in goesRight its bins begin. */
  const column = new Int32Array(feature.length);
  const cut = new Int32Array(feature.length);
  const goesRight = categoriesThatGoRight(forest);
  for (let node = 0; node < feature.length; node++) {
    const f = feature[node];
    if (f < 0) continue;
    const cuts = isCategory(forest, node) ? null : thresholds.get(f)!;
    column[node] = blockRows * (cuts ? columnOfNumber.get(f)! + 1 - forest.missingLeft[node] : columnOfLevel.get(f)!);
    cut[node] = cuts ? lowerBound(cuts, forest.threshold[node]) : goesRight.at[node];
  }

  const first = Uint16Array.from({ length: blockRows }, (_, i) => i);
  const orders = [new Uint16Array(blockRows), new Uint16Array(blockRows)];
  /** By node: its depth, and the part of an order that holds its rows; kept by later trees, which have other nodes. */
  const depth = new Uint16Array(feature.length);
  const from = new Int32Array(feature.length);
  const to = new Int32Array(feature.length);

  return {
    readRows(X, start, end) {
      const p = X.features.length;
      for (const { f, cuts, table, column: own } of numeric) {
        const low = own * blockRows;
        const high = low + blockRows;
        for (let row = start, i = 0; row < end; row++, i++) {
          const x = X.values[row * p + f];
          const rank = table ? lowerBoundByTable(cuts, table, x) : lowerBound(cuts, x);
          ranks[low + i] = x === x ? rank : 0;
          ranks[high + i] = x === x ? rank : endRank;
        }
      }
      for (const { f, bins, column: own } of categorical) {
        for (let row = start, i = own * blockRows; row < end; row++, i++) {
          const x = X.values[row * p + f];
          ranks[i] = x >= 0 && x < bins.length ? bins[Math.trunc(x)] : unknownLevel;
        }
      }
    },
    addTree(t, scores, start, end, output, nOutputs) {
      const root = roots[t];
      const next = t + 1 < roots.length ? roots[t + 1] : feature.length;
      from[root] = 0;
      to[root] = end - start;
      for (let node = root; node < next; node++) {
        const begin = from[node];
        const stop = to[node];
        const order = node === root ? first : orders[depth[node] & 1];
        if (feature[node] < 0) {
          const own = value[node];
          for (let i = begin; i < stop; i++) scores[(start + order[i]) * nOutputs + output] += own;
          continue;
        }
        const child = left[node];
        depth[child] = depth[child + 1] = node === root ? 1 : depth[node] + 1;
        const parted = orders[depth[child] & 1];
        const middle = isCategory(forest, node)
          ? partLevels(order, parted, begin, stop, ranks, column[node], goesRight.table, cut[node])
          : partNumbers(order, parted, begin, stop, ranks, column[node], cut[node]);
        from[child] = begin;
        to[child] = middle;
        from[child + 1] = middle;
        to[child + 1] = stop;
      }
    },
  };
}

const isCategory = ({ threshold, feature }: Forest, node: number): boolean =>
  feature[node] >= 0 && threshold[node] !== threshold[node];

/** For each category node, a table by bin of what goes right, and where it begins. */
function categoriesThatGoRight(forest: Forest): { readonly table: Uint8Array; readonly at: Int32Array } {
  const { feature, set, sets, missingLeft } = forest;
  const at = new Int32Array(feature.length);
  const nodes = Array.from(feature.keys()).filter((node) => isCategory(forest, node));
  const table = new Uint8Array(nodes.length * nLevelBins);
  nodes.forEach((node, i) => {
    at[node] = i * nLevelBins;
    for (let bin = 0; bin < unknownLevel; bin++) {
      table[at[node] + bin] = 1 - ((sets[set[node] * (nLevelBins / 32) + (bin >> 5)] >>> (bin & 31)) & 1);
    }
    table[at[node] + unknownLevel] = 1 - missingLeft[node];
  });
  return { table, at };
}

// Rows that go left are written from the front, the others from the back. Each is written to both places; the one that does
// not count is written over by the next.

function partNumbers(
  order: Uint16Array,
  parted: Uint16Array,
  begin: number,
  stop: number,
  ranks: Uint16Array,
  column: number,
  cut: number,
): number {
  let front = begin;
  let back = stop - 1;
  for (let i = begin; i < stop; i++) {
    const row = order[i];
    const right = (cut - ranks[column + row]) >>> 31;
    parted[front] = row;
    parted[back] = row;
    front += 1 - right;
    back -= right;
  }
  return front;
}

function partLevels(
  order: Uint16Array,
  parted: Uint16Array,
  begin: number,
  stop: number,
  ranks: Uint16Array,
  column: number,
  goesRight: Uint8Array,
  at: number,
): number {
  let front = begin;
  let back = stop - 1;
  for (let i = begin; i < stop; i++) {
    const row = order[i];
    const right = goesRight[at + ranks[column + row]];
    parted[front] = row;
    parted[back] = row;
    front += 1 - right;
    back -= right;
  }
  return front;
}
