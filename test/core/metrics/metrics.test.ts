import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricContext, Task } from '../../../src/core/metrics/metric.ts';
import type { Predictions, TargetValues } from '../../../src/core/metrics/predictions.ts';
import { defaultMetric, metricOf, metrics, metricsFor } from '../../../src/core/metrics/registry.ts';

const context: MetricContext = { positiveIndex: 1, threshold: 0.5 };
const tasks: readonly Task[] = ['binary', 'multiclass', 'regression'];

function classSides(codes: readonly number[], probabilities: readonly (readonly number[])[]): [TargetValues, Predictions] {
  const classes = (probabilities[0] ?? [0, 0]).map((_, c) => `c${c}`);
  return [
    { kind: 'classes', codes: Int32Array.from(codes), classes },
    { kind: 'classes', probabilities: Float64Array.from(probabilities.flat()), classes },
  ];
}

function binarySides(codes: readonly number[], positive: readonly number[]): [TargetValues, Predictions] {
  return classSides(codes, positive.map((p) => [1 - p, p]));
}

function expectSame(actual: number, expected: number, what: string, digits = 10): void {
  if (Number.isNaN(expected)) expect(actual, what).toBeNaN();
  else expect(actual, what).toBeCloseTo(expected, digits);
}

const rows = fc.array(fc.record({ code: fc.integer({ min: 0, max: 1 }), p: fc.integer({ min: 0, max: 20 }), count: fc.integer({ min: 0, max: 3 }) }), {
  minLength: 1,
  maxLength: 30,
});

describe('the registry', () => {
  it('holds each metric under its own id and a default for each task', () => {
    for (const [id, metric] of metrics) {
      expect(metric.id).toBe(id);
      expect(metricOf(id)).toBe(metric);
      expect(metric.explanation.length).toBeGreaterThan(20);
    }
    expect(metrics.size).toBe(17);
    expect(tasks.map(defaultMetric)).toEqual(['roc_auc', 'log_loss', 'rmse']);
    for (const task of tasks) expect(metricsFor(task)[0].id).toBe(defaultMetric(task));
  });
});

describe('every metric', () => {
  it('is NaN for no rows', () => {
    const none: Record<Task, [TargetValues, Predictions]> = {
      binary: [
        { kind: 'classes', codes: new Int32Array(0), classes: ['a', 'b'] },
        { kind: 'classes', probabilities: new Float64Array(0), classes: ['a', 'b'] },
      ],
      multiclass: [
        { kind: 'classes', codes: new Int32Array(0), classes: ['a', 'b', 'c'] },
        { kind: 'classes', probabilities: new Float64Array(0), classes: ['a', 'b', 'c'] },
      ],
      regression: [
        { kind: 'number', values: new Float64Array(0) },
        { kind: 'number', values: new Float64Array(0) },
      ],
    };
    for (const task of tasks) for (const metric of metricsFor(task)) expect(metric.compute(...none[task], context), metric.id).toBeNaN();
  });

  it('counts a row twice as two rows', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const repeated = drawn.flatMap((row) => Array.from({ length: row.count }, () => row));
        fc.pre(repeated.length > 0);
        const counts = Uint32Array.from(drawn, ({ count }) => count);
        const sidesOf = (list: typeof drawn) => binarySides(list.map(({ code }) => code), list.map(({ p }) => p / 20));
        for (const metric of metricsFor('binary')) {
          const weighted = metric.prepare(...sidesOf(drawn), context)(counts);
          expectSame(weighted, metric.compute(...sidesOf(repeated), context), metric.id);
        }
      }),
    );
    fc.assert(
      fc.property(rows, (drawn) => {
        const repeated = drawn.flatMap((row) => Array.from({ length: row.count }, () => row));
        fc.pre(repeated.length > 1);
        const counts = Uint32Array.from(drawn, ({ count }) => count);
        const sidesOf = (list: typeof drawn): [TargetValues, Predictions] => [
          { kind: 'number', values: Float64Array.from(list, ({ code, p }) => code + p + 1) },
          { kind: 'number', values: Float64Array.from(list, ({ p, code }) => p * (1 + code)) },
        ];
        for (const metric of metricsFor('regression')) {
          const weighted = metric.prepare(...sidesOf(drawn), context)(counts);
          expectSame(weighted, metric.compute(...sidesOf(repeated), context), metric.id, 8);
        }
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const sidesOf = (list: typeof drawn) => binarySides(list.map(({ code }) => code), list.map(({ p }) => p / 20));
        for (const metric of metricsFor('binary')) {
          const value = metric.compute(...sidesOf(drawn), context);
          expectSame(metric.compute(...sidesOf(drawn.toReversed()), context), value, metric.id);
        }
      }),
    );
  });
});

describe('conventions', () => {
  it('ROC AUC is the same seen from either class, and its complement when scores are reversed', () => {
    const [yTrue, yPred] = binarySides([0, 1, 1, 0], [0.2, 0.6, 0.4, 0.5]);
    expect(metricOf('roc_auc').compute(yTrue, yPred, context)).toBe(0.75);
    expect(metricOf('roc_auc').compute(yTrue, yPred, { ...context, positiveIndex: 0 })).toBe(0.75);
    const [, reversed] = binarySides([], [0.8, 0.4, 0.6, 0.5]);
    expect(metricOf('roc_auc').compute(yTrue, reversed, context)).toBe(0.25);
  });

  it('a probability at the threshold is predicted positive, whichever index the positive class has', () => {
    const [yTrue, yPred] = binarySides([1, 0], [0.5, 0.5]);
    expect(metricOf('recall').compute(yTrue, yPred, context)).toBe(1);
    expect(metricOf('precision').compute(yTrue, yPred, context)).toBe(0.5);
    expect(metricOf('recall').compute(yTrue, yPred, { positiveIndex: 0, threshold: 0.5 })).toBe(1);
    expect(metricOf('recall').compute(yTrue, yPred, { positiveIndex: 1, threshold: 0.51 })).toBe(0);
  });

  it('multiclass ROC AUC leaves out classes that are absent', () => {
    const [yTrue, yPred] = classSides([0, 0, 1], [[0.8, 0.2, 0], [0.6, 0.4, 0], [0.1, 0.9, 0]]);
    expect(metricOf('roc_auc').compute(yTrue, yPred, context)).toBe(1);
  });

  it('a NaN prediction gives NaN and not a plausible number', () => {
    const [yTrue, yPred] = binarySides([0, 1, 1], [0.2, NaN, 0.4]);
    for (const id of ['roc_auc', 'average_precision', 'log_loss', 'brier'] as const) {
      expect(metricOf(id).compute(yTrue, yPred, context), id).toBeNaN();
    }
    const truth: TargetValues = { kind: 'number', values: Float64Array.of(1, 2) };
    const guess: Predictions = { kind: 'number', values: Float64Array.of(1, NaN) };
    for (const metric of metricsFor('regression')) expect(metric.compute(truth, guess, context), metric.id).toBeNaN();
  });

  it('refuses predictions that are not about the same rows or classes', () => {
    const [yTrue] = binarySides([0, 1], [0.1, 0.9]);
    const [, short] = binarySides([0], [0.1]);
    const [, three] = classSides([0, 1], [[1, 0, 0], [0, 1, 0]]);
    const number: Predictions = { kind: 'number', values: Float64Array.of(1, 2) };
    const renamed: Predictions = { kind: 'classes', probabilities: Float64Array.of(1, 0, 0, 1), classes: ['c1', 'c0'] };
    for (const wrong of [short, three, number, renamed]) {
      expect(() => metricOf('accuracy').compute(yTrue, wrong, context)).toThrow(/^PredictionsMismatch: /);
    }
    const truth: TargetValues = { kind: 'number', values: Float64Array.of(1, 2, 3) };
    expect(() => metricOf('rmse').compute(truth, number, context)).toThrow(/^PredictionsMismatch: there are 3 true values/);
  });
});
