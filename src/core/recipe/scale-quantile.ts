import { normalQuantile } from '../math/normal-quantile.ts';

/** Quantiles of the training rows at equal steps from the least to the greatest value; none where there was no value. */
export interface QuantileScaleState {
  readonly quantiles: readonly number[];
  /** Whether shares become values of a standard normal distribution. */
  readonly normal: boolean;
}

const mostQuantiles = 1000;
/** Shares nearer to 0 and 1 than this are taken for it, so that the normal value stays finite: ±5.199, scikit-learn's bound. */
const leastShare = 1e-7 - Number.EPSILON;

/** Up to 1,000 quantiles (type 7) of the ascending values. */
export function fitQuantileScale(sorted: Float64Array, normal: boolean): QuantileScaleState {
  const size = Math.min(mostQuantiles, sorted.length);
  const quantiles = Array.from({ length: size }, (_, i) => {
    // (i (n - 1)) / (size - 1) is whole where an order statistic is meant; i / (size - 1) times n - 1 may miss it.
    const place = size > 1 ? (i * (sorted.length - 1)) / (size - 1) : 0;
    const below = Math.floor(place);
    const low = sorted[below];
    const high = sorted[Math.min(below + 1, sorted.length - 1)];
    return low === high ? low : low + (high - low) * (place - below);
  });
  for (let i = 1; i < size; i++) quantiles[i] = Math.max(quantiles[i - 1], quantiles[i]);
  return { quantiles, normal };
}

/** The different quantiles, ascending, with the first and the last share at which each stands. */
interface Ladder {
  readonly rungs: Float64Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
}

function ladderOf(quantiles: readonly number[]): Ladder {
  const size = quantiles.length;
  const starts: number[] = [];
  for (let i = 0; i < size; i++) if (i === 0 || quantiles[i] !== quantiles[i - 1]) starts.push(i);
  const share = (i: number) => (size > 1 ? i / (size - 1) : 0);
  return {
    rungs: Float64Array.from(starts, (i) => quantiles[i]),
    first: Float64Array.from(starts, share),
    last: Float64Array.from(starts, (_, k) => share((starts[k + 1] ?? size) - 1)),
  };
}

/** The share of training values up to `value`: linear between quantiles, the middle of its range at one that repeats. */
function shareAt({ rungs, first, last }: Ladder, value: number): number {
  const top = rungs.length - 1;
  if (value <= rungs[0]) return 0;
  if (value >= rungs[top]) return 1;
  let low = 0;
  let high = top;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (rungs[middle] <= value) low = middle;
    else high = middle;
  }
  if (rungs[low] === value) return (first[low] + last[low]) / 2;
  return last[low] + ((value - rungs[low]) / (rungs[high] - rungs[low])) * (first[high] - last[low]);
}

/** Where each value stands among the training values, as a share or as a normal value; NaN stays NaN, and without any the middle. */
export function quantileScale(values: Float64Array, { quantiles, normal }: QuantileScaleState): Float64Array {
  const ladder = ladderOf(quantiles);
  const scaled = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) {
      scaled[row] = NaN;
      continue;
    }
    const share = quantiles.length === 0 ? 0.5 : shareAt(ladder, value);
    scaled[row] = normal ? normalQuantile(Math.min(1 - leastShare, Math.max(leastShare, share))) : share;
  }
  return scaled;
}
