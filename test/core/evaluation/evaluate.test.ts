import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationBins } from '../../../src/core/evaluation/calibration.ts';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import { thresholdRates, thresholdTable } from '../../../src/core/evaluation/thresholds.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { Predictions, TargetValues } from '../../../src/core/metrics/predictions.ts';
import { categoryColumn, numberColumn, problemOf, tableOf } from '../../support/column-builders.ts';

const scored = fc.array(fc.tuple(fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 400 });

function binary(pairs: readonly (readonly [boolean, number])[]): { isPositive: Uint8Array; scores: Float64Array } {
  return {
    isPositive: Uint8Array.from(pairs, ([positive]) => (positive ? 1 : 0)),
    scores: Float64Array.from(pairs, ([, score]) => score),
  };
}

describe('thresholdTable', () => {
  it('counts every row at every threshold, from nothing to everything predicted, in at most 201 points', () => {
    fc.assert(
      fc.property(scored, (pairs) => {
        const { isPositive, scores } = binary(pairs);
        const table = thresholdTable(isPositive, scores);
        expect(table.length).toBeLessThanOrEqual(201);
        const [first] = table;
        const last = table[table.length - 1];
        expect(first.truePositives + first.falsePositives).toBe(0);
        expect(last.trueNegatives + last.falseNegatives).toBe(0);
        expect(last.threshold).toBe(0);
        expect(table.some(({ threshold }) => threshold === 0.5)).toBe(true);
        table.forEach((point, i) => {
          if (i > 0) expect(point.threshold).toBeLessThan(table[i - 1].threshold);
          const predicted = pairs.filter(([, score]) => score >= point.threshold);
          expect(point.truePositives).toBe(predicted.filter(([positive]) => positive).length);
          expect(point.falsePositives).toBe(predicted.length - point.truePositives);
          expect(point.truePositives + point.falsePositives + point.trueNegatives + point.falseNegatives).toBe(pairs.length);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('follows the ROC curve closely even where scores are crowded', () => {
    const rng = createRng(2);
    const n = 20_000;
    const isPositive = Uint8Array.from({ length: n }, () => (rng.uniform() < 0.02 ? 1 : 0));
    const scores = Float64Array.from(isPositive, (positive) => 0.001 * (rng.uniform() + positive * 0.4));
    const table = thresholdTable(isPositive, scores);
    expect(table.length).toBeGreaterThan(150);
    const rates = table.map(thresholdRates);
    for (let i = 1; i < rates.length; i++) {
      expect(rates[i].recall - rates[i - 1].recall + rates[i].falsePositiveRate - rates[i - 1].falsePositiveRate).toBeLessThan(0.03);
    }
  });

  it('is empty for no rows', () => {
    expect(thresholdTable(new Uint8Array(0), new Float64Array(0))).toEqual([]);
  });
});

describe('thresholdRates', () => {
  it('are shares of the counts, NaN where there is nothing to share', () => {
    expect(thresholdRates({ threshold: 0.5, truePositives: 6, falsePositives: 2, trueNegatives: 8, falseNegatives: 4 })).toEqual({
      precision: 0.75,
      recall: 0.6,
      falsePositiveRate: 0.2,
      accuracy: 0.7,
      f1: 12 / 18,
    });
    const none = thresholdRates({ threshold: 1, truePositives: 0, falsePositives: 0, trueNegatives: 5, falseNegatives: 0 });
    expect([none.precision, none.recall, none.falsePositiveRate, none.accuracy]).toEqual([NaN, NaN, 0, 1]);
  });
});

describe('calibrationBins', () => {
  it('takes about equally many rows a bin and loses none', () => {
    fc.assert(
      fc.property(scored, (pairs) => {
        const { isPositive, scores } = binary(pairs);
        const bins = calibrationBins(isPositive, scores);
        expect(bins.length).toBeLessThanOrEqual(10);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(pairs.length);
        bins.forEach((bin, i) => {
          expect(bin.lower).toBeLessThanOrEqual(bin.observedShare);
          expect(bin.upper).toBeGreaterThanOrEqual(bin.observedShare);
          if (i > 0) expect(bin.meanPredicted).toBeGreaterThan(bins[i - 1].meanPredicted);
        });
      }),
    );
  });

  it('keeps equal probabilities together', () => {
    const bins = calibrationBins(Uint8Array.of(1, 0, 1, 1, 0, 0), Float64Array.of(0.2, 0.2, 0.2, 0.2, 0.7, 0.7));
    expect(bins.map(({ meanPredicted, observedShare, count }) => [meanPredicted, observedShare, count])).toEqual([
      [0.2, 0.75, 4],
      [0.7, 0, 2],
    ]);
  });

  it('gives ten bins of one hundred for a thousand rows', () => {
    const rng = createRng(4);
    const probabilities = Float64Array.from({ length: 1000 }, () => rng.uniform());
    const happened = Uint8Array.from(probabilities, (p) => (rng.uniform() < p ? 1 : 0));
    const bins = calibrationBins(happened, probabilities);
    expect(bins.map(({ count }) => count)).toEqual(Array.from({ length: 10 }, () => 100));
    const held = bins.filter(({ lower, upper, meanPredicted }) => lower <= meanPredicted && meanPredicted <= upper);
    expect(held.length).toBeGreaterThanOrEqual(8);
  });

  it('is empty for no rows', () => {
    expect(calibrationBins(new Uint8Array(0), new Float64Array(0))).toEqual([]);
  });
});

describe('evaluate', () => {
  const rows = { candidateId: 'c', on: 'validation', seed: 1 } as const;

  it('sees a binary problem from its positive class', () => {
    const table = tableOf(categoryColumn('y', ['bad', 'good', 'good', 'bad']));
    const problem = { ...problemOf(table, 'y', ['bad', 'good']), positiveClass: 'bad' };
    const yTrue: TargetValues = { kind: 'classes', codes: Int32Array.of(0, 1, 1, 0), classes: problem.classes };
    const yPred: Predictions = { kind: 'classes', probabilities: Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.7, 0.3), classes: problem.classes };
    const evaluation = evaluate({ ...rows, problem, yTrue, yPred });
    expect(evaluation.metrics.roc_auc?.value).toBe(1);
    expect(evaluation.metrics.recall?.value).toBe(1);
    expect(evaluation.metrics.precision?.value).toBe(2 / 3);
    expect(evaluation).toMatchObject({ candidateId: 'c', on: 'validation', rows: 4, task: 'binary', importance: null });
    if (evaluation.detail.kind !== 'binary') throw new Error('expected a binary evaluation');
    expect(evaluation.detail.positiveClass).toBe('bad');
    const atHalf = evaluation.detail.thresholds.find(({ threshold }) => threshold === 0.5);
    expect(atHalf).toEqual({ threshold: 0.5, truePositives: 2, falsePositives: 1, trueNegatives: 1, falseNegatives: 0 });
    const strict = evaluate({ ...rows, problem, yTrue, yPred, threshold: 0.65 });
    expect(strict.metrics.precision?.value).toBe(1);
  });

  it('counts a multiclass problem by true and predicted class', () => {
    const table = tableOf(categoryColumn('y', ['a']));
    const problem = problemOf(table, 'y', ['a', 'b', 'c']);
    const yTrue: TargetValues = { kind: 'classes', codes: Int32Array.of(0, 0, 1, 1), classes: problem.classes };
    const yPred: Predictions = {
      kind: 'classes',
      probabilities: Float64Array.of(0.8, 0.1, 0.1, 0.1, 0.7, 0.2, 0.3, 0.4, 0.3, 0.2, 0.6, 0.2),
      classes: problem.classes,
    };
    const { detail, metrics } = evaluate({ ...rows, problem, yTrue, yPred });
    if (detail.kind !== 'multiclass') throw new Error('expected a multiclass evaluation');
    expect(detail.confusion).toEqual([[1, 1, 0], [0, 2, 0], [0, 0, 0]]);
    expect(detail.perClass).toEqual([
      { label: 'a', precision: 1, recall: 0.5, f1: 2 / 3, support: 2 },
      { label: 'b', precision: 2 / 3, recall: 1, f1: 0.8, support: 2 },
      { label: 'c', precision: 0, recall: 0, f1: 0, support: 0 },
    ]);
    expect(detail.calibration.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(metrics.accuracy?.value).toBe(0.75);
  });

  it('shows a regression by evenly taken points and residuals', () => {
    const n = 5000;
    const truth = Float64Array.from({ length: n }, (_, i) => i);
    const guess = truth.map((value) => value - 2);
    const problem = problemOf(tableOf(numberColumn('y', [1])), 'y');
    const { detail, metrics } = evaluate({ ...rows, problem, yTrue: { kind: 'number', values: truth }, yPred: { kind: 'number', values: guess } });
    if (detail.kind !== 'regression') throw new Error('expected a regression evaluation');
    expect(detail.points.length).toBe(2000);
    expect(detail.points[0]).toEqual([0, -2]);
    expect(detail.points[1999][0]).toBeGreaterThan(4990);
    expect(detail.residuals).toEqual({ edges: [1.5, 2.5], counts: [n] });
    expect(metrics.mae?.value).toBe(2);
  });

  it('stands no rows at all', () => {
    const problem = problemOf(tableOf(categoryColumn('y', [])), 'y', ['a', 'b']);
    const empty = evaluate({
      ...rows,
      problem,
      yTrue: { kind: 'classes', codes: new Int32Array(0), classes: ['a', 'b'] },
      yPred: { kind: 'classes', probabilities: new Float64Array(0), classes: ['a', 'b'] },
    });
    expect(empty.detail).toEqual({ kind: 'binary', positiveClass: 'b', thresholds: [], calibration: [] });
    expect(empty.metrics.roc_auc?.value).toBeNaN();
  });

  it('refuses predictions for other rows', () => {
    const problem = problemOf(tableOf(numberColumn('y', [1])), 'y');
    const yTrue: TargetValues = { kind: 'number', values: Float64Array.of(1, 2) };
    expect(() => evaluate({ ...rows, problem, yTrue, yPred: { kind: 'number', values: Float64Array.of(1) } })).toThrow(/^PredictionsMismatch/);
  });
});
