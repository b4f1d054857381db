import { countInBins, histogramEdges } from '../stats/histogram.ts';
import { moments } from '../stats/moments.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import { sortNumbers } from '../stats/sort-numbers.ts';
import type { NumericSummary } from './profile.ts';

/** The finite ones of ascending `sorted`, which may begin and end with infinities. */
export function finitePart(sorted: Float64Array): Float64Array {
  let start = 0;
  let end = sorted.length;
  while (start < end && sorted[start] === -Infinity) start++;
  while (end > start && sorted[end - 1] === Infinity) end--;
  return sorted.subarray(start, end);
}

/** The values that are not NaN, ascending; `values` is left as it is. */
export function sortedPresent(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) present[count++] = values[i];
  return sortNumbers(present.subarray(0, count));
}

/** The finite values of the rows marked 1, in the order of the rows. */
export function finiteOfMarked(values: Float64Array, marked: Uint8Array): Float64Array {
  const found = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (marked[i] === 1 && Number.isFinite(values[i])) found[count++] = values[i];
  return found.subarray(0, count);
}

/** The number of distinct values in ascending `sorted`. */
export function countDistinct(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

/**
 * What a column of numbers looks like, from its present values in ascending order; infinite ones are counted and otherwise
 * left out. `positive` holds the values of positive rows, in any order, where the problem is binary. Null where no value is
 * finite.
 */
export function summariseNumbers(sorted: Float64Array, positive: Float64Array | null, mostBins = 24): NumericSummary | null {
  const finite = finitePart(sorted);
  if (finite.length === 0) return null;
  const edges = histogramEdges(finite, mostBins);
  const shape = moments(finite);
  let zeros = 0;
  for (const value of finite) if (value === 0) zeros++;
  return {
    min: finite[0],
    max: finite[finite.length - 1],
    mean: shape.mean,
    standardDeviation: shape.standardDeviation,
    skewness: shape.skewness,
    median: quantileOfSorted(finite, 0.5),
    quantile25: quantileOfSorted(finite, 0.25),
    quantile75: quantileOfSorted(finite, 0.75),
    zeros,
    infinite: sorted.length - finite.length,
    histogram: { edges, counts: countInBins(finite, edges), positive: positive && countInBins(positive, edges) },
  };
}
