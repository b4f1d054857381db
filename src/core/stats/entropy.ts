/** Shannon entropy of non-negative counts or weights, in nats; 0 where no more than one is positive, NaN for none. */
export function entropy(counts: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  if (total === 0) return NaN;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const share = counts[i] / total;
    if (share > 0) sum -= share * Math.log(share);
  }
  return sum;
}

/**
 * How uneven the counts are: 1 - H / log k over the k counts given, 0 where they are equal and 1 where all but one are 0.
 * NaN for fewer than two counts.
 */
export function imbalance(counts: ArrayLike<number>): number {
  return counts.length < 2 ? NaN : 1 - entropy(counts) / Math.log(counts.length);
}
