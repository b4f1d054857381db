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
      rows: nRows < rows.length ? draw(rowDeck, nRows, rng).sort() : rows,
      columns: nKept < nColumns ? draw(columnDeck, nKept, rng).sort() : columns,
      all: nRows >= rows.length,
    }),
  };
}

/** The first `count` of `deck` after as many steps of Fisher-Yates; the deck stays shuffled, which harms no later draw. */
function draw<Deck extends Uint32Array | Int32Array>(deck: Deck, count: number, rng: Rng): Deck {
  for (let i = 0; i < count; i++) {
    const j = i + rng.int(deck.length - i);
    const swapped = deck[i];
    deck[i] = deck[j];
    deck[j] = swapped;
  }
  return deck.slice(0, count) as Deck;
}
