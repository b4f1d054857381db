import { createRng, type Rng } from '../math/rng.ts';
import { quantileOfSorted } from '../stats/quantile.ts';

/** How many batches of no change are simulated for a null band. */
export const nullRounds = 300;

/** Ascending uniform numbers in (0, 1), as many as `into` holds: partial sums of exponential gaps over their total. */
function fillAscendingUniforms(into: Float64Array, uniform: () => number): void {
  let sum = 0;
  for (let i = 0; i < into.length; i++) {
    sum -= Math.log(1 - uniform());
    into[i] = sum;
  }
  const total = sum - Math.log(1 - uniform());
  for (let i = 0; i < into.length; i++) into[i] /= total;
}

/** The noise that batches of a given size have where nothing changed; the same for the same seed and size, in any order. */
export interface NullDraws {
  /**
   * The level below which 95% of `statistic` fall over simulated batches of `size` rows, each given as ascending
   * uniform numbers, the ranks of its rows in the reference. Above `mostSimulated` rows it simulates that many and
   * takes the noise to shrink with the square root of the size.
   */
  bandOfRanks(size: number, statistic: (ascending: Float64Array) => number): number;
  /** The level below which 95% of `statistic` fall over pairs of samples of these sizes, counted by cell. */
  bandOfCounts(shares: readonly number[], sizes: readonly [number, number], statistic: (a: Float64Array, b: Float64Array) => number): number;
}

/** Rows that are drawn one by one at most. */
const mostSimulated = 1000;

/** Sizes in steps of about 5% from 100 on, so that columns with a few missing cells share their draws. */
function roundedSize(size: number): number {
  if (size <= 100) return Math.max(1, Math.round(size));
  return Math.round(100 * 1.05 ** Math.floor(Math.log(size / 100) / Math.log(1.05)));
}

/** A Poisson number: by multiplication of uniforms (Knuth 1969) for small means, by the rounded normal for large ones. */
function poisson(mean: number, rng: Rng): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * rng.normal()));
  const limit = Math.exp(-mean);
  let product = rng.uniform();
  let count = 0;
  while (product > limit) {
    count++;
    product *= rng.uniform();
  }
  return count;
}

/** The counts by cell of a sample that ranks at ascending levels `u` where the cells have these shares. */
function countsOfRanks(shares: readonly number[], u: Float64Array): Float64Array {
  const counts = new Float64Array(shares.length);
  let cell = 0;
  let upTo = shares[0];
  for (const level of u) {
    while (level > upTo && cell < shares.length - 1) upTo += shares[++cell];
    counts[cell]++;
  }
  return counts;
}

/** Simulated batches for `seed`. */
export function createNullDraws(seed: number): NullDraws {
  const root = createRng(seed).fork('null-band');
  const cache = new Map<string, Float64Array[]>();
  const ascendingRanks = (stream: string, m: number, round: number): Float64Array => {
    const key = `${stream}:${m}`;
    const kept = cache.get(key) ?? [];
    if (kept[round]) return kept[round];
    const ascending = new Float64Array(m);
    fillAscendingUniforms(ascending, root.fork(`${key}:${round}`).uniform);
    kept[round] = ascending;
    cache.set(key, kept);
    return ascending;
  };
  const countsOf = (stream: string, shares: readonly number[], size: number, round: number): Float64Array => {
    if (size <= mostSimulated) return countsOfRanks(shares, ascendingRanks(stream, Math.max(1, Math.round(size)), round));
    const rng = root.fork(`${stream}:${size}:${round}`);
    // The cells of a large sample are as good as independent.
    return Float64Array.from(shares, (share) => poisson(share * size, rng));
  };
  const upper = (statistic: (round: number) => number) =>
    quantileOfSorted(Float64Array.from({ length: nullRounds }, (_, round) => statistic(round)).sort(), 0.95);
  return {
    bandOfRanks(size, statistic) {
      const m = roundedSize(Math.min(size, mostSimulated));
      return upper((round) => statistic(ascendingRanks('ranks', m, round))) * Math.sqrt(m / Math.max(1, size));
    },
    bandOfCounts(shares, [a, b], statistic) {
      return upper((round) => statistic(countsOf('a', shares, a, round), countsOf('b', shares, b, round)));
    },
  };
}
