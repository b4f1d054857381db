import { log } from '../core/math/log.ts';
import type { ForestMemory, PackedForest } from '../core/estimators/forest-kernels.ts';
import { Arena } from './arena.ts';

/** What of the compiled module predicts; see assembly/forest.ts. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  addTree(
    nodesAt: number,
    spansAt: number,
    root: number,
    next: number,
    nRows: number,
    firstAt: number,
    ordersAt: number,
    orderBytes: number,
    ranksAt: number,
    goesRightAt: number,
    scoresAt: number,
    stepBytes: number,
  ): void;
}

const nodeBytes = 24;
const spanBytes = 12;
const kinds = { leaf: 0, number: 1, category: 2 };

/** The memory of one prediction, an instance of the module of its own, with the forest laid out in it. */
export function openForest(module: WebAssembly.Module, forest: PackedForest): ForestMemory {
  const { blockRows, nOutputs, nColumns, roots, column, cut, isCategory, left, value, goesRight } = forest;
  const kernels = new WebAssembly.Instance(module, { logistic: { log } }).exports as unknown as Exports;
  const { memory } = kernels;
  const arena = new Arena(memory);
  const nNodes = column.length;
  const orderBytes = blockRows * 2;
  const nodesAt = arena.take(nNodes * nodeBytes);
  const spansAt = arena.take(nNodes * spanBytes);
  const firstAt = arena.take(orderBytes);
  const ordersAt = arena.take(2 * orderBytes);
  const ranksAt = arena.take(nColumns * blockRows * 2);
  const goesRightAt = arena.take(goesRight.length);
  const scoresAt = arena.take(blockRows * nOutputs * 8);

  const nodes = new DataView(memory.buffer, nodesAt, nNodes * nodeBytes);
  for (let node = 0; node < nNodes; node++) {
    const at = node * nodeBytes;
    const kind = column[node] < 0 ? kinds.leaf : isCategory[node] === 1 ? kinds.category : kinds.number;
    nodes.setInt32(at, column[node], true);
    nodes.setInt32(at + 4, cut[node], true);
    nodes.setInt32(at + 8, left[node], true);
    nodes.setInt32(at + 12, kind, true);
    nodes.setFloat64(at + 16, value[node], true);
  }
  new Uint16Array(memory.buffer, firstAt, blockRows).forEach((_, i, first) => (first[i] = i));
  new Uint8Array(memory.buffer, goesRightAt, goesRight.length).set(goesRight);

  return {
    ranks: new Uint16Array(memory.buffer, ranksAt, nColumns * blockRows),
    scores: new Float64Array(memory.buffer, scoresAt, blockRows * nOutputs),
    addTrees(nRows) {
      for (let t = 0; t < roots.length; t++) {
        const next = t + 1 < roots.length ? roots[t + 1] : nNodes;
        const own = scoresAt + (t % nOutputs) * 8;
        kernels.addTree(
          nodesAt,
          spansAt,
          roots[t],
          next,
          nRows,
          firstAt,
          ordersAt,
          orderBytes,
          ranksAt,
          goesRightAt,
          own,
          nOutputs * 8,
        );
      }
    },
  };
}
