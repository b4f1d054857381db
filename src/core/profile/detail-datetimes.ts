import { highest, lowest } from '../stats/extremes.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import type { DatetimeDetail, Gap } from './column-detail.ts';
import { finiteOfMarked } from './numeric-summary.ts';
import { granularityOf, monthOf, periodsOver } from './time-periods.ts';

const listed = 5;
/** A gap this many times the usual step and the median one is long. */
const longGapSteps = 5;
/** Instants that a date can hold. */
const furthest = 8.64e15;

function distinctOf(sorted: Float64Array): Float64Array {
  const distinct = new Float64Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct[count++] = sorted[i];
  return distinct.subarray(0, count);
}

function stepsOf(places: ArrayLike<number>): Float64Array {
  const steps = new Float64Array(Math.max(0, places.length - 1));
  for (let i = 0; i < steps.length; i++) steps[i] = places[i + 1] - places[i];
  return steps;
}

/** The longest run in ascending `sorted`: its value and length; of equal runs the first. */
function longestRun(sorted: Float64Array): { value: number; length: number } {
  let best = { value: NaN, length: 0 };
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start > best.length) best = { value: sorted[start], length: end - start };
    start = end;
  }
  return best;
}

function longestGapOf(distinct: Float64Array): Gap | null {
  let widest = 0;
  for (let i = 1; i < distinct.length - 1; i++) {
    if (distinct[i + 1] - distinct[i] > distinct[widest + 1] - distinct[widest]) widest = i;
  }
  return distinct.length < 2 ? null : { from: distinct[widest], to: distinct[widest + 1] };
}

function countFrom(ascending: Float64Array, starts: readonly number[], end: number): number[] {
  const counts = new Array<number>(starts.length).fill(0);
  let at = 0;
  for (const value of ascending) {
    while (at + 1 < starts.length && value >= starts[at + 1]) at++;
    if (value >= starts[at] && value < end) counts[at]++;
  }
  return counts;
}

/**
 * The detail of a column of instants, given its present values ascending and which rows are of the positive class; null
 * where there are none. Steps between whole months or years are counted in months, so that "every month" is regular.
 */
export function detailDatetimes(values: Float64Array, sorted: Float64Array, isPositive: Uint8Array | null): DatetimeDetail | null {
  const inRange = sorted.filter((value) => Math.abs(value) <= furthest);
  if (inRange.length === 0) return null;
  const distinct = distinctOf(inRange);
  const granularity = granularityOf(distinct);
  const calendar = granularity === 'month' || granularity === 'year';
  const steps = stepsOf(calendar ? Float64Array.from(distinct, monthOf) : distinct).sort();
  const usual = longestRun(steps);
  const typical = Math.max(usual.value, quantileOfSorted(steps, 0.5));
  const longestGap = longestGapOf(distinct);
  const [min, max] = [inRange[0], inRange[inRange.length - 1]];
  const { unit, starts, end } = periodsOver(min, max, granularity);
  return {
    min,
    max,
    median: quantileOfSorted(inRange, 0.5),
    granularity,
    usualStep: steps.length === 0 ? null : { unit: calendar ? 'month' : 'millisecond', count: usual.value },
    regular: steps.length === 0 ? 0 : usual.length / steps.length,
    longestGap,
    longGaps: steps.reduce((count, step) => count + (step >= longGapSteps * typical ? 1 : 0), 0),
    overTime: {
      unit,
      starts,
      end,
      counts: countFrom(inRange, starts, end),
      positive: isPositive && countFrom(finiteOfMarked(values, isPositive).sort(), starts, end),
    },
    earliest: lowest(values, listed),
    latest: highest(values, listed),
  };
}
