import { Cancelled, type Control } from '../math/control.ts';
import type { Rng } from '../math/rng.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import { MalformedTrainSet } from './checks.ts';

/** The bin, in `levelBins`, of a level that no training row has; it is treated as missing. */
export const unseenLevel = 255;

/** How one feature falls into bins. */
export interface FeatureBins {
  /** Column of X. */
  readonly feature: number;
  /** Bins of values; the bin of missing values is the one after them. */
  readonly nBins: number;
  readonly hasMissing: boolean;
  /** Numeric: bin b holds values up to thresholds[b] (and above the one before); length nBins - 1. Categorical: null. */
  readonly thresholds: Float32Array | null;
  /** Categorical: the bin of each level, or unseenLevel. Numeric: null. */
  readonly levelBins: Uint8Array | null;
}

/** The training rows in bins, row-major, over those features that take more than one bin. */
export interface BinnedRows {
  readonly features: readonly FeatureBins[];
  readonly bins: Uint8Array;
}

/** Rows from which thresholds are taken, at most. */
const sampleRows = 200_000;
const largestFloat = 3.4028234663852886e38;

/**
 * Bins every feature of X into at most `maxBins` quantile bins of the (weighted) rows, a bin a value where there are
 * few, and one for NaN. Infinities count as beyond every number. Levels beyond the maxBins - 1 most frequent share a bin.
 */
export async function binRows(
  X: DesignMatrix,
  weights: Float64Array | null,
  maxBins: number,
  rng: Rng,
  control: Control,
): Promise<BinnedRows> {
  const p = X.features.length;
  const sample = X.nRows > sampleRows ? rng.permutation(X.nRows).subarray(0, sampleRows).sort() : null;
  const kept: FeatureBins[] = [];
  for (let j = 0; j < p; j++) {
    const one =
      X.features[j].kind === 'categorical'
        ? levelBinsOf(X, j, weights, maxBins)
        : thresholdsOf(X, j, weights, sample, maxBins);
    if (one.nBins + (one.hasMissing ? 1 : 0) > 1) kept.push(one);
    if ((j * X.nRows) % 500_000 < X.nRows) await pause(control);
  }
  const bins = new Uint8Array(X.nRows * kept.length);
  for (let f = 0; f < kept.length; f++) {
    assignBins(X, kept[f], bins, f, kept.length);
    if ((f * X.nRows) % 500_000 < X.nRows) await pause(control);
  }
  return { features: kept, bins };
}

async function pause(control: Control): Promise<void> {
  await control.breathe();
  if (control.cancelled()) throw new Cancelled();
}

function thresholdsOf(
  X: DesignMatrix,
  j: number,
  weights: Float64Array | null,
  sample: Uint32Array | null,
  maxBins: number,
): FeatureBins {
  const p = X.features.length;
  const n = sample ? sample.length : X.nRows;
  const column = new Float32Array(n);
  let filled = 0;
  for (let i = 0; i < n; i++) {
    const row = sample ? sample[i] : i;
    const value = X.values[row * p + j];
    // -0 and 0 are one value, and rows without weight have no say.
    if (value === value && (!weights || weights[row] > 0)) column[filled++] = value + 0;
  }
  const hasMissing = columnHasMissing(X, j);
  const sorted = column.subarray(0, filled).sort();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < filled; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) counts[counts.length - 1]++;
    else {
      distinct.push(sorted[i]);
      counts.push(1);
    }
  }
  if (weights && distinct.length > maxBins) {
    counts.fill(0);
    for (let i = 0; i < n; i++) {
      const row = sample ? sample[i] : i;
      const value = X.values[row * p + j];
      if (value === value && weights[row] > 0) counts[lowerBound(distinct, value)] += weights[row];
    }
  }
  const thresholds = Float32Array.from(cutsOf(distinct, counts, maxBins));
  return {
    feature: j,
    nBins: distinct.length === 0 ? 0 : thresholds.length + 1,
    hasMissing,
    thresholds,
    levelBins: null,
  };
}

function columnHasMissing(X: DesignMatrix, j: number): boolean {
  const p = X.features.length;
  for (let i = j; i < X.values.length; i += p) if (X.values[i] !== X.values[i]) return true;
  return false;
}

/** Cuts between neighbouring values so that bins weigh about the same; a heavy value has a bin of its own. */
function cutsOf(distinct: readonly number[], counts: readonly number[], maxBins: number): number[] {
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

function levelBinsOf(X: DesignMatrix, j: number, weights: Float64Array | null, maxBins: number): FeatureBins {
  const p = X.features.length;
  const { name, levels } = X.features[j];
  const counts: number[] = new Array<number>(levels?.length ?? 0).fill(0);
  let hasMissing = false;
  for (let i = 0; i < X.nRows; i++) {
    const code = X.values[i * p + j];
    if (code !== code) {
      hasMissing = true;
      continue;
    }
    if (!Number.isInteger(code) || code < 0 || (levels && code >= levels.length)) {
      throw new MalformedTrainSet(`feature "${name}" holds ${code}, which is no code of its levels`);
    }
    counts[code] = (counts[code] ?? 0) + (weights ? weights[i] : 1);
  }
  const present = Array.from(counts.keys()).filter((code) => counts[code] > 0);
  const levelBins = new Uint8Array(counts.length).fill(unseenLevel);
  if (present.length <= maxBins) {
    present.forEach((code, bin) => (levelBins[code] = bin));
    return { feature: j, nBins: present.length, hasMissing, thresholds: null, levelBins };
  }
  const byCount = present.sort((a, b) => counts[b] - counts[a] || a - b);
  byCount.forEach((code, rank) => (levelBins[code] = Math.min(rank, maxBins - 1)));
  return { feature: j, nBins: maxBins, hasMissing, thresholds: null, levelBins };
}

function assignBins(X: DesignMatrix, own: FeatureBins, bins: Uint8Array, f: number, nKept: number): void {
  const p = X.features.length;
  const { thresholds, levelBins, nBins, feature } = own;
  for (let i = 0, x = feature, at = f; i < X.nRows; i++, x += p, at += nKept) {
    const value = X.values[x];
    let bin = nBins;
    if (value === value) {
      if (thresholds) bin = lowerBound(thresholds, value);
      else if (levelBins && levelBins[value] !== unseenLevel) bin = levelBins[value];
    }
    bins[at] = bin;
  }
}

/** The first index whose entry is not below `value`; the length where all are. */
function lowerBound(sorted: Float32Array | readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
