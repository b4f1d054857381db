/** One figure: the median of at least three runs after a warm-up, unless `measure` says otherwise. */
export interface BenchResult {
  readonly case: string;
  /** "atelier", or the peer's name and version. */
  readonly who: string;
  readonly measure: string;
  readonly unit: string;
  readonly value: number;
}

/** Atelier's figure divided by another's, or by a limit ("30 s"), and the bound asked of it, if any. */
export interface BenchRatio {
  readonly case: string;
  readonly measure: string;
  readonly against: string;
  readonly value: number;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** What a bench reports to while it runs. */
export interface BenchReport {
  /** The machine and the browser, in words and counts; a bench may add to it. */
  readonly environment: Record<string, string | number>;
  readonly results: BenchResult[];
  readonly ratios: BenchRatio[];
  /** Peers that are not installed here, and what was not measured for it. */
  readonly absent: string[];
  /** Says on the terminal what is going on. */
  say(line: string): void;
}

export interface Bench {
  readonly title: string;
  /** The folder of a page that measures by itself in any browser, where there is one. */
  readonly page?: string;
  run(report: BenchReport): Promise<void>;
}

/** Whether the ratio keeps within its bounds; one that is not a number does not. */
export function keepsBounds({ value, atMost, atLeast }: BenchRatio): boolean {
  if (atMost === undefined && atLeast === undefined) return true;
  return value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
}

/** The middle value, or the mean of the two middle ones; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
