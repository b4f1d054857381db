import type { KnnMetric } from './knn-params.ts';
import type { KnnTree } from './knn-tree.ts';

/** The neighbours of one query, nearest first, in buffers that the next query overwrites. */
export interface Neighbours {
  readonly count: number;
  readonly rows: Int32Array;
  /** Squared where the metric is euclidean. */
  readonly distances: Float64Array;
  /** Weight of the neighbours at the last distance, and what of it was needed to make up k. */
  readonly lastWeight: number;
  readonly lastNeeded: number;
  /** Index of the first neighbour at the last distance. */
  readonly lastStart: number;
}

/**
 * A search for the nearest rows whose weights sum to k, all those of the last distance with them: which they are does
 * not depend on the order of rows. Exact: a side of the tree is left out only where all of it is farther away.
 */
export function createKnnSearch(
  values: Float32Array,
  weights: Float64Array | null,
  tree: KnnTree,
  { nRows: n, p }: { readonly nRows: number; readonly p: number },
  k: number,
  metric: KnnMetric,
): (query: Float32Array, at: number) => Neighbours {
  const nNodes = tree.splitFeature.length;
  const squared = metric === 'euclidean';
  const offsets = new Float64Array(p);
  let rows = new Int32Array(64);
  let distances = new Float64Array(64);
  let count = 0;
  /** Weight of the neighbours nearer than the last distance, and of those at it. */
  let nearer = 0;
  let atLast = 0;
  let bound = Infinity;

  function insert(row: number, distance: number): void {
    const weight = weights ? weights[row] : 1;
    if (count === rows.length) [rows, distances] = [grown(rows, Int32Array), grown(distances, Float64Array)];
    let at = count;
    if (count > 0 && distance < distances[count - 1]) {
      let low = 0;
      while (low < at) {
        const middle = (low + at) >> 1;
        if (distances[middle] <= distance) low = middle + 1;
        else at = middle;
      }
      rows.copyWithin(at + 1, at, count);
      distances.copyWithin(at + 1, at, count);
      nearer += weight;
    } else if (count > 0 && distance === distances[count - 1]) atLast += weight;
    else {
      nearer += atLast;
      atLast = weight;
    }
    rows[at] = row;
    distances[at] = distance;
    count++;
    while (nearer >= k) dropLast();
    bound = nearer + atLast >= k ? distances[count - 1] : Infinity;
  }

  /** Takes away the neighbours at the last distance. */
  function dropLast(): void {
    const farthest = distances[count - 1];
    while (distances[count - 1] === farthest) count--;
    atLast = 0;
    for (let i = count - 1; i >= 0 && distances[i] === distances[count - 1]; i--)
      atLast += weights ? weights[rows[i]] : 1;
    nearer -= atLast;
  }

  function readLeaf(start: number, end: number, query: Float32Array, at: number): void {
    for (let row = start, x = start * p; row < end; row++, x += p) {
      const distance = squared
        ? squaredDistance(values, x, query, at, p, bound)
        : absoluteDistance(values, x, query, at, p, bound);
      if (distance <= bound) insert(row, distance);
    }
  }

  /** `least` is no more than the distance to any row of the node, with the part of each feature in `offsets`. */
  function visit(m: number, start: number, end: number, least: number, query: Float32Array, at: number): void {
    if (m >= nNodes) {
      readLeaf(start, end, query, at);
      return;
    }
    const middle = (start + end) >> 1;
    const feature = tree.splitFeature[m];
    const difference = query[at + feature] - tree.splitValue[m];
    const own = squared ? difference * difference : Math.abs(difference);
    const below = difference < 0;
    visit(2 * m + (below ? 1 : 2), below ? start : middle, below ? middle : end, least, query, at);
    const before = offsets[feature];
    // Rounding may have raised the sum by some units in the last place, which must not leave out a row at the very bound.
    const beyond = least - before + own;
    if (beyond * (1 - 1e-12) > bound) return;
    offsets[feature] = own;
    visit(2 * m + (below ? 2 : 1), below ? middle : start, below ? end : middle, beyond, query, at);
    offsets[feature] = before;
  }

  return (query, at) => {
    count = 0;
    nearer = 0;
    atLast = 0;
    bound = Infinity;
    visit(0, 0, n, 0, query, at);
    let lastStart = count;
    while (lastStart > 0 && distances[lastStart - 1] === distances[count - 1]) lastStart--;
    return { count, rows, distances, lastWeight: atLast, lastNeeded: Math.min(atLast, k - nearer), lastStart };
  };
}

function grown<A extends Int32Array | Float64Array>(from: A, kind: new (length: number) => A): A {
  const larger = new kind(2 * from.length);
  larger.set(from);
  return larger;
}

/** Σ (a - b)², or something above `bound` as soon as the sum is. */
function squaredDistance(
  values: Float32Array,
  x: number,
  query: Float32Array,
  at: number,
  p: number,
  bound: number,
): number {
  let sum = 0;
  let j = 0;
  for (; j + 3 < p; j += 4) {
    const a = values[x + j] - query[at + j];
    const b = values[x + j + 1] - query[at + j + 1];
    const c = values[x + j + 2] - query[at + j + 2];
    const d = values[x + j + 3] - query[at + j + 3];
    sum += a * a + b * b + (c * c + d * d);
    if (sum > bound) return sum;
  }
  for (; j < p; j++) {
    const a = values[x + j] - query[at + j];
    sum += a * a;
  }
  return sum;
}

/** Σ |a - b|, or something above `bound` as soon as the sum is. */
function absoluteDistance(
  values: Float32Array,
  x: number,
  query: Float32Array,
  at: number,
  p: number,
  bound: number,
): number {
  let sum = 0;
  let j = 0;
  for (; j + 3 < p; j += 4) {
    const a = Math.abs(values[x + j] - query[at + j]) + Math.abs(values[x + j + 1] - query[at + j + 1]);
    sum += a + (Math.abs(values[x + j + 2] - query[at + j + 2]) + Math.abs(values[x + j + 3] - query[at + j + 3]));
    if (sum > bound) return sum;
  }
  for (; j < p; j++) sum += Math.abs(values[x + j] - query[at + j]);
  return sum;
}
