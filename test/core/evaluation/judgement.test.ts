import { describe, expect, it } from 'vitest';
import { judge, verdictOn, type Judged } from '../../../src/core/evaluation/judgement.ts';
import { bestPoint, breakEvenProbability, valuePerRow } from '../../../src/core/evaluation/outcome-value.ts';
import { brokenConstraints } from '../../../src/core/training/constraints.ts';
import type { ProblemDefinition } from '../../../src/core/problem/problem.ts';
import { categoryColumn, numberColumn, problemOf, tableOf } from '../../support/column-builders.ts';

const around = (value: number, by: number) => ({ value, lower: value - by, upper: value + by, rows: 100 });
const problem: ProblemDefinition = problemOf(tableOf(categoryColumn('y', ['no', 'yes']), numberColumn('x', [1, 2])), 'y', ['no', 'yes']);
const judged: Judged = { metrics: { roc_auc: around(0.8, 0.03), recall: around(0.6, 0.1) }, baseline: { roc_auc: around(0.7, 0.03) }, sizeBytes: 2_000, perRowUs: 500, learner: 'boosting' };

describe('how a model stands to what was asked', () => {
  it.each([
    [0.7, 'met'],
    [0.79, 'met-in-doubt'],
    [0.82, 'not-met-in-doubt'],
    [0.9, 'not-met'],
  ] as const)('a goal of %d is %s', (bound, verdict) => expect(verdictOn('roc_auc', around(0.8, 0.03), bound)).toBe(verdict));

  it('runs the other way for errors, and without an interval goes by the value', () => {
    expect(verdictOn('rmse', around(2, 0.5), 3)).toBe('met');
    expect(verdictOn('rmse', around(2, 0.5), 1.8)).toBe('not-met-in-doubt');
    expect(verdictOn('rmse', { value: 2, lower: NaN, upper: NaN, rows: 1 }, 2)).toBe('met');
    expect(verdictOn('rmse', { value: NaN, lower: NaN, upper: NaN, rows: 0 }, 2)).toBe('unknown');
  });

  it('is told for the goal, the baseline, guardrails and constraints, and for nothing else', () => {
    expect(judge(problem, judged)).toEqual([]);
    const asking = { ...problem, criterion: 0.75, aboveBaseline: 0.2, guardrails: [{ metric: 'recall', bound: 0.65 }], constraints: { modelBytes: 1_000, predictionMs: 1, explainable: true } } as const;
    expect(judge(asking, judged).map(({ asked, verdict }) => [asked, verdict])).toEqual([
      ['criterion', 'met'],
      ['above-baseline', 'not-met'],
      ['guardrail', 'not-met-in-doubt'],
      ['model-size', 'not-met'],
      ['prediction-time', 'met'],
      ['explainable', 'not-met'],
    ]);
    expect(judge({ ...problem, aboveBaseline: 0.01 }, { ...judged, baseline: judged.metrics })[0]).toMatchObject({ value: 0, verdict: 'not-met' });
    expect(brokenConstraints(asking.constraints, judged)).toEqual(['model-size', 'explainable']);
    expect(brokenConstraints({ modelBytes: 3_000, predictionMs: null, explainable: false }, judged)).toEqual([]);
    expect(brokenConstraints(null, judged)).toEqual([]);
  });
});

it('is not known where a figure was not measured', () => {
  const asking = { ...problem, constraints: { modelBytes: 1_000, predictionMs: 1, explainable: false } };
  expect(judge(asking, { ...judged, perRowUs: NaN, sizeBytes: NaN }).map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown']);
});

describe('what decisions bring', () => {
  const outcomes = { unit: '€', truePositive: 100, falsePositive: -10, falseNegative: 0, trueNegative: 0 };
  const point = (threshold: number, [truePositives, falsePositives, falseNegatives, trueNegatives]: readonly number[]) => ({ threshold, truePositives, falsePositives, falseNegatives, trueNegatives });
  const points = [point(1, [0, 0, 10, 90]), point(0.5, [6, 10, 4, 80]), point(0.1, [10, 90, 0, 0])];

  it('is counted over all rows', () => {
    expect(points.map((at) => valuePerRow(at, outcomes))).toEqual([0, 5, 1]);
    expect(bestPoint(points, outcomes)?.threshold).toBe(0.5);
    expect(bestPoint([], outcomes)).toBeNull();
  });
  it('breaks even where cost and gain balance', () => {
    expect(breakEvenProbability(outcomes)).toBeCloseTo(10 / 110, 12);
    expect(breakEvenProbability({ ...outcomes, falsePositive: 5 })).toBeNaN();
  });
});
