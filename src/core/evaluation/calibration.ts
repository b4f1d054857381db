import { wilson } from '../stats/wilson.ts';
import type { CalibrationBin } from './evaluation.ts';

/**
 * How often rows with about the same probability turn out as predicted: at most `nBins` bins of about equally many rows
 * by ascending probability, each with its mean probability and the observed share with its 95% Wilson interval. Rows of
 * equal probability share a bin. `happened` holds 1 where the prediction came true. Empty for no rows.
 */
export function calibrationBins(happened: Uint8Array, probabilities: Float64Array, nBins = 10): CalibrationBin[] {
  const n = probabilities.length;
  const order = Uint32Array.from(probabilities.keys()).sort((a, b) => probabilities[a] - probabilities[b]);
  const bins: CalibrationBin[] = [];
  let start = 0;
  for (let bin = 1; bin <= nBins && start < n; bin++) {
    let end = Math.max(start + 1, Math.round((bin * n) / nBins));
    if (bin === nBins) end = n;
    while (end < n && probabilities[order[end]] === probabilities[order[end - 1]]) end++;
    let sum = 0;
    let came = 0;
    for (let place = start; place < end; place++) {
      sum += probabilities[order[place]];
      came += happened[order[place]];
    }
    const count = end - start;
    const { share, lower, upper } = wilson(came, count);
    bins.push({ meanPredicted: sum / count, observedShare: share, lower, upper, count });
    start = end;
  }
  return bins;
}
