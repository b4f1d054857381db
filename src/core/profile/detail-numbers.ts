import { highest, lowest } from '../stats/extremes.ts';
import { countInBins, histogramEdges } from '../stats/histogram.ts';
import { medianAbsoluteDeviation } from '../stats/median-absolute-deviation.ts';
import { moments } from '../stats/moments.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import type { NumberDetail } from './column-detail.ts';
import { finitePart, finiteOfMarked } from './numeric-summary.ts';

const probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
/** Extremes and commonest values that are listed. */
const listed = 5;
const mostBins = 40;

/** The values that occur more than once in ascending `sorted`, most frequent first, of equals the lowest. */
function commonestOf(sorted: Float64Array): { value: number; count: number }[] {
  const found: { value: number; count: number }[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    const count = end - start;
    if (count > 1 && (found.length < listed || count > found[found.length - 1].count)) {
      let at = found.length;
      while (at > 0 && count > found[at - 1].count) at--;
      found.splice(at, 0, { value: sorted[start], count });
      if (found.length > listed) found.pop();
    }
    start = end;
  }
  return found;
}

/**
 * The detail of a column of numbers, given its present values ascending and which rows are of the positive class; null
 * where no value is finite.
 */
export function detailNumbers(values: Float64Array, sorted: Float64Array, isPositive: Uint8Array | null): NumberDetail | null {
  const finite = finitePart(sorted);
  if (finite.length === 0) return null;
  const edges = histogramEdges(finite, mostBins);
  let negative = 0;
  while (negative < finite.length && finite[negative] < 0) negative++;
  let upToZero = negative;
  while (upToZero < finite.length && finite[upToZero] === 0) upToZero++;
  return {
    finite: finite.length,
    zeros: upToZero - negative,
    negative,
    infinite: sorted.length - finite.length,
    min: finite[0],
    max: finite[finite.length - 1],
    ...moments(finite),
    medianAbsoluteDeviation: medianAbsoluteDeviation(finite),
    quantiles: probabilities.map((p) => ({ p, value: quantileOfSorted(finite, p) })),
    histogram: { edges, counts: countInBins(finite, edges), positive: isPositive && countInBins(finiteOfMarked(values, isPositive), edges) },
    lowest: lowest(values, listed),
    highest: highest(values, listed),
    commonest: commonestOf(finite),
  };
}
