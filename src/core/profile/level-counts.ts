import type { LevelCount } from './profile.ts';

const mostShown = 12;

/** The levels of a column of labels: how many occur, and the most frequent of them. */
export interface LevelSummary {
  readonly distinct: number;
  /** At most 12, most frequent first, equals in order of first appearance. */
  readonly levels: LevelCount[];
}

/** Counts of `levels` over `codes` (-1 is missing); `isPositive` holds 1 for positive rows where the problem is binary. */
export function summariseLevels(
  codes: Int32Array,
  levels: readonly string[],
  isPositive: Uint8Array | null,
): LevelSummary {
  const counts = new Uint32Array(levels.length);
  const positives = new Uint32Array(levels.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code < 0) continue;
    counts[code]++;
    if (isPositive) positives[code] += isPositive[row];
  }
  const order = Uint32Array.from(levels.keys()).filter((code) => counts[code] > 0);
  const distinct = order.length;
  order.sort((a, b) => counts[b] - counts[a] || a - b);
  const shown = Array.from(order.subarray(0, mostShown), (code) => ({
    level: levels[code],
    count: counts[code],
    positive: isPositive ? positives[code] : null,
  }));
  return { distinct, levels: shown };
}
