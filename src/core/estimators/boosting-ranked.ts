import type { DesignMatrix } from '../matrix/matrix.ts';
import { lowerBound, lowerBoundByTable, tableOf } from './boosting-assign.ts';
import type { Forest } from './boosting-nodes.ts';
import type { PackedForest } from './forest-kernels.ts';

/** Above every rank: that of a missing value where it goes right. */
const endRank = 65_535;
/** Bins of levels, unknown ones among them. */
const nLevelBins = 256;
const unknownLevel = 255;

/** A forest over ranks: values are ranked among the thresholds of their feature, so that trees compare whole numbers. */
export interface RankedForest {
  readonly packed: PackedForest;
  /** Writes the ranks of rows [start, end) of X, at most as many as a block has. */
  readRows(X: DesignMatrix, start: number, end: number, ranks: Uint16Array): void;
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
export function rankForest(forest: Forest, blockRows: number, nOutputs: number): RankedForest | null {
  const { roots, feature, left, value } = forest;
  const thresholds = thresholdsByFeature(forest);
  if (Array.from(thresholds.values()).some(({ length }) => length >= endRank)) return null;
  // A numeric feature has two columns: one with missing values ranked below all others, one above.
  const numeric = Array.from(thresholds, ([f, cuts], i) => ({ f, cuts, table: tableOf(cuts), column: 2 * i }));
  const columnOfNumber = new Map(numeric.map(({ f, column }) => [f, column]));
  const categorical = Object.entries(forest.levelBins).map(([f, bins], i) => ({
    f: Number(f),
    bins,
    column: 2 * numeric.length + i,
  }));
  const columnOfLevel = new Map(categorical.map(({ f, column }) => [f, column]));
  const column = new Int32Array(feature.length).fill(-1);
  const cut = new Int32Array(feature.length);
  const categories = categoriesThatGoRight(forest);
  for (let node = 0; node < feature.length; node++) {
    const f = feature[node];
    if (f < 0) continue;
    const cuts = isCategory(forest, node) ? null : thresholds.get(f)!;
    column[node] = blockRows * (cuts ? columnOfNumber.get(f)! + 1 - forest.missingLeft[node] : columnOfLevel.get(f)!);
    cut[node] = cuts ? lowerBound(cuts, forest.threshold[node]) : categories.at[node];
  }
  return {
    packed: {
      blockRows,
      nOutputs,
      nColumns: 2 * numeric.length + categorical.length,
      roots,
      column,
      cut,
      isCategory: Uint8Array.from(feature, (_, node) => (isCategory(forest, node) ? 1 : 0)),
      left,
      value,
      goesRight: categories.table,
    },
    readRows(X, start, end, ranks) {
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
