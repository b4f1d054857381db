import { contingency } from '../../stats/contingency.ts';
import { correctedCorrelationRatio, groupedVariation } from '../../stats/correlation-ratio.ts';
import { cramersV } from '../../stats/cramers-v.ts';
import { entropy } from '../../stats/entropy.ts';
import type { LabelledColumn, RankedColumn, RelationColumn } from './relation-column.ts';

/** Space that pairs with missing cells are ranked in again, shared by all of them. */
export interface RankSpace {
  readonly countsA: Uint32Array;
  readonly countsB: Uint32Array;
  readonly ranksA: Float32Array;
  readonly ranksB: Float32Array;
}

/** Space for tables of `nRows` rows: a place for each whole part of a rank, which no two ranks share. */
export function createRankSpace(nRows: number): RankSpace {
  const places = nRows + 2;
  return { countsA: new Uint32Array(places), countsB: new Uint32Array(places), ranksA: new Float32Array(places), ranksB: new Float32Array(places) };
}

/** The centred mean rank of each place that is counted; gives the sum of the squared ranks over the n counted rows. */
function rankCounts(counts: Uint32Array, ranks: Float32Array, n: number): number {
  const middle = (n + 1) / 2;
  let before = 0;
  let squares = 0;
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place];
    if (count === 0) continue;
    const rank = before + (count + 1) / 2 - middle;
    ranks[place] = rank;
    squares += count * rank * rank;
    before += count;
  }
  return squares;
}

/** Spearman over the rows where both are present, ranked among those rows alone. */
function rankedAgain(a: RankedColumn, b: RankedColumn, { countsA, countsB, ranksA, ranksB }: RankSpace): number {
  const nRows = a.ranks.length;
  const [left, right] = [a.ranks, b.ranks];
  const shiftA = (nRows - a.missing + 1) / 2;
  const shiftB = (nRows - b.missing + 1) / 2;
  countsA.fill(0);
  countsB.fill(0);
  let n = 0;
  for (let row = 0; row < nRows; row++) {
    const rankA = left[row] + shiftA;
    const rankB = right[row] + shiftB;
    // NaN, where either is missing, is not at least 0.
    if (!(rankA >= 0 && rankB >= 0)) continue;
    countsA[rankA | 0]++;
    countsB[rankB | 0]++;
    n++;
  }
  if (n < 2) return NaN;
  const squares = Math.sqrt(rankCounts(countsA, ranksA, n)) * Math.sqrt(rankCounts(countsB, ranksB, n));
  if (!(squares > 0)) return NaN;
  let both = 0;
  for (let row = 0; row < nRows; row++) {
    const rankA = left[row] + shiftA;
    const rankB = right[row] + shiftB;
    if (rankA >= 0 && rankB >= 0) both += ranksA[rankA | 0] * ranksB[rankB | 0];
  }
  return Math.max(-1, Math.min(1, both / squares));
}

function rankCorrelation(a: RankedColumn, b: RankedColumn, space: RankSpace): number {
  if (a.missing > 0 || b.missing > 0) return rankedAgain(a, b, space);
  const squares = Math.sqrt(a.squares) * Math.sqrt(b.squares);
  if (!(squares > 0)) return NaN;
  const left = a.ranks;
  const right = b.ranks;
  let both = 0;
  for (let row = 0; row < left.length; row++) both += left[row] * right[row];
  return Math.max(-1, Math.min(1, both / squares));
}

function ratio(numbers: RankedColumn, labels: LabelledColumn): number {
  return correctedCorrelationRatio(groupedVariation(numbers.values, labels.codes, labels.nLevels, numbers.centre));
}

/**
 * How strongly two columns go together over the rows where both are present: Spearman's correlation in [-1, 1] of numbers
 * and instants, bias-corrected Cramér's V of labels, the corrected correlation ratio of one of each, both in [0, 1]. NaN
 * where it cannot be told: a column that is constant, or labels that never repeat, on those rows.
 */
export function measurePair(a: RelationColumn, b: RelationColumn, space: RankSpace): number {
  if (a.kind === 'category') {
    return b.kind === 'category' ? cramersV(contingency(a.codes, a.nLevels, b.codes, b.nLevels)) : ratio(b, a);
  }
  return b.kind === 'category' ? ratio(a, b) : rankCorrelation(a, b, space);
}

export interface PairInformation {
  /** Mutual information of the bins in nats. */
  readonly nats: number;
  /** The same over the mean of both entropies, in [0, 1]. */
  readonly normalised: number;
}

/** How much the bins of one column tell of those of the other, over the rows where both are present; NaN for none. */
export function informationOfPair(a: RelationColumn, b: RelationColumn): PairInformation {
  const width = b.nBins + 1;
  const cells = new Uint32Array((a.nBins + 1) * width);
  const left = a.bins;
  const right = b.bins;
  for (let row = 0; row < left.length; row++) cells[left[row] * width + right[row]]++;
  const totalsA = new Float64Array(a.nBins);
  const totalsB = new Float64Array(b.nBins);
  const present = new Float64Array(a.nBins * b.nBins);
  for (let i = 0; i < a.nBins; i++) {
    for (let j = 0; j < b.nBins; j++) {
      const count = cells[i * width + j];
      present[i * b.nBins + j] = count;
      totalsA[i] += count;
      totalsB[j] += count;
    }
  }
  const [entropyA, entropyB] = [entropy(totalsA), entropy(totalsB)];
  const nats = Math.max(0, entropyA + entropyB - entropy(present));
  const scale = (entropyA + entropyB) / 2;
  return { nats, normalised: scale > 0 ? Math.min(1, nats / scale) : nats };
}
