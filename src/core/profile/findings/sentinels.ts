import { quantileOfSorted } from '../../stats/quantile.ts';
import { labelKey } from '../../recipe/label-key.ts';

/** A value that may stand for "unknown". */
export interface Sentinel {
  /** As it stands in the file. */
  readonly value: string;
  readonly count: number;
  /** The rest of the column leaves hardly another reading. */
  readonly certain: boolean;
}

const negativeCodes = new Set([-1, -9, -99, -999, -9999, -99999, -999999]);
const largeCodes = new Set([99, 999, 9999, 99999, 999999]);

/** Fewer cells, or fewer other values, do not tell a code from a value. */
const fewestCells = 5;
const fewestOthers = 8;
const leastShare = 0.001;

/** Whether numbers with these ends can hold a code at all, so that only such columns need to be sorted. */
export function mayHoldSentinels(min: number, max: number, distinct: number): boolean {
  return distinct > fewestOthers && (negativeCodes.has(min) || largeCodes.has(max) || min === 0);
}

interface Run {
  readonly value: number;
  readonly count: number;
}

function runsOf(sorted: Float64Array): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (Number.isFinite(sorted[start])) runs.push({ value: sorted[start], count: end - start });
    start = end;
  }
  return runs;
}

/** A code below zero in a column that otherwise has nothing below zero, far off or far more frequent than values near it. */
function below(runs: readonly Run[], { value, count }: Run, range: number): Sentinel | null {
  const rest = runs.slice(1);
  if (!negativeCodes.has(value) || rest[0].value < 0) return null;
  const near = rest.slice(0, 5).reduce((most, run) => Math.max(most, run.count), 0);
  const far = rest[0].value - value > range;
  const whole = rest.every((run) => Number.isInteger(run.value));
  const spike = whole ? count >= 3 * near : count >= fewestCells * 2 && count > near;
  return far || spike ? { value: String(value), count, certain: true } : null;
}

/** A code of nines above everything else, further away than the rest is wide. */
function above(runs: readonly Run[], { value, count }: Run, range: number): Sentinel | null {
  const next = runs[runs.length - 2].value;
  return largeCodes.has(value) && value - next > range ? { value: String(value), count, certain: false } : null;
}

/** Zeros in a column whose other values are all far above zero. */
function zeros(sorted: Float64Array, runs: readonly Run[]): Sentinel | null {
  if (runs[0].value !== 0) return null;
  const { count } = runs[0];
  const rest = sorted.subarray(count);
  const middle = quantileOfSorted(rest, 0.5);
  const least = runs[1].value;
  const rare = count < 0.01 * sorted.length;
  return count >= 3 && count <= 0.5 * sorted.length && least >= (rare ? 0.3 : 0.15) * middle ? { value: '0', count, certain: false } : null;
}

/**
 * Codes for "unknown" among numbers, from the present values in ascending order: -1, -9, -99, … where nothing else is
 * negative, 99, 999, … beyond the rest by more than its range, and zeros where all else is far above. Found only at the
 * ends of columns with at least eight other values.
 */
export function numberSentinels(sorted: Float64Array): Sentinel[] {
  const runs = runsOf(sorted);
  if (runs.length <= fewestOthers) return [];
  const first = runs[0];
  const last = runs[runs.length - 1];
  const enough = ({ count }: Run) => count >= Math.max(fewestCells, leastShare * sorted.length);
  const found = [
    enough(first) ? below(runs, first, last.value - runs[1].value) : null,
    enough(last) ? above(runs, last, runs[runs.length - 2].value - first.value) : null,
    zeros(sorted, runs),
  ];
  return found.filter((sentinel) => sentinel !== null);
}

/** Words that say that a value is not there; those that are as often a level of their own are offered only. */
const certainWords = new Set(['unknown', 'missing', 'n/a', 'na', 'nan', 'null', 'nil', 'undefined', 'not available', 'not known', 'not recorded', 'unspecified', 'not specified', 'no data', 'no answer', '?', '??', '#n/a']);
const possibleWords = new Set(['none', 'not applicable', '-', '--', '.', 'x', '-1', '-9', '-99', '-999', '99', '999', '9999', 'unk', 'tbd', 'blank', 'empty', 'refused']);

/** Words and codes for "unknown" among labels; a column of two labels, or one whose labels are all such words, has none. */
export function labelSentinels(counts: readonly { readonly level: string; readonly count: number }[]): Sentinel[] {
  const found = counts.flatMap(({ level, count }): Sentinel[] => {
    const word = labelKey(level);
    if (count === 0 || !(certainWords.has(word) || possibleWords.has(word))) return [];
    return [{ value: level, count, certain: certainWords.has(word) }];
  });
  const others = counts.filter(({ count }) => count > 0).length - found.length;
  // "x" or "-" beside one other label is as likely a mark that something holds.
  return found.filter(({ certain, value }) => others >= (certain ? 2 : 3) && !(/^[x.]$/i.test(value.trim()) && others < fewestOthers));
}
