import type { DesignMatrix } from '../matrix/matrix.ts';
import { unseenLevel, type FeatureBins } from './boosting-feature-bins.ts';

/** Rows whose cells are assigned feature by feature, so that they stay in cache. */
const blockRows = 256;

/** Steps of even width in the table of a feature's thresholds. */
const tableSteps = 1024;

/** Fewer thresholds than this are searched without a table. */
const fewestForTable = 4;

/** Returns what writes the bins of rows [from, to) of X to `bins`, row-major over `features`. */
export function assignRows(
  X: DesignMatrix,
  features: readonly FeatureBins[],
  bins: Uint8Array,
): (from: number, to: number) => void {
  const p = X.features.length;
  const width = features.length;
  const tables = features.map(({ thresholds }) => thresholds && tableOf(thresholds));
  return (from, to) => {
    for (let start = from; start < to; start += blockRows) {
      const end = Math.min(to, start + blockRows);
      for (let f = 0; f < width; f++) {
        const { feature, thresholds, levelBins, nBins } = features[f];
        const x = start * p + feature;
        const at = start * width + f;
        const table = tables[f];
        if (table) assignByTable(X.values, x, p, bins, at, width, end - start, thresholds!, table, nBins);
        else assignOneByOne(X.values, x, p, bins, at, width, end - start, thresholds, levelBins, nBins);
      }
    }
  };
}

/** Ascending thresholds by step: those of steps before that of a value are below it, those of steps after it are not. */
export interface ThresholdTable {
  readonly low: number;
  readonly perUnit: number;
  /** The first threshold of each step or a later one; one more entry at the end. */
  readonly first: Uint16Array;
}

/** The table of at most 65,535 ascending thresholds; null where they are few, or too far apart or too close to be told by steps. */
export function tableOf(thresholds: Float32Array): ThresholdTable | null {
  const low = thresholds[0];
  const perUnit = tableSteps / (thresholds[thresholds.length - 1] - low);
  if (thresholds.length < fewestForTable || !(perUnit > 0) || !Number.isFinite(perUnit)) return null;
  const first = new Uint16Array(tableSteps + 1);
  let next = 0;
  for (let step = 0; step <= tableSteps; step++) {
    while (next < thresholds.length && stepOf(thresholds[next], low, perUnit) < step) next++;
    first[step] = next;
  }
  // The last step holds the last threshold and what is above it.
  first[tableSteps] = thresholds.length;
  return { low, perUnit, first };
}

/** Never falls as `value` grows, which is all that a table asks of it. */
function stepOf(value: number, low: number, perUnit: number): number {
  const place = (value - low) * perUnit;
  return place < tableSteps - 1 ? (place > 0 ? place | 0 : 0) : tableSteps - 1;
}

function assignByTable(
  values: Float32Array,
  x: number,
  p: number,
  bins: Uint8Array,
  at: number,
  width: number,
  count: number,
  thresholds: Float32Array,
  { low, perUnit, first }: ThresholdTable,
  missingBin: number,
): void {
  for (let i = 0; i < count; i++, x += p, at += width) {
    const value = values[x];
    if (value !== value) {
      bins[at] = missingBin;
      continue;
    }
    const step = stepOf(value, low, perUnit);
    bins[at] = lowerBoundWithin(thresholds, value, first[step], first[step + 1]);
  }
}

/** lowerBound by the table of the thresholds. */
export function lowerBoundByTable(
  thresholds: Float32Array,
  { low, perUnit, first }: ThresholdTable,
  value: number,
): number {
  const step = stepOf(value, low, perUnit);
  return lowerBoundWithin(thresholds, value, first[step], first[step + 1]);
}

function assignOneByOne(
  values: Float32Array,
  x: number,
  p: number,
  bins: Uint8Array,
  at: number,
  width: number,
  count: number,
  thresholds: Float32Array | null,
  levelBins: Uint8Array | null,
  missingBin: number,
): void {
  for (let i = 0; i < count; i++, x += p, at += width) {
    const value = values[x];
    let bin = missingBin;
    if (value === value) {
      if (thresholds) bin = lowerBound(thresholds, value);
      else if (levelBins && levelBins[value] !== unseenLevel) bin = levelBins[value];
    }
    bins[at] = bin;
  }
}

/** The first index whose entry is not below `value`; the length where all are. */
export function lowerBound(sorted: Float32Array, value: number): number {
  return lowerBoundWithin(sorted, value, 0, sorted.length);
}

function lowerBoundWithin(sorted: Float32Array, value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
