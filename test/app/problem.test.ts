import { describe, expect, it } from 'vitest';
import { goalDirection, metricOptions, movedClass, orderOf, parseGoal, positiveShare, reframingNote, rolesSummary, taskBecause } from '../../src/app/problem.ts';
import { guardrailOptions, outcomeSentence, outcomeTable, withGuardrail, withOutcome } from '../../src/app/problem-judging.ts';
import { supportLines } from '../../src/app/problem-support.ts';
import { columnsFor, columnsThatCouldBeLate, columnsWith, withConstraint } from '../../src/app/problem-uses.ts';
import { adultProblem, adultProfile, justRead } from '../ui/fixtures/adult.ts';

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
  it('takes only numbers above 0 where others make no sense', () => {
    expect(parseGoal('-5', true)).toEqual({ error: '“-5” is not above 0' });
    expect(parseGoal('0', true)).toEqual({ error: '“0” is not above 0' });
    expect([parseGoal('0.5', true), parseGoal('', true)]).toEqual([{ goal: 0.5 }, { goal: null }]);
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
  it('leaves out what was overruled, and what a restated target no longer rests on', () => {
    const taskReason = 'Its values are numbers with fractions, so an amount is predicted.';
    expect(taskBecause({ ...adultProblem, taskReason, taskOverridden: true })).toBe('as you chose, though its values are numbers with fractions');
    expect(taskBecause({ ...adultProblem, taskReason, reframing: { kind: 'bands', edges: [1], labels: ['under 1', '1 or more'] } })).toBe('as it was restated');
  });
  it('sums up the roles', () => {
    expect(rolesSummary(adultProblem)).toBe('The model may look at 12 columns; surveyed_at orders the rows in time; bracket is left out.');
  });
});

describe('what the data can support', () => {
  const note = { id: 'ground', severity: 'warn', title: 'Little to learn from', detail: '', fixes: [] } as const;

  it('puts what is wrong first and says what is fine too', () => {
    const lines = supportLines(justRead(), [note]);
    expect(lines[0]).toEqual(note);
    expect(lines.at(-1)).toMatchObject({ id: 'features', severity: 'good' });
  });
  it('says nothing else of a target that cannot be used', () => {
    const lines = supportLines(justRead(), [{ ...note, id: 'target', severity: 'bad' }]);
    expect(lines.map(({ id }) => id)).toEqual(['target', 'features']);
  });
  it('says where no column may be used', () => {
    const project = justRead();
    const versions = project.versions.map((version) => (version.stage === 'problem' ? { ...version, settings: { ...adultProblem, knownLate: Object.keys(adultProblem.roles) } } : version));
    expect(supportLines({ ...project, versions } as typeof project, [])[0]).toMatchObject({ id: 'features', severity: 'bad' });
  });
});

describe('what outcomes are worth', () => {
  const binary = { ...adultProblem, classes: ['no', 'yes'], positiveClass: 'yes' };

  it('is asked for each decision and truth', () => {
    const { truths, decisions } = outcomeTable(binary);
    expect(truths).toEqual(['it is yes', 'it is no']);
    expect(decisions.map(({ label, cells }) => [label, ...cells.map(({ outcome }) => outcome)])).toEqual([
      ['we say yes', 'truePositive', 'falsePositive'],
      ['we say no', 'falseNegative', 'trueNegative'],
    ]);
  });
  it('keeps the unit that was written before the first value', () => {
    expect(withOutcome(null, { truePositive: 90 }, 'CHF')).toMatchObject({ unit: 'CHF', truePositive: 90 });
    expect(withOutcome(withOutcome(null, { truePositive: 90 }, 'CHF'), { truePositive: 80 }, '')).toMatchObject({ unit: 'CHF' });
  });
  it('cuts long classes in its heads', () => {
    const { truths } = outcomeTable({ ...binary, classes: ['no', 'yes '.repeat(20)], positiveClass: 'yes '.repeat(20) });
    expect(truths[0].length).toBeLessThan(55);
  });
  it('is nothing where all are 0, and says from where on acting pays', () => {
    const outcomes = withOutcome(withOutcome(null, { truePositive: 90 }), { falsePositive: -10 });
    expect(outcomeSentence(outcomes)).toContain('10%');
    expect(withOutcome(outcomes, { truePositive: 0, falsePositive: 0 })).toBeNull();
    expect(outcomeSentence({ ...outcomes!, falsePositive: 5 })).toContain('no model is needed');
  });
});

describe('guardrails, constraints and uses', () => {
  it('offers metrics that are not in use, and changes or drops a bound', () => {
    const held = { ...adultProblem, guardrails: withGuardrail(adultProblem, 'recall', 0.6) };
    expect(guardrailOptions(held).map(({ value }) => value)).not.toContain('recall');
    expect(withGuardrail(held, 'recall', 0.7)).toEqual([{ metric: 'recall', bound: 0.7 }]);
    expect(withGuardrail(held, 'recall', null)).toEqual([]);
  });
  it('forgets constraints that ask for nothing', () => {
    const asked = { ...adultProblem, constraints: withConstraint(adultProblem, { explainable: true }) };
    expect(asked.constraints).toEqual({ modelBytes: null, predictionMs: null, explainable: true });
    expect(withConstraint(asked, { explainable: false })).toBeNull();
  });
  it('does not offer a column twice, nor a label as a weight', () => {
    const late = { ...adultProblem, knownLate: [columnsWith(adultProblem, 'feature')[0]] };
    expect(columnsThatCouldBeLate(late)).toHaveLength(columnsWith(adultProblem, 'feature').length - 1);
    const kinds = new Set(columnsFor(adultProblem, adultProfile.columns, 'weight').map((name) => adultProfile.columns.find((column) => column.name === name)?.kind));
    expect([...kinds]).toEqual(['number']);
  });
  it('says how the target was restated', () => {
    expect(reframingNote(adultProblem)).toBeNull();
    expect(reframingNote({ ...adultProblem, reframing: { kind: 'merge-classes', merged: ['a', 'b'], into: 'other' } })).toBe('Counted as other: a and b.');
    expect(reframingNote({ ...adultProblem, reframing: { kind: 'bands', edges: [10.24], labels: ['0', 'above 0'] } })).toBe(`${adultProblem.target} is taken by its band: 0, above 0.`);
    expect(movedClass(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(orderOf({ ...adultProblem, classes: ['high', 'low', 'medium'] })).toEqual(['low', 'medium', 'high']);
    expect(orderOf({ ...adultProblem, classes: ['x', 'y', 'z'] })).toEqual(['x', 'y', 'z']);
  });
});
