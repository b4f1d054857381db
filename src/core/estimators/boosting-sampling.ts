import { drawFrom } from '../math/draw.ts';
import type { Rng } from '../math/rng.ts';
import type { BoostingParams } from './boosting-params.ts';

/** What one round of trees is grown on; both ascending. */
export interface Sample {
  readonly rows: Uint32Array;
  readonly columns: Int32Array;
  /** True where no row was left out. */
  readonly all: boolean;
}

/** Draws rows (without replacement) and columns for each round; at share 1 all of them, drawing nothing. */
export function createSampling(
  rows: Uint32Array,
  nColumns: number,
  params: BoostingParams,
  rng: Rng,
): { next(): Sample } {
  const columns = Int32Array.from({ length: nColumns }, (_, j) => j);
  const nRows = Math.max(1, Math.round(params.subsample * rows.length));
  const nKept = Math.max(Math.min(1, nColumns), Math.round(params.columnSample * nColumns));
  const rowDeck = rows.slice();
  const columnDeck = columns.slice();
  return {
    next: () => ({
      rows: nRows < rows.length ? drawFrom(rowDeck, nRows, rng).sort() : rows,
      columns: nKept < nColumns ? drawFrom(columnDeck, nKept, rng).sort() : columns,
      all: nRows >= rows.length,
    }),
  };
}
