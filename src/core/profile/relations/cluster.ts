/** Two clusters joined into one. Leaves are 0 … n - 1; the i-th merge makes cluster n + i. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  /** The mean distance between the members of the two. */
  readonly height: number;
}

/**
 * Average-linkage hierarchical clustering (UPGMA, Sokal & Michener 1958) of n things from their n × n distances, row-major;
 * a NaN distance counts as 1. The n - 1 merges come in ascending height, as scipy's linkage with method "average". Of equal
 * distances the pair that stands first is joined first. Time grows with n³.
 */
export function averageLinkage(distances: Float64Array, n: number): Merge[] {
  const between = distances.map((distance) => (Number.isNaN(distance) ? 1 : distance));
  const sizes = new Float64Array(n).fill(1);
  const name = Int32Array.from({ length: n }, (_, i) => i);
  const open = new Uint8Array(n).fill(1);
  const merges: Merge[] = [];
  for (let step = 0; step < n - 1; step++) {
    let a = -1;
    let b = -1;
    let least = Infinity;
    for (let i = 0; i < n; i++) {
      if (open[i] === 0) continue;
      for (let j = i + 1; j < n; j++) {
        if (open[j] === 1 && between[i * n + j] < least) {
          least = between[i * n + j];
          a = i;
          b = j;
        }
      }
    }
    merges.push({ left: name[a], right: name[b], height: least });
    for (let k = 0; k < n; k++) {
      if (open[k] === 0 || k === a || k === b) continue;
      const mean = (sizes[a] * between[a * n + k] + sizes[b] * between[b * n + k]) / (sizes[a] + sizes[b]);
      between[a * n + k] = mean;
      between[k * n + a] = mean;
    }
    sizes[a] += sizes[b];
    open[b] = 0;
    name[a] = n + step;
  }
  return merges;
}

/**
 * The leaves in the order of the tree, each branch turned so that its end lies next to what is nearest to it among the two
 * ends of the other. A permutation of 0 … n - 1.
 */
export function leafOrder(merges: readonly Merge[], distances: Float64Array, n: number): number[] {
  const branches: number[][] = Array.from({ length: n }, (_, i) => [i]);
  const distance = (i: number, j: number) => (Number.isNaN(distances[i * n + j]) ? 1 : distances[i * n + j]);
  for (const { left, right } of merges) {
    const [a, b] = [branches[left], branches[right]];
    const turns = [
      [a, b],
      [a, b.toReversed()],
      [a.toReversed(), b],
      [a.toReversed(), b.toReversed()],
    ] as const;
    const gap = ([first, second]: (typeof turns)[number]) => distance(first[first.length - 1], second[0]);
    const [first, second] = turns.reduce((best, turn) => (gap(turn) < gap(best) ? turn : best));
    branches.push([...first, ...second]);
  }
  return branches[branches.length - 1] ?? [];
}
