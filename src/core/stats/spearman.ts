import { correlation } from './correlation.ts';
import { rank } from './rank.ts';

/**
 * Spearman's rank correlation over the pairs where neither value is NaN: Pearson's correlation of the ranks, equal values
 * sharing the mean of theirs, as scipy.stats.spearmanr. Infinite values rank first or last. NaN for fewer than two pairs,
 * and where either side is constant.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = Math.min(x.length, y.length);
  const bothX = new Float64Array(n);
  const bothY = new Float64Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue;
    bothX[count] = x[i];
    bothY[count++] = y[i];
  }
  return correlation(rank(bothX.subarray(0, count)), rank(bothY.subarray(0, count)));
}
