import type { Metric } from './metric.ts';
import { targetLength } from './predictions.ts';

/** A metric whose `compute` counts every row once; NaN for no rows. */
export function defineMetric(parts: Omit<Metric, 'compute'>): Metric {
  return {
    ...parts,
    compute(yTrue, yPred, context) {
      const nRows = targetLength(yTrue);
      if (nRows === 0) return NaN;
      return parts.prepare(yTrue, yPred, context)(new Uint32Array(nRows).fill(1));
    },
  };
}
