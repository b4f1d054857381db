import { quantileOfSorted } from './quantile.ts';

/**
 * The p-quantile of `values` (any order, left as they are), where a value of weight 2 counts as the value twice: linear between
 * order statistics (type 7) of the values so repeated. Without weights, of weights that are no whole numbers, or where the sum
 * is below 1, it reads on continuously. NaN for no values of weight above 0; p is taken into [0, 1].
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array | null, p: number): number {
  if (!weights) return quantileOfSorted(values.slice().sort(), p);
  const order = Uint32Array.from(values.keys()).filter((i) => weights[i] > 0);
  order.sort((a, b) => values[a] - values[b] || a - b);
  if (order.length === 0) return NaN;
  let total = 0;
  for (const i of order) total += weights[i];
  const place = Math.min(1, Math.max(0, p)) * Math.max(0, total - 1);
  const below = Math.floor(place);
  let passed = 0;
  let low = NaN;
  for (const i of order) {
    passed += weights[i];
    if (Number.isNaN(low) && below < passed) low = values[i];
    if (below + 1 < passed) return low + (values[i] - low) * (place - below);
  }
  const last = values[order[order.length - 1]];
  return Number.isNaN(low) ? last : low + (last - low) * (place - below);
}
