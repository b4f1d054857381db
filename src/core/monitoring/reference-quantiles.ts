import { quantileOfSorted } from '../stats/quantile.ts';
import type { NumericReference } from './monitoring.ts';

const tail = [0, 0.0005, 0.001, 0.002, 0.005];

/** The levels at which a reference keeps quantiles: every percent, and finer within one percent of both ends. */
export const referenceProbabilities: readonly number[] = [
  ...tail,
  ...Array.from({ length: 99 }, (_, i) => (i + 1) / 100),
  ...tail.map((p) => 1 - p).reverse(),
];

/** The quantiles of ascending `sorted` at `referenceProbabilities`; empty for no values. */
export function referenceQuantiles(sorted: Float64Array): number[] {
  return sorted.length === 0 ? [] : referenceProbabilities.map((p) => quantileOfSorted(sorted, p));
}

type Quantiles = Pick<NumericReference, 'probabilities' | 'quantiles'>;

/** The reference's values at ascending levels `u` in [0, 1], linear between its quantiles; ascending, as long as `u`. */
export function referenceValuesAt({ probabilities, quantiles }: Quantiles, u: Float64Array): Float64Array {
  const values = new Float64Array(u.length);
  let k = 0;
  for (let i = 0; i < u.length; i++) {
    while (k < probabilities.length - 2 && u[i] > probabilities[k + 1]) k++;
    const share = (u[i] - probabilities[k]) / (probabilities[k + 1] - probabilities[k]);
    values[i] = quantiles[k] + share * (quantiles[k + 1] - quantiles[k]);
  }
  return values;
}

/** The area between 0 and a line that goes from `start` to `end` over `width`, taken as positive throughout. */
function absoluteArea(start: number, end: number, width: number): number {
  if (start >= 0 === end >= 0) return (Math.abs(start + end) / 2) * width;
  return ((start * start + end * end) / (2 * Math.abs(end - start))) * width;
}

/**
 * The 1-Wasserstein distance of a sample, ascending, from the reference: the exact area between the sample's step-wise
 * quantile function and the reference's, which is linear between its quantiles. In the unit of the values; NaN where
 * either is empty.
 */
export function wassersteinFromReference({ probabilities, quantiles }: Quantiles, sorted: Float64Array): number {
  const n = sorted.length;
  if (n === 0 || quantiles.length === 0) return NaN;
  let area = 0;
  let from = 0;
  let i = 0;
  let k = 0;
  let low = quantiles[0];
  while (i < n && k < probabilities.length - 1) {
    const sampleEnd = (i + 1) / n;
    const referenceEnd = probabilities[k + 1];
    const to = Math.min(sampleEnd, referenceEnd);
    const share = (to - probabilities[k]) / (referenceEnd - probabilities[k]);
    const high = quantiles[k] + share * (quantiles[k + 1] - quantiles[k]);
    area += absoluteArea(low - sorted[i], high - sorted[i], to - from);
    from = to;
    low = high;
    if (sampleEnd <= to) i++;
    if (referenceEnd <= to) k++;
  }
  return area;
}
