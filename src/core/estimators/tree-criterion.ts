import type { Groups } from './tree-groups.ts';

/** The rows of one node: those of `rows` from `start` to `end`, by whose index the weights stand. */
export interface NodeRows {
  readonly rows: Uint32Array;
  readonly start: number;
  readonly end: number;
  readonly rowWeights: Float64Array;
}

/** The best cut of an ordered list of groups: those before `cut` go left. */
export interface Cut {
  gain: number;
  cut: number;
  leftWeight: number;
}

/** A candidate replaces another only if it gains more by this share of the node's error: rounding shall not choose. */
export const gainMargin = 1e-10;

/**
 * How a node's rows differ, and how much less they do once divided. One object describes one node at a time. Gains are the
 * fall of the weighted squared error of the target, or of its one-hot classes (which is the Gini index times weight).
 */
export interface Criterion {
  /** Numbers a leaf holds, as in TreesState. */
  readonly width: number;
  /** Sum of weights of the node at hand. */
  readonly weight: () => number;
  /** True where all its rows have one target. */
  readonly isPure: () => boolean;
  /** Its weighted squared error. */
  readonly risk: () => number;
  /** Writes the values that a leaf there would hold. */
  readonly writeValues: (into: Float64Array, at: number) => void;
  /** By position in the node: weights, and the quantity by whose group means levels are ranked. */
  readonly weights: Float64Array;
  readonly quantities: Float64Array;
  /** Ways to rank the levels: one, or one a class that the node has. */
  readonly nRankings: () => number;
  /** Puts the quantities of a ranking in place; false where they already were. */
  readonly rank: (ranking: number) => boolean;
  readonly enter: (node: NodeRows) => void;
  /**
   * The best of the cuts `first` … `last` of the groups in `order`, at least `minWeight` on both sides, into `best` where
   * it is better than what stands there. True where it was.
   */
  readonly sweep: (
    bins: Uint8Array,
    node: NodeRows,
    groups: Groups,
    order: Uint8Array,
    first: number,
    last: number,
    minWeight: number,
    best: Cut,
  ) => boolean;
  /** As `sweep`, of one cut: bins up to `lastLeft` go left, and so does the bin `alsoLeft` (-1: none). */
  readonly tryCut: (
    bins: Uint8Array,
    node: NodeRows,
    lastLeft: number,
    alsoLeft: number,
    minWeight: number,
    best: Cut,
  ) => boolean;
}

/** Squared error of numbers, or of a share of two classes as 0 and 1; `y` stands by row. */
export function createNumberCriterion(y: Float64Array): Criterion {
  const weights = new Float64Array(y.length);
  const quantities = new Float64Array(y.length);
  let total = 0;
  let mean = 0;
  let pure = false;
  let error = 0;
  return {
    width: 1,
    weights,
    quantities,
    weight: () => total,
    isPure: () => pure,
    risk: () => error,
    nRankings: () => 1,
    rank: () => false,
    writeValues: (into, at) => {
      into[at] = mean;
    },
    enter: ({ rows, start, end, rowWeights }) => {
      // Sums are local: what a closure shares is boxed anew at each assignment.
      // Around the first value, so that equal targets have exactly that mean; then around the mean, to keep digits.
      const origin = y[rows[start]];
      let sum = 0;
      let all = 0;
      let differs = false;
      for (let i = start, at = 0; i < end; i++, at++) {
        const row = rows[i];
        const w = rowWeights[row];
        const distance = y[row] - origin;
        if (distance !== 0) differs = true;
        weights[at] = w;
        quantities[at] = distance;
        all += w;
        sum += w * distance;
      }
      pure = !differs;
      const shift = sum / all;
      let squares = 0;
      for (let at = 0; at < end - start; at++) {
        const distance = quantities[at] - shift;
        const moved = weights[at] * distance;
        squares += moved * distance;
        quantities[at] = moved;
      }
      total = all;
      mean = origin + shift;
      error = squares;
    },
    sweep: (_bins, _node, groups, order, first, last, minWeight, best) => {
      const { weight, sum, count } = groups;
      const whole = total;
      let all = 0;
      for (let g = 0; g < count; g++) all += sum[g];
      let leftWeight = 0;
      let leftSum = 0;
      const margin = gainMargin * error;
      let gainToBeat = best.gain + margin;
      let found = -1;
      let foundWeight = 0;
      let foundGain = 0;
      for (let cut = 1; cut <= last; cut++) {
        const g = order[cut - 1];
        leftWeight += weight[g];
        leftSum += sum[g];
        const rightWeight = whole - leftWeight;
        if (cut < first || leftWeight < minWeight || rightWeight < minWeight) continue;
        const rightSum = all - leftSum;
        const gain = (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / rightWeight;
        if (gain > gainToBeat) {
          gainToBeat = gain + margin;
          found = cut;
          foundWeight = leftWeight;
          foundGain = gain;
        }
      }
      if (found < 0) return false;
      best.gain = foundGain;
      best.cut = found;
      best.leftWeight = foundWeight;
      return true;
    },
    tryCut: (bins, { rows, start, end }, lastLeft, alsoLeft, minWeight, best) => {
      let leftWeight = 0;
      let leftSum = 0;
      let all = 0;
      for (let i = start, at = 0; i < end; i++, at++) {
        const bin = bins[rows[i]];
        const quantity = quantities[at];
        all += quantity;
        if (bin <= lastLeft || bin === alsoLeft) {
          leftWeight += weights[at];
          leftSum += quantity;
        }
      }
      const rightWeight = total - leftWeight;
      if (leftWeight < minWeight || rightWeight < minWeight) return false;
      const rightSum = all - leftSum;
      const gain = (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / rightWeight;
      if (!(gain > best.gain + gainMargin * error)) return false;
      best.gain = gain;
      best.leftWeight = leftWeight;
      return true;
    },
  };
}
