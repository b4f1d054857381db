import type { DesignMatrix } from '../matrix/matrix.ts';
import { unseenLevel, type FeatureBins } from './boosting-feature-bins.ts';
import { MalformedTrainSet } from './checks.ts';

/**
 * The bins of a categorical feature: one a level that has weight, or, beyond maxBins of them, one each for the most frequent
 * and the last for all others. Throws MalformedTrainSet where X holds what is no code of its levels.
 */
export function levelBinsOf(X: DesignMatrix, j: number, weights: Float64Array | null, maxBins: number): FeatureBins {
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
