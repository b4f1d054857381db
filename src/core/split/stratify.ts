import type { Rng } from '../math/rng.ts';

/** The positions 0 … n-1 in random order, brought together by stratum; strata in ascending order of their number. */
function shuffledByStratum(strata: Int32Array, nStrata: number, rng: Rng): Uint32Array[] {
  const members: number[][] = Array.from({ length: nStrata }, () => []);
  for (const position of rng.permutation(strata.length)) members[strata[position]].push(position);
  return members.map((positions) => Uint32Array.from(positions));
}

/**
 * A 0/1 mark for each of the n positions whose strata are given: 1 for round(n · share) of them (at least 1, at most
 * n - 1), drawn at random so that each stratum gives its own share to within one row. A stratum never gives all of its
 * rows while it has to: one of a single row stays at 0. One stratum for all makes it a plain random draw.
 */
export function drawShare(strata: Int32Array, nStrata: number, share: number, rng: Rng): Uint8Array {
  const n = strata.length;
  const wanted = Math.min(n - 1, Math.max(1, Math.round(n * share)));
  const members = shuffledByStratum(strata, nStrata, rng);
  const exact = members.map((positions) => positions.length * (wanted / n));
  const taken = members.map((positions, s) => Math.min(Math.floor(exact[s] + 1e-9), Math.max(0, positions.length - 1)));
  let left = wanted - taken.reduce((sum, count) => sum + count, 0);
  // Largest remainders first, the larger stratum on ties: rounding then moves no stratum by more than one row.
  const order = members.map((_, s) => s).sort((a, b) => exact[b] - taken[b] - (exact[a] - taken[a]) || members[b].length - members[a].length || a - b);
  for (const keepOne of [true, false]) {
    for (const s of order) {
      if (left === 0) break;
      const most = keepOne ? members[s].length - 1 : members[s].length;
      if (taken[s] >= most || taken[s] > exact[s]) continue;
      taken[s]++;
      left--;
    }
  }
  const marks = new Uint8Array(n);
  members.forEach((positions, s) => {
    for (let i = 0; i < taken[s]; i++) marks[positions[i]] = 1;
  });
  return marks;
}

/**
 * A fold number in [0, nFolds) for each position. The rows are dealt one by one, stratum after stratum, so that both
 * the folds' sizes and their count of each stratum differ by at most one.
 */
export function dealFolds(strata: Int32Array, nStrata: number, nFolds: number, rng: Rng): Uint32Array {
  const folds = new Uint32Array(strata.length);
  let dealt = 0;
  for (const positions of shuffledByStratum(strata, nStrata, rng)) {
    for (const position of positions) folds[position] = dealt++ % nFolds;
  }
  return folds;
}
