/** The mean of `values` where value i counts `counts[i]` times; NaN when nothing counts. */
export function weightedMean(values: Float64Array, counts: Uint32Array): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    const count = counts[i];
    if (count === 0) continue;
    sum += count * values[i];
    weight += count;
  }
  return weight === 0 ? NaN : sum / weight;
}
