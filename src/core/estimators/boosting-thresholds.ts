import { sortFloats } from '../stats/sort-floats.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import { lowerBound } from './boosting-assign.ts';

/** Columns that are read together: as many values as a cache line holds. */
export const columnsAtOnce = 16;

export interface Thresholds {
  readonly nBins: number;
  readonly thresholds: Float32Array;
}

const largestFloat = 3.4028234663852886e38;

/**
 * By column: thresholds between at most `maxBins` bins that weigh about the same, over the rows of weight above 0 of `sample`
 * (null: all); 0 bins where all values are missing. At most columnsAtOnce columns.
 */
export function thresholdsOf(
  X: DesignMatrix,
  columns: readonly number[],
  weights: Float64Array | null,
  sample: Uint32Array | null,
  maxBins: number,
): Map<number, Thresholds> {
  const p = X.features.length;
  const n = sample ? sample.length : X.nRows;
  const gathered = columns.map(() => new Float32Array(n));
  const filled = new Int32Array(columns.length);
  for (let i = 0; i < n; i++) {
    const row = sample ? sample[i] : i;
    // Rows without weight have no say.
    if (weights && !(weights[row] > 0)) continue;
    for (let c = 0; c < columns.length; c++) {
      const value = X.values[row * p + columns[c]];
      // -0 and 0 are one value.
      if (value === value) gathered[c][filled[c]++] = value + 0;
    }
  }
  const room = new Float32Array(n);
  return new Map(
    columns.map((j, c) => {
      const sorted = sortFloats(gathered[c].subarray(0, filled[c]), room);
      const { distinct, counts } = countDistinct(sorted);
      if (weights && distinct.length > maxBins) {
        counts.fill(0);
        for (let i = 0; i < n; i++) {
          const row = sample ? sample[i] : i;
          const value = X.values[row * p + j];
          if (value === value && weights[row] > 0) counts[lowerBound(distinct, value)] += weights[row];
        }
      }
      const thresholds = Float32Array.from(cutsOf(distinct, counts, maxBins));
      return [j, { nBins: distinct.length === 0 ? 0 : thresholds.length + 1, thresholds }];
    }),
  );
}

function countDistinct(sorted: Float32Array): { distinct: Float32Array; counts: Float64Array } {
  const distinct = new Float32Array(sorted.length);
  const counts = new Float64Array(sorted.length);
  let found = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct[found++] = sorted[i];
    counts[found - 1]++;
  }
  return { distinct: distinct.subarray(0, found), counts: counts.subarray(0, found) };
}

/** Cuts between neighbouring values so that bins weigh about the same; a heavy value has a bin of its own. */
function cutsOf(distinct: Float32Array, counts: Float64Array, maxBins: number): number[] {
  const cuts: number[] = [];
  let left = counts.reduce((sum, count) => sum + count, 0);
  let binsLeft = maxBins;
  let inBin = 0;
  const plenty = distinct.length > maxBins;
  for (let i = 0; i + 1 < distinct.length; i++) {
    inBin += counts[i];
    const share = left / binsLeft;
    const full = inBin >= share || inBin + counts[i + 1] / 2 > share;
    if (plenty && !full) continue;
    cuts.push(between(distinct[i], distinct[i + 1]));
    left -= inBin;
    inBin = 0;
    if (--binsLeft === 1 && plenty) break;
  }
  return cuts;
}

/** A float32 t with low <= t < high, halfway where float32 has room for it. */
function between(low: number, high: number): number {
  const from = Math.max(low, -largestFloat);
  const middle = Math.fround(from + (Math.min(high, largestFloat) - from) / 2);
  return middle < high ? middle : low;
}
