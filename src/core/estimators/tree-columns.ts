import { Cancelled, type Control } from '../math/control.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import type { BinnedRows, FeatureBins } from './boosting-bins.ts';

/** One binned feature, as a tree is grown on it. */
export interface BinColumn extends FeatureBins {
  /** The bin of each row; nBins where it is missing. */
  readonly bins: Uint8Array;
  /** Numeric: the least and largest value of the rows in each bin. Categorical: empty. */
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
}

/** Cells looked at between two turns of the event loop. */
const cellsPerTurn = 2_000_000;

/** The binned features one by one, with the span of each bin over the rows of positive weight. Throws Cancelled. */
export async function binColumns(
  X: DesignMatrix,
  binned: BinnedRows,
  weights: Float64Array | null,
  control: Control,
): Promise<readonly BinColumn[]> {
  const columns: BinColumn[] = [];
  for (let f = 0; f < binned.features.length; f++) {
    columns.push(columnOf(X, binned, f, weights));
    if ((f * X.nRows) % cellsPerTurn >= X.nRows) continue;
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
  }
  return columns;
}

function columnOf(X: DesignMatrix, { features, bins }: BinnedRows, f: number, weights: Float64Array | null): BinColumn {
  const own = features[f];
  const p = X.features.length;
  const column = new Uint8Array(X.nRows);
  const nSpans = own.thresholds ? own.nBins : 0;
  const lowest = new Float32Array(nSpans).fill(Infinity);
  const highest = new Float32Array(nSpans).fill(-Infinity);
  for (let i = 0, at = f; i < X.nRows; i++, at += features.length) {
    const bin = bins[at];
    column[i] = bin;
    if (bin >= nSpans || (weights && !(weights[i] > 0))) continue;
    const value = X.values[i * p + own.feature];
    if (value < lowest[bin]) lowest[bin] = value;
    if (value > highest[bin]) highest[bin] = value;
  }
  return { ...own, bins: column, lowest, highest };
}

/** Finite numbers of float32 end here. */
const largestFloat = 3.4028234663852886e38;

/** The float32 t with low <= t < high that is nearest to the middle, infinities taken as the last finite numbers. */
export function middleOf(low: number, high: number): number {
  const from = Math.max(low, -largestFloat);
  const middle = Math.fround(from + (Math.min(high, largestFloat) - from) / 2);
  return middle < high ? middle : low;
}
