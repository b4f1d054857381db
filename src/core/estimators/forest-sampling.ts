import { drawFrom } from '../math/draw.ts';
import type { Rng } from '../math/rng.ts';

/** The rows that one tree is grown on, ascending, and their weights by row of the table. */
export interface TreeSample {
  readonly rows: Uint32Array;
  readonly rowWeights: Float64Array;
}

export interface TreeSampling {
  /** A sample drawn with `rng`; valid until the next one is drawn. */
  readonly next: (rng: Rng) => TreeSample;
}

/**
 * Draws as many of `rows` as `share` says for each tree. With replacement rows are drawn in proportion to their weights,
 * and weigh as often as they were drawn; without, each row is drawn at most once and keeps its weight.
 */
export function createTreeSampling(
  rows: Uint32Array,
  nRows: number,
  weights: Float64Array | null,
  withReplacement: boolean,
  share: number,
): TreeSampling {
  const count = Math.max(1, Math.round(share * rows.length));
  if (withReplacement) return bootstrap(rows, nRows, weights, count);
  const rowWeights = weights ?? new Float64Array(nRows).fill(1);
  const deck = rows.slice();
  return {
    next: (rng) => {
      if (count === rows.length) return { rows: rows.slice(), rowWeights };
      return { rows: drawFrom(deck, count, rng).sort(), rowWeights };
    },
  };
}

function bootstrap(rows: Uint32Array, nRows: number, weights: Float64Array | null, count: number): TreeSampling {
  const cumulated = new Float64Array(weights ? rows.length : 0);
  for (let i = 0, sum = 0; i < cumulated.length; i++) cumulated[i] = sum += weights![rows[i]];
  const drawn = new Float64Array(nRows);
  return {
    next: (rng) => {
      drawn.fill(0);
      for (let i = 0; i < count; i++) {
        drawn[rows[weights ? drawByWeight(cumulated, rng.uniform()) : rng.int(rows.length)]]++;
      }
      return { rows: rows.filter((row) => drawn[row] > 0), rowWeights: drawn };
    },
  };
}

/** The first index whose cumulated weight is above the share `u` of all. */
function drawByWeight(cumulated: Float64Array, u: number): number {
  const point = u * cumulated[cumulated.length - 1];
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle] > point) high = middle;
    else low = middle + 1;
  }
  return low;
}
