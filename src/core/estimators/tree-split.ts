import type { Rng } from '../math/rng.ts';
import { middleOf, type BinColumn } from './tree-columns.ts';
import type { Criterion, Cut, NodeRows } from './tree-criterion.ts';
import { createGrouping, createGroups, type Groups } from './tree-groups.ts';

/** Finite numbers of float32 end here. */
const largestFloat = 3.4028234663852886e38;

/** Levels with less weight of rows in a node have no rank of their own there: their means would tell their own targets. */
const rowsPerLevel = 10;

/** The division of a node that was found; one object is filled again and again. */
export interface FoundSplit {
  /** Index among the columns; -1 where none divides the node. */
  column: number;
  /** The fall of the weighted squared error. */
  gain: number;
  /** NaN where levels are divided. */
  threshold: number;
  /** Where missing values, and levels that the feature never had, go. */
  missingLeft: boolean;
  /** By bin of the column, the missing one included: 1 goes left. Bins the node has not go with its larger side. */
  readonly goesLeft: Uint8Array;
}

/** Compares the columns of a node, one after another. */
export interface SplitSearch {
  /** Begins with a node that the criterion has entered. */
  readonly begin: (node: NodeRows) => void;
  /** Tries a column; false where all rows of the node are in one of its bins. */
  readonly tryColumn: (column: number) => boolean;
  /** The best of the tried ones. */
  readonly finish: () => FoundSplit;
}

/**
 * Searches all cuts of a column, or, with `random`, one: at a uniform value between the node's least and largest (Geurts
 * et al., 2006), Levels are ranked by the mean target and then cut as numbers are (Fisher, 1958), those that are
 * rare in the node in the middle, by their codes. Missing values are tried on both sides.
 */
export function createSplitSearch(
  columns: readonly BinColumn[],
  criterion: Criterion,
  minWeight: number,
  random: Rng | null,
): SplitSearch {
  const group = createGrouping();
  const groups = createGroups();
  const order = new Uint8Array(256);
  const rank = new Float64Array(256);
  const best: Cut = { gain: 0, cut: 0, leftWeight: 0 };
  const found: FoundSplit = { column: -1, gain: 0, threshold: NaN, missingLeft: false, goesLeft: new Uint8Array(256) };
  /** By bin of the best column: 0 where the node has no row, 1 left, 2 right. */
  const sides = new Uint8Array(256);
  let lastLeft = 0;
  let firstRight = 0;
  /** The threshold of the best column where it was drawn; else NaN. */
  let cutAt = NaN;
  let node: NodeRows;

  function sweep(column: number, first: number, last: number): void {
    const { bins, nBins } = columns[column];
    if (!criterion.sweep(bins, node, groups, order, first, last, minWeight, best)) return;
    found.column = column;
    cutAt = NaN;
    keepSides(groups, nBins);
  }

  function keepSides({ bin, count }: Groups, nBins: number): void {
    sides.fill(0, 0, nBins + 1);
    lastLeft = -1;
    firstRight = nBins;
    for (let i = 0; i < count; i++) {
      const b = bin[order[i]];
      sides[b] = i < best.cut ? 1 : 2;
      if (b === nBins) continue;
      if (i < best.cut) lastLeft = Math.max(lastLeft, b);
      else firstRight = Math.min(firstRight, b);
    }
  }

  function tryNumbers(column: number): void {
    const { count, bin } = groups;
    for (let i = 0; i < count; i++) order[i] = i;
    sweep(column, 1, count - 1);
    if (bin[count - 1] !== columns[column].nBins) return;
    // Missing values, the last group, to the front.
    order[0] = count - 1;
    for (let i = 1; i < count; i++) order[i] = i - 1;
    sweep(column, 2, count - 1);
  }

  /** One random cut; false where the numbers of the node are in one bin, so that no cut divides them. */
  function tryRandomCut(column: number, rng: Rng): boolean {
    const { bins, nBins, lowest, highest } = columns[column];
    const { rows, start, end } = node;
    let least = nBins;
    let most = -1;
    let hasMissing = false;
    for (let i = start; i < end; i++) {
      const b = bins[rows[i]];
      if (b === nBins) hasMissing = true;
      else {
        if (b < least) least = b;
        if (b > most) most = b;
      }
    }
    if (least >= most) return false;
    const low = Math.max(highest[least], -largestFloat);
    const value = Math.fround(low + rng.uniform() * (Math.min(lowest[most], largestFloat) - low));
    let below = least;
    for (let above = most; above - below > 1;) {
      const middle = (below + above) >> 1;
      if (lowest[middle] <= value) below = middle;
      else above = middle;
    }
    const isBetween = value >= highest[below] && value < lowest[below + 1];
    const at = isBetween ? value : middleOf(highest[below], lowest[below + 1]);
    for (let side = 0; side < (hasMissing ? 2 : 1); side++) {
      if (!criterion.tryCut(bins, node, below, side === 1 ? nBins : -1, minWeight, best)) continue;
      found.column = column;
      cutAt = at;
      lastLeft = below;
      sides[nBins] = hasMissing ? 2 - side : 0;
    }
    return true;
  }

  function tryLevels(column: number): void {
    const { bins } = columns[column];
    const { count } = groups;
    const nRankings = random ? 1 : criterion.nRankings();
    for (let ranking = 0; ranking < nRankings; ranking++) {
      if (criterion.rank(ranking)) {
        group(bins, node.rows, node.start, node.end, criterion.weights, criterion.quantities, groups);
      }
      rankLevels();
      if (!random) sweep(column, 1, count - 1);
      else {
        const cut = 1 + random.int(count - 1);
        sweep(column, cut, cut);
      }
    }
  }

  /** Puts the groups in order of their means, rare ones, in order of their codes, at the mean of all. */
  function rankLevels(): void {
    const { weight, sum, count } = groups;
    let all = 0;
    for (let g = 0; g < count; g++) all += sum[g];
    const middle = all / criterion.weight();
    for (let g = 0; g < count; g++) rank[g] = weight[g] < rowsPerLevel ? middle : sum[g] / weight[g];
    for (let g = 0; g < count; g++) {
      let to = g;
      for (; to > 0 && rank[order[to - 1]] > rank[g]; to--) order[to] = order[to - 1];
      order[to] = g;
    }
  }

  return {
    begin: (given) => {
      node = given;
      found.column = -1;
      best.gain = -Infinity;
    },
    tryColumn: (column) => {
      const { bins, thresholds } = columns[column];
      if (thresholds && random && tryRandomCut(column, random)) return true;
      group(bins, node.rows, node.start, node.end, criterion.weights, criterion.quantities, groups);
      if (groups.count < 2) return false;
      if (thresholds) tryNumbers(column);
      else tryLevels(column);
      return true;
    },
    finish: () => {
      if (found.column < 0) return found;
      const { nBins, thresholds, lowest, highest } = columns[found.column];
      const { goesLeft } = found;
      const larger = best.leftWeight > criterion.weight() - best.leftWeight ? 1 : 0;
      found.gain = best.gain;
      found.missingLeft = (sides[nBins] === 0 ? larger : 2 - sides[nBins]) === 1;
      goesLeft[nBins] = found.missingLeft ? 1 : 0;
      if (thresholds) {
        const middle = firstRight === nBins ? Infinity : middleOf(highest[lastLeft], lowest[firstRight]);
        found.threshold = cutAt === cutAt ? cutAt : middle;
        goesLeft.fill(1, 0, lastLeft + 1);
        goesLeft.fill(0, lastLeft + 1, nBins);
      } else {
        found.threshold = NaN;
        for (let b = 0; b < nBins; b++) goesLeft[b] = sides[b] === 0 ? larger : 2 - sides[b];
      }
      return found;
    },
  };
}
