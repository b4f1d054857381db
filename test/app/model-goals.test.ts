import { describe, expect, it } from 'vitest';
import { bestThresholdOf, readThreshold } from '../../src/app/evaluation-binary.ts';
import { brokenInWords, goalLines } from '../../src/app/model-goals.ts';
import { leaderboardView } from '../../src/app/model-leaderboard.ts';
import { adultProblem } from '../ui/fixtures/adult.ts';
import { adultEntries, adultEvaluation } from '../ui/fixtures/run.ts';

const [best] = adultEntries;
const constraints = { modelBytes: 10, predictionMs: null, explainable: false };

describe('what was asked of a model', () => {
  it('is listed with how the model stands to it', () => {
    const problem = { ...adultProblem, criterion: 0.5, aboveBaseline: 0.5, constraints };
    expect(goalLines(problem, best, adultEntries).map(({ asked, tone }) => [asked, tone])).toEqual([
      ['ROC AUC at least 0.5', 'good'],
      ['ROC AUC better than the linear model by 0.5', 'bad'],
      ['Model of at most 10 B', 'bad'],
    ]);
    expect(goalLines({ ...adultProblem, criterion: null }, best, adultEntries)).toEqual([]);
  });
  it('is told on the leaderboard where a constraint is broken', () => {
    expect(brokenInWords({ ...adultProblem, constraints }, best)).toBe('larger than you allow');
    expect(leaderboardView(adultEntries, { ...adultProblem, constraints }).rows[0].reason).toContain('larger than you allow');
    expect(leaderboardView(adultEntries, { ...adultProblem, constraints }).rows[0].note).toBe('Larger than you allow');
    expect(brokenInWords(adultProblem, best)).toBeNull();
  });
});

describe('what a threshold brings', () => {
  const { detail } = adultEvaluation('boosting', 'validation');
  const outcomes = { unit: '€', truePositive: 50, falsePositive: -10, falseNegative: 0, trueNegative: 0 };

  it('is counted for a hundred rows, and highest at the threshold that is offered', () => {
    if (detail.kind !== 'binary') throw new Error('the fixture is binary');
    const valueAt = (threshold: number) => parseFloat(readThreshold(detail, 'no', threshold, outcomes).numbers.find(({ label }) => label === 'Value of 100 rows')?.value.replace(/[−,]/g, (mark) => (mark === '−' ? '-' : '')) ?? '');
    const at = bestThresholdOf(detail, outcomes) ?? NaN;
    for (const other of [0.05, 0.2, 0.5, 0.8]) expect(valueAt(at)).toBeGreaterThanOrEqual(valueAt(other));
    expect(bestThresholdOf(detail, null)).toBeNull();
  });
});
