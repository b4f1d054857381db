import type { FoundSplit } from './tree-split.ts';
import { wordsOf, type TreesState } from './trees-state.ts';
import type { BinColumn } from './tree-columns.ts';
import type { Criterion } from './tree-criterion.ts';

type Numbers = Int32Array | Float32Array | Float64Array | Uint8Array | Uint32Array;

/** An array that doubles as it fills. */
function growing<Kind extends Numbers>(create: (length: number) => Kind) {
  let values = create(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value: number) {
      if (length === values.length) {
        const longer = create(2 * length);
        longer.set(values);
        values = longer;
      }
      values[length++] = value;
    },
    set(index: number, value: number) {
      values[index] = value;
    },
    done: () => values.slice(0, length) as Kind,
  };
}

/** Takes splits and leaves as they are grown, parents first, for all trees of a model. */
export interface TreeBuilder {
  /** Adds what a criterion's node became, below `parent` (-1: the top of a new tree), on its left or right. */
  readonly addSplit: (
    split: FoundSplit,
    column: BinColumn,
    criterion: Criterion,
    parent: number,
    isLeft: boolean,
  ) => number;
  readonly addLeaf: (criterion: Criterion, parent: number, isLeft: boolean) => void;
  readonly done: () => TreesState;
  /** Weighted squared error at splits and leaves; empty unless `keepSeen`. */
  readonly risks: () => { readonly splits: Float64Array; readonly leaves: Float64Array };
}

/**
 * Collects trees of leaves with `width` numbers. With `keepSeen`, what each node saw is kept, as is every leaf; else
 * leaves of one certain class are one leaf for all trees.
 */
export function createTreeBuilder(
  width: number,
  outputClasses: readonly number[],
  columns: readonly BinColumn[],
  keepSeen: boolean,
): TreeBuilder {
  const roots = growing((n) => new Int32Array(n));
  const feature = growing((n) => new Int32Array(n));
  const threshold = growing((n) => new Float32Array(n));
  const left = growing((n) => new Int32Array(n));
  const right = growing((n) => new Int32Array(n));
  const missingLeft = growing((n) => new Uint8Array(n));
  const set = growing((n) => new Int32Array(n));
  const sets = growing((n) => new Uint32Array(n));
  const values = growing((n) => new Float64Array(n));
  const splitValues = growing((n) => new Float64Array(n));
  const rows = { splits: growing((n) => new Float64Array(n)), leaves: growing((n) => new Float64Array(n)) };
  const risks = { splits: growing((n) => new Float64Array(n)), leaves: growing((n) => new Float64Array(n)) };
  const own = new Float64Array(width);
  const hasLevels = columns.some(({ thresholds }) => thresholds === null);
  /** Leaves of one certain class, by the class; -1 where there is none yet. */
  const certain = new Int32Array(outputClasses.length).fill(-1);

  function hang(child: number, parent: number, isLeft: boolean): void {
    if (parent < 0) roots.push(child);
    else (isLeft ? left : right).set(parent, child);
  }

  function keep(criterion: Criterion, what: 'splits' | 'leaves'): void {
    rows[what].push(criterion.weight());
    risks[what].push(criterion.risk());
  }

  return {
    addSplit: (split, column, criterion, parent, isLeft) => {
      const index = feature.length;
      feature.push(column.feature);
      threshold.push(split.threshold);
      left.push(0);
      right.push(0);
      missingLeft.push(split.missingLeft ? 1 : 0);
      if (hasLevels) {
        set.push(column.thresholds ? -1 : sets.length);
        if (!column.thresholds) {
          for (let word = 0; word < wordsOf(column.nBins); word++) {
            let bits = 0;
            for (let b = 32 * word; b < Math.min(column.nBins, 32 * word + 32); b++)
              bits |= split.goesLeft[b] << (b & 31);
            sets.push(bits >>> 0);
          }
        }
      }
      hang(index, parent, isLeft);
      if (keepSeen) {
        criterion.writeValues(own, 0);
        own.forEach((value) => splitValues.push(value));
        keep(criterion, 'splits');
      }
      return index;
    },
    addLeaf: (criterion, parent, isLeft) => {
      criterion.writeValues(own, 0);
      const only = keepSeen || outputClasses.length === 0 ? -1 : certainClass(own);
      let leaf = only < 0 ? -1 : certain[only];
      if (leaf < 0) {
        leaf = values.length / width;
        for (let k = 0; k < width; k++) values.push(own[k]);
        if (only >= 0) certain[only] = leaf;
      }
      hang(~leaf, parent, isLeft);
      if (keepSeen) keep(criterion, 'leaves');
    },
    done: () => ({
      outputClasses,
      width,
      roots: roots.done(),
      feature: feature.done(),
      threshold: threshold.done(),
      left: left.done(),
      right: right.done(),
      missingLeft: missingLeft.done(),
      set: set.done(),
      sets: sets.done(),
      values: values.done(),
      levelBins: Object.fromEntries(
        columns.flatMap((one) => (one.levelBins ? [[one.feature, one.levelBins.slice()] as const] : [])),
      ),
      seen: keepSeen
        ? { splitRows: rows.splits.done(), leafRows: rows.leaves.done(), splitValues: splitValues.done() }
        : null,
    }),
    risks: () => ({ splits: risks.splits.done(), leaves: risks.leaves.done() }),
  };
}

/** The output that a leaf is certain of, -1 where there is none; one value is the share of the later of two classes. */
function certainClass(values: Float64Array): number {
  if (values.length === 1) return values[0] === 0 ? 0 : values[0] === 1 ? 1 : -1;
  return values.indexOf(1);
}
