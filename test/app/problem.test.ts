import { describe, expect, it } from 'vitest';
import { goalDirection, learningGround, metricOptions, parseGoal, positiveShare, rolesSummary, taskBecause } from '../../src/app/problem.ts';
import { supportLines } from '../../src/app/problem-support.ts';
import { adultProblem, adultProfile, justRead } from '../ui/fixtures/adult.ts';
import { longNames, small } from '../ui/fixtures/harsh.ts';

describe('the goal', () => {
  it.each([
    ['0.92', { goal: 0.92 }],
    [' 0,92 ', { goal: 0.92 }],
    ['−1.5', { goal: -1.5 }],
    ['', { goal: null }],
  ])('“%s” is read', (text, goal) => expect(parseGoal(text)).toEqual(goal));
  it.each(['high', '0.9.2', 'Infinity', '12 %'])('“%s” is refused with what was seen', (text) => {
    expect(parseGoal(text)).toEqual({ error: `“${text}” is not a number` });
  });
  it('is a floor or a ceiling as the metric has it', () => {
    expect(goalDirection('roc_auc')).toBe('at least');
    expect(goalDirection('rmse')).toBe('at most');
  });
});

describe('the statement', () => {
  it('offers the task’s metrics, its default first', () => {
    expect(metricOptions({ ...adultProblem, task: 'binary' })[0].value).toBe('roc_auc');
    expect(metricOptions({ ...adultProblem, task: 'regression' }).some(({ value }) => value === 'roc_auc')).toBe(false);
  });
  it('says how many rows the class to find has', () => {
    expect(positiveShare(adultProblem, adultProfile.columns)).toBe(', which 24% of rows are');
    expect(positiveShare({ ...adultProblem, positiveClass: 'other' }, adultProfile.columns)).toBe('');
  });
  it('gives the reason of the task within its sentence', () => {
    const taskReason = 'It holds two values, "0" and "1".';
    expect(taskBecause({ ...adultProblem, taskReason })).toBe('because it holds two values, "0" and "1"');
    expect(taskBecause({ ...adultProblem, taskReason, taskOverridden: true })).toBe('as you chose, though it holds two values, "0" and "1"');
  });
  it('sums up the roles', () => {
    expect(rolesSummary(adultProblem)).toBe('The model may look at 12 columns; surveyed_at orders the rows in time; bracket is left out.');
  });
});

describe('what the data can support', () => {
  it('names the rarest class, and stays silent where not every class was counted', () => {
    expect(learningGround(adultProblem, adultProfile.columns)?.text).toBe('5,861 rows of the rarest class, “>50K”.');
    const lines = supportLines(longNames());
    expect(lines[0].severity).toBe('bad');
    expect(lines.some(({ id }) => id === 'ground')).toBe(false);
  });
  it('puts what is wrong first and says what is fine too', () => {
    const ranks = supportLines(justRead()).map(({ severity }) => severity);
    expect(ranks).toEqual(['info', 'info', 'good', 'good']);
    expect(supportLines(small()).map(({ title }) => title)).toContain('Enough to learn from');
  });
});
