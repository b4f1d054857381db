import type { BenchRatio, BenchReport } from '../bench.ts';
import { median } from '../bench.ts';

/** How a ratio is bounded; empty for a ratio that is only told. */
export type Bound = Pick<BenchRatio, 'atMost' | 'atLeast'>;

/** One contestant: who it is, and how it is measured once. */
export interface Contestant {
  readonly who: string;
  readonly once: () => Promise<number>;
  /** What is asked of the first contestant's figure divided by this one's. */
  readonly bound?: Bound;
}

export const runs = 3;

/**
 * The medians of contestants that are measured by turns, `runs` times each, so that a busy machine slows all alike; the first is
 * compared with each of the others.
 */
export async function compare(report: BenchReport, row: { readonly case: string; readonly measure: string; readonly unit: string }, contestants: readonly Contestant[]): Promise<void> {
  const values = contestants.map((): number[] => []);
  for (let run = 0; run < runs; run++) {
    for (const [c, { once }] of contestants.entries()) values[c].push(await once());
  }
  const medians = values.map(median);
  contestants.forEach(({ who }, c) => {
    report.say(`${row.case}: ${who} ${values[c].map((value) => value.toPrecision(3)).join(' ')} ${row.unit}`);
    report.results.push({ ...row, who, value: medians[c] });
  });
  contestants.slice(1).forEach(({ who, bound }, c) => {
    report.ratios.push({ case: row.case, measure: row.measure, against: who, value: medians[0] / medians[c + 1], ...bound });
  });
}

/** By what factor a figure grew; 1 where it stayed the same, also at 0, and Infinity where it came from 0. */
export function growth(before: number, after: number): number {
  return before === after ? 1 : after / before;
}
