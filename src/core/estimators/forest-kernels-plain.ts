import type { ForestKernels, ForestMemory, PackedForest } from './forest-kernels.ts';

/**
 * All rows of a block go down a tree together: each node parts its rows by whole numbers, without a branch that depends on a
 * row. Each row reaches the leaf that it would reach alone.
 */
export const plainForestKernels: ForestKernels = { openForest };

function openForest(forest: PackedForest): ForestMemory {
  const { blockRows, nOutputs, nColumns, roots, column, cut, isCategory, left, value, goesRight } = forest;
  const ranks = new Uint16Array(nColumns * blockRows);
  const scores = new Float64Array(blockRows * nOutputs);
  const first = Uint16Array.from({ length: blockRows }, (_, i) => i);
  const orders = [new Uint16Array(blockRows), new Uint16Array(blockRows)];
  /** By node: its depth, and the part of an order that holds its rows. */
  const depth = new Uint16Array(column.length);
  const from = new Int32Array(column.length);
  const to = new Int32Array(column.length);

  function addTree(root: number, next: number, nRows: number, output: number): void {
    from[root] = 0;
    to[root] = nRows;
    for (let node = root; node < next; node++) {
      const begin = from[node];
      const stop = to[node];
      const order = node === root ? first : orders[depth[node] & 1];
      if (column[node] < 0) {
        const own = value[node];
        for (let i = begin; i < stop; i++) scores[order[i] * nOutputs + output] += own;
        continue;
      }
      const child = left[node];
      depth[child] = depth[child + 1] = node === root ? 1 : depth[node] + 1;
      const parted = orders[depth[child] & 1];
      const middle =
        isCategory[node] === 1
          ? partLevels(order, parted, begin, stop, ranks, column[node], goesRight, cut[node])
          : partNumbers(order, parted, begin, stop, ranks, column[node], cut[node]);
      from[child] = begin;
      to[child] = middle;
      from[child + 1] = middle;
      to[child + 1] = stop;
    }
  }

  return {
    ranks,
    scores,
    addTrees(nRows) {
      for (let t = 0; t < roots.length; t++) {
        addTree(roots[t], t + 1 < roots.length ? roots[t + 1] : column.length, nRows, t % nOutputs);
      }
    },
  };
}

// Rows that go left are written from the front, the others from the back. Each is written to both places; the one that does
// not count is written over by the next.

function partNumbers(
  order: Uint16Array,
  parted: Uint16Array,
  begin: number,
  stop: number,
  ranks: Uint16Array,
  column: number,
  cut: number,
): number {
  let front = begin;
  let back = stop - 1;
  for (let i = begin; i < stop; i++) {
    const row = order[i];
    const right = (cut - ranks[column + row]) >>> 31;
    parted[front] = row;
    parted[back] = row;
    front += 1 - right;
    back -= right;
  }
  return front;
}

function partLevels(
  order: Uint16Array,
  parted: Uint16Array,
  begin: number,
  stop: number,
  ranks: Uint16Array,
  column: number,
  goesRight: Uint8Array,
  at: number,
): number {
  let front = begin;
  let back = stop - 1;
  for (let i = begin; i < stop; i++) {
    const row = order[i];
    const right = goesRight[at + ranks[column + row]];
    parted[front] = row;
    parted[back] = row;
    front += 1 - right;
    back -= right;
  }
  return front;
}
