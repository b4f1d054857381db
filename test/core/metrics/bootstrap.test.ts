import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { estimateMetric, estimateMetrics, roundsFor } from '../../../src/core/metrics/bootstrap.ts';
import type { Predictions, TargetValues } from '../../../src/core/metrics/predictions.ts';
import { metricOf, metricsFor } from '../../../src/core/metrics/registry.ts';

const context = { positiveIndex: 1, threshold: 0.5 };
const options = { seed: 3, rounds: 400 };

function binarySample(nRows: number, seed = 1): { yTrue: TargetValues; yPred: Predictions } {
  const rng = createRng(seed);
  const codes = Int32Array.from({ length: nRows }, () => (rng.uniform() < 0.4 ? 1 : 0));
  const probabilities = new Float64Array(nRows * 2);
  for (let row = 0; row < nRows; row++) {
    const p = Math.min(1, Math.max(0, 0.3 * codes[row] + 0.7 * rng.uniform()));
    probabilities.set([1 - p, p], row * 2);
  }
  const classes = ['no', 'yes'];
  return { yTrue: { kind: 'classes', codes, classes }, yPred: { kind: 'classes', probabilities, classes } };
}

function numbers(values: readonly number[]): { kind: 'number'; values: Float64Array } {
  return { kind: 'number', values: Float64Array.from(values) };
}

describe('estimateMetric', () => {
  it('gives the metric itself and an interval about it, the same for the same seed', () => {
    const { yTrue, yPred } = binarySample(300);
    const rocAuc = metricOf('roc_auc');
    const estimate = estimateMetric(rocAuc, yTrue, yPred, context, options);
    expect(estimate.value).toBe(rocAuc.compute(yTrue, yPred, context));
    expect(estimate.lower).toBeLessThan(estimate.value);
    expect(estimate.upper).toBeGreaterThan(estimate.value);
    expect(estimate.rows).toBe(300);
    expect(estimateMetric(rocAuc, yTrue, yPred, context, options)).toEqual(estimate);
    expect(estimateMetric(rocAuc, yTrue, yPred, context, { seed: 4, rounds: 400 })).not.toEqual(estimate);
  });

  it('has the width that theory gives for a mean', () => {
    const rng = createRng(5);
    const errors = Array.from({ length: 400 }, () => 10 + rng.normal());
    const estimate = estimateMetric(metricOf('mae'), numbers(errors), numbers(errors.map(() => 0)), context, { seed: 0, rounds: 2000 });
    const halfWidth = 1.96 / Math.sqrt(400);
    expect(estimate.upper - estimate.value).toBeGreaterThan(0.8 * halfWidth);
    expect(estimate.upper - estimate.value).toBeLessThan(1.2 * halfWidth);
    expect(estimate.value - estimate.lower).toBeGreaterThan(0.8 * halfWidth);
    expect(estimate.value - estimate.lower).toBeLessThan(1.2 * halfWidth);
  });

  it('covers the true area about as often as it says', () => {
    let covered = 0;
    const truth = metricOf('roc_auc').compute(...sides(20_000, 99), context);
    for (let seed = 0; seed < 100; seed++) {
      const { lower, upper } = estimateMetric(metricOf('roc_auc'), ...sides(150, 1000 + seed), context, { seed, rounds: 200 });
      if (lower <= truth && truth <= upper) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(88);
  });

  it('has no bounds where most resamples are not defined, or for one row', () => {
    const classes = ['no', 'yes'];
    const yTrue = { kind: 'classes', codes: Int32Array.of(0, 0, 0), classes } as const;
    const yPred = { kind: 'classes', probabilities: Float64Array.of(0.9, 0.1, 0.5, 0.5, 0.7, 0.3), classes } as const;
    expect(estimateMetric(metricOf('roc_auc'), yTrue, yPred, context, options)).toEqual({ value: NaN, lower: NaN, upper: NaN, rows: 3 });
    expect(estimateMetric(metricOf('mae'), numbers([1]), numbers([2]), context, options)).toEqual({ value: 1, lower: NaN, upper: NaN, rows: 1 });
    expect(estimateMetric(metricOf('mae'), numbers([]), numbers([]), context, options)).toEqual({ value: NaN, lower: NaN, upper: NaN, rows: 0 });
  });
});

function sides(nRows: number, seed: number): [TargetValues, Predictions] {
  const { yTrue, yPred } = binarySample(nRows, seed);
  return [yTrue, yPred];
}

describe('estimateMetrics', () => {
  it('gives every metric of the task', () => {
    const { yTrue, yPred } = binarySample(200);
    const estimates = estimateMetrics('binary', yTrue, yPred, context, 0);
    expect(Object.keys(estimates)).toEqual(metricsFor('binary').map(({ id }) => id));
    for (const estimate of Object.values(estimates)) expect(estimate.lower).toBeLessThanOrEqual(estimate.upper);
  });

  it('is quick at 10,000 rows: all binary metrics, 400 rounds', () => {
    const { yTrue, yPred } = binarySample(10_000);
    const start = performance.now();
    estimateMetrics('binary', yTrue, yPred, context, 0);
    const seconds = (performance.now() - start) / 1000;
    expect(roundsFor(10_000)).toBe(400);
    // Measured 0.25 s on two quiet cores; the bound leaves room for busy ones.
    expect(seconds).toBeLessThan(2.5);
  });

  it('takes fewer rounds of very many rows', () => {
    expect(roundsFor(0)).toBe(400);
    expect(roundsFor(50_000)).toBe(200);
    expect(roundsFor(5_000_000)).toBe(100);
  });
});
