import type { LevelCount } from './profile.ts';

const mostShown = 12;

/** The levels of a column of labels: how many occur, and the most frequent of them. */
export interface LevelSummary {
  readonly distinct: number;
  /** At most 12, most frequent first, equals in order of first appearance. */
  readonly levels: LevelCount[];
}

/** Counts of all `levels` that occur in `codes` (-1 is missing), most frequent first, and of rows marked 1 where given. */
function countsOf(codes: Int32Array, levels: readonly string[], isPositive: Uint8Array | null) {
  const counts = new Uint32Array(levels.length);
  const positives = new Uint32Array(levels.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code < 0) continue;
    counts[code]++;
    if (isPositive) positives[code] += isPositive[row];
  }
  const order = Uint32Array.from(levels.keys()).filter((code) => counts[code] > 0);
  order.sort((a, b) => counts[b] - counts[a] || a - b);
  const countAt = (code: number): LevelCount => ({ level: levels[code], count: counts[code], positive: isPositive ? positives[code] : null });
  return { order, countAt };
}

/** Every level that occurs, most frequent first, equals in order of first appearance; `isPositive` as in summariseLevels. */
export function countLevels(codes: Int32Array, levels: readonly string[], isPositive: Uint8Array | null): LevelCount[] {
  const { order, countAt } = countsOf(codes, levels, isPositive);
  return Array.from(order, countAt);
}

/** Counts of `levels` over `codes` (-1 is missing); `isPositive` holds 1 for positive rows where the problem is binary. */
export function summariseLevels(codes: Int32Array, levels: readonly string[], isPositive: Uint8Array | null): LevelSummary {
  const { order, countAt } = countsOf(codes, levels, isPositive);
  return { distinct: order.length, levels: Array.from(order.subarray(0, mostShown), countAt) };
}
