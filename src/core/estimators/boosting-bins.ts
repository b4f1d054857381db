import { Cancelled, type Control } from '../math/control.ts';
import type { Rng } from '../math/rng.ts';
import type { DesignMatrix } from '../matrix/matrix.ts';
import { assignRows } from './boosting-assign.ts';
import type { FeatureBins } from './boosting-feature-bins.ts';
import { levelBinsOf } from './boosting-levels.ts';
import { columnsAtOnce, thresholdsOf } from './boosting-thresholds.ts';

export { unseenLevel, type FeatureBins } from './boosting-feature-bins.ts';

/** The training rows in bins, row-major, over those features that take more than one bin. */
export interface BinnedRows {
  readonly features: readonly FeatureBins[];
  readonly bins: Uint8Array;
}

/** Rows from which thresholds are taken, at most. */
const sampleRows = 200_000;

/** Cells that are read between two turns of the event loop. */
const cellsPerBreath = 1_000_000;

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
  const features = await findBins(X, weights, maxBins, rng, control);
  const bins = new Uint8Array(X.nRows * features.length);
  await assignBins(X, features, bins, control);
  return { features, bins };
}

/** The bins of those features of X that take more than one; see binRows. */
export async function findBins(
  X: DesignMatrix,
  weights: Float64Array | null,
  maxBins: number,
  rng: Rng,
  control: Control,
): Promise<FeatureBins[]> {
  const p = X.features.length;
  const missing = columnsWithMissing(X);
  const sample = X.nRows > sampleRows ? rng.permutation(X.nRows).subarray(0, sampleRows).sort() : null;
  const found: FeatureBins[] = [];
  for (let from = 0; from < p; from += columnsAtOnce) {
    const group = Array.from({ length: Math.min(columnsAtOnce, p - from) }, (_, i) => from + i);
    const ofNumbers = group.filter((j) => X.features[j].kind !== 'categorical');
    const thresholds = thresholdsOf(X, ofNumbers, weights, sample, maxBins);
    for (const j of group) {
      const own = thresholds.get(j);
      found.push(
        own
          ? { feature: j, ...own, hasMissing: missing[j] === 1, levelBins: null }
          : levelBinsOf(X, j, weights, maxBins),
      );
    }
    await pause(control);
  }
  return found.filter(({ nBins, hasMissing }) => nBins + (hasMissing ? 1 : 0) > 1);
}

/** Writes the bin of each cell of `features` to `bins`, nRows × features.length. */
export async function assignBins(
  X: DesignMatrix,
  features: readonly FeatureBins[],
  bins: Uint8Array,
  control: Control,
): Promise<void> {
  const rowsPerBreath = Math.max(1, Math.ceil(cellsPerBreath / Math.max(1, features.length)));
  const assign = assignRows(X, features, bins);
  for (let from = 0; from < X.nRows; from += rowsPerBreath) {
    assign(from, Math.min(X.nRows, from + rowsPerBreath));
    await pause(control);
  }
}

async function pause(control: Control): Promise<void> {
  await control.breathe();
  if (control.cancelled()) throw new Cancelled();
}

/** By column of X: 1 where it holds NaN. */
function columnsWithMissing(X: DesignMatrix): Uint8Array {
  const { values } = X;
  const p = X.features.length;
  const missing = new Uint8Array(p);
  for (let row = 0, x = 0; row < X.nRows; row++) {
    for (let j = 0; j < p; j++, x++) if (values[x] !== values[x]) missing[j] = 1;
  }
  return missing;
}
