import { Cancelled, type Control } from '../math/control.ts';
import type { Rng } from '../math/rng.ts';
import type { TreeBuilder } from './tree-builder.ts';
import type { BinColumn } from './tree-columns.ts';
import type { Criterion, NodeRows } from './tree-criterion.ts';
import { createSplitSearch } from './tree-split.ts';

/** Where growth ends, and what is tried at each node. */
export interface GrowLimits {
  /** Questions from the top to any leaf at most; 0 for no end. */
  readonly maxDepth: number;
  /** Weight of rows in each leaf, at least. */
  readonly minRowsPerLeaf: number;
  /** Columns tried at each node: that many drawn among those that differ there. */
  readonly nTried: number;
  /** One random cut a column instead of the best one. */
  readonly randomCuts: boolean;
}

/** Rows times columns looked at between two turns of the event loop; a column costs as much as so many rows by itself. */
const workPerTurn = 1_000_000;
const rowsPerColumn = 30;

export interface TreeGrower {
  /** Grows one tree on `rows`, which it reorders; their weights stand by row, all above 0. Throws Cancelled. */
  readonly grow: (rows: Uint32Array, rowWeights: Float64Array) => Promise<void>;
}

/** Grows trees depth first into `builder`. Nodes of one target, or that no tried column can divide, become leaves. */
export function createTreeGrower(
  columns: readonly BinColumn[],
  criterion: Criterion,
  limits: GrowLimits,
  builder: TreeBuilder,
  rng: Rng,
  control: Control,
): TreeGrower {
  const { maxDepth, minRowsPerLeaf, nTried, randomCuts } = limits;
  const search = createSplitSearch(columns, criterion, minRowsPerLeaf, randomCuts ? rng : null);
  // Columns that are constant at a node stand first, as `nConstant` of them; below it, only the later ones move.
  const deck = Int32Array.from(columns.keys());
  let work = 0;
  let moved = new Uint32Array(0);

  async function rest(): Promise<void> {
    work = 0;
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
  }

  /** The rows that go left, then the others, each in their order; where the others begin. */
  function divide({ rows, start, end }: NodeRows, bins: Uint8Array, goesLeft: Uint8Array): number {
    let nLeft = start;
    let nRight = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i];
      const isLeft = goesLeft[bins[row]];
      rows[nLeft] = row;
      moved[nRight] = row;
      nLeft += isLeft;
      nRight += 1 - isLeft;
    }
    for (let i = 0; i < nRight; i++) rows[nLeft + i] = moved[i];
    return nLeft;
  }

  async function grow(rows: Uint32Array, rowWeights: Float64Array): Promise<void> {
    if (moved.length < rows.length) moved = new Uint32Array(rows.length);
    const waiting: { start: number; end: number; depth: number; nConstant: number; parent: number; isLeft: boolean }[] =
      [{ start: 0, end: rows.length, depth: 0, nConstant: 0, parent: -1, isLeft: false }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { start, end, depth, parent, isLeft } = next;
      const node: NodeRows = { rows, start, end, rowWeights };
      criterion.enter(node);
      work += end - start + rowsPerColumn;
      let { nConstant } = next;
      const small = criterion.weight() < 2 * minRowsPerLeaf;
      if (end - start < 2 || small || criterion.isPure() || (maxDepth > 0 && depth === maxDepth)) {
        builder.addLeaf(criterion, parent, isLeft);
        continue;
      }
      search.begin(node);
      let at = nConstant;
      for (let tried = 0; tried < nTried && at < deck.length; at++) {
        const drawn = nTried < deck.length ? at + rng.int(deck.length - at) : at;
        const column = deck[drawn];
        deck[drawn] = deck[at];
        if (search.tryColumn(column)) {
          deck[at] = column;
          tried++;
        } else {
          deck[at] = deck[nConstant];
          deck[nConstant++] = column;
        }
        work += end - start + rowsPerColumn;
        if (work > workPerTurn) await rest();
      }
      const split = search.finish();
      if (split.column < 0) {
        builder.addLeaf(criterion, parent, isLeft);
        continue;
      }
      const column = columns[split.column];
      const index = builder.addSplit(split, column, criterion, parent, isLeft);
      const middle = divide(node, column.bins, split.goesLeft);
      waiting.push({ start: middle, end, depth: depth + 1, nConstant, parent: index, isLeft: false });
      waiting.push({ start, end: middle, depth: depth + 1, nConstant, parent: index, isLeft: true });
    }
    await rest();
  }

  return { grow };
}
