import type { Rng } from '../math/rng.ts';

interface Groups {
  readonly sizes: readonly number[];
  /** counts[group * nStrata + stratum] */
  readonly counts: Float64Array;
  readonly totals: Float64Array;
}

function countGroups(groupOf: Int32Array, nGroups: number, strata: Int32Array, nStrata: number): Groups {
  const sizes = new Array<number>(nGroups).fill(0);
  const counts = new Float64Array(nGroups * nStrata);
  const totals = new Float64Array(nStrata);
  for (let i = 0; i < groupOf.length; i++) {
    sizes[groupOf[i]]++;
    counts[groupOf[i] * nStrata + strata[i]]++;
    totals[strata[i]]++;
  }
  return { sizes, counts, totals };
}

function sizesOf(groupOf: Int32Array, nGroups: number): Uint32Array {
  const sizes = new Uint32Array(nGroups);
  for (const group of groupOf) sizes[group]++;
  return sizes;
}

/** The positions of each group's rows, group after group. */
function gathered(groupOf: Int32Array, sizes: Uint32Array): Uint32Array {
  const next = new Uint32Array(sizes.length);
  for (let group = 1; group < sizes.length; group++) next[group] = next[group - 1] + sizes[group - 1];
  const positions = new Uint32Array(groupOf.length);
  groupOf.forEach((group, position) => (positions[next[group]++] = position));
  return positions;
}

/** The stratum that most rows of each group are in, the lowest on ties; groups may be as many as rows, and classes many. */
function stratumOfGroups(groupOf: Int32Array, sizes: Uint32Array, strata: Int32Array, nStrata: number): Int32Array {
  const positions = gathered(groupOf, sizes);
  const counts = new Uint32Array(nStrata);
  let end = 0;
  return Int32Array.from(sizes, (size) => {
    const own = positions.subarray(end, (end += size));
    for (const position of own) counts[strata[position]]++;
    let most = size > 0 ? strata[own[0]] : 0;
    for (const position of own) {
      const s = strata[position];
      if (counts[s] > counts[most] || (counts[s] === counts[most] && s < most)) most = s;
    }
    for (const position of own) counts[strata[position]] = 0;
    return most;
  });
}

/**
 * A 0/1 mark for each position: whole groups are drawn in random order and marked 1 where that brings the count of
 * marked rows of their stratum nearer to its share; a group belongs to the stratum of most of its rows. At least one
 * group is marked and one is not; needs two groups and a share up to 0.5.
 */
export function drawGroups(groupOf: Int32Array, nGroups: number, strata: Int32Array, nStrata: number, share: number, rng: Rng): Uint8Array {
  const sizes = sizesOf(groupOf, nGroups);
  const stratumOf = stratumOfGroups(groupOf, sizes, strata, nStrata);
  const wanted = new Float64Array(nStrata);
  for (let group = 0; group < nGroups; group++) wanted[stratumOf[group]] += sizes[group] * share;
  const marked = new Uint8Array(nGroups);
  const rows = new Float64Array(nStrata);
  for (const group of rng.permutation(nGroups)) {
    const s = stratumOf[group];
    if (Math.abs(rows[s] + sizes[group] - wanted[s]) >= Math.abs(rows[s] - wanted[s])) continue;
    marked[group] = 1;
    rows[s] += sizes[group];
  }
  if (!marked.includes(1)) marked[sizes.reduce((smallest, size, group) => (size < sizes[smallest] ? group : smallest), 0)] = 1;
  return Uint8Array.from(groupOf, (group) => marked[group]);
}

/**
 * A fold number in [0, nFolds) for each position, equal within a group. Groups are dealt largest first to the fold
 * where the classes they bring are scarcest, which balances both sizes and class shares, as scikit-learn's
 * StratifiedGroupKFold aims to. Needs at least nFolds groups; no fold is empty.
 */
export function dealGroups(
  groupOf: Int32Array,
  nGroups: number,
  strata: Int32Array,
  nStrata: number,
  nFolds: number,
  rng: Rng,
): Uint32Array {
  const { sizes, counts, totals } = countGroups(groupOf, nGroups, strata, nStrata);
  const order = Array.from(rng.permutation(nGroups)).sort((a, b) => sizes[b] - sizes[a]);
  const held = new Float64Array(nFolds * nStrata);
  const foldRows = new Float64Array(nFolds);
  const foldGroups = new Uint32Array(nFolds);
  const foldOf = new Uint32Array(nGroups);
  order.forEach((group, dealt) => {
    const emptyFolds = foldGroups.filter((count) => count === 0).length;
    const mustFill = nGroups - dealt <= emptyFolds;
    let best = -1;
    let bestCost = Infinity;
    for (let fold = 0; fold < nFolds; fold++) {
      if (mustFill && foldGroups[fold] > 0) continue;
      let cost = 0;
      for (let s = 0; s < nStrata; s++) {
        if (totals[s] > 0) cost += (held[fold * nStrata + s] * counts[group * nStrata + s]) / totals[s] ** 2;
      }
      if (cost < bestCost || (cost === bestCost && foldRows[fold] < foldRows[best])) {
        best = fold;
        bestCost = cost;
      }
    }
    foldOf[group] = best;
    foldGroups[best]++;
    foldRows[best] += sizes[group];
    for (let s = 0; s < nStrata; s++) held[best * nStrata + s] += counts[group * nStrata + s];
  });
  return Uint32Array.from(groupOf, (group) => foldOf[group]);
}
