import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/math/rng.ts';
import type { ProblemDefinition } from '../../../../src/core/problem/problem.ts';
import { withClasses } from '../../../../src/core/problem/with-classes.ts';
import { expectedMargin } from '../../../../src/core/profile/support/goal-notes.ts';
import { judgeSupport } from '../../../../src/core/profile/support/judge-support.ts';
import { categoryColumn, numberColumn, problemOf, tableOf } from '../../../support/column-builders.ts';

const rng = createRng(5);
const noise = (n: number) => numberColumn('x', Array.from({ length: n }, () => rng.normal()));
const classes = (counts: Readonly<Record<string, number>>) => categoryColumn('y', Object.entries(counts).flatMap(([label, count]) => new Array<string>(count).fill(label)));
const severities = (table: ReturnType<typeof tableOf>, problem: ProblemDefinition) => Object.fromEntries(judgeSupport(table, problem, 0.2).map(({ id, severity }) => [id, severity]));

describe('whether the data can support the goal', () => {
  it('says what is fine', () => {
    const table = tableOf(classes({ no: 600, yes: 400 }), noise(1000));
    expect(severities(table, problemOf(table, 'y', ['no', 'yes']))).toEqual({ ground: 'good' });
  });

  it('finds too few positives', () => {
    const table = tableOf(classes({ no: 500, yes: 6 }), noise(506));
    const notes = severities(table, problemOf(table, 'y', ['no', 'yes']));
    expect(notes).toMatchObject({ 'rare-classes': 'bad', 'nearly-constant': 'info', metric: 'warn' });
  });

  it('joins rare classes on a click, as a problem that can be trained', () => {
    const table = tableOf(classes({ a: 200, b: 150, c: 5, d: 3 }), noise(358));
    const problem = problemOf(table, 'y', ['a', 'b', 'c', 'd']);
    const fix = judgeSupport(table, problem, 0.2).find(({ id }) => id === 'rare-classes')?.fixes[0];
    if (fix?.action !== 'restate') throw new Error('there is a fix that restates');
    const restated = withClasses(table, { ...problem, ...fix.change });
    expect(restated).toMatchObject({ task: 'multiclass', classes: ['a', 'b', 'other'] });
    expect(severities(table, restated)).not.toHaveProperty('rare-classes.bad');
  });

  it('knows a goal beyond what the labels allow, and one that guessing reaches', () => {
    const x = categoryColumn('x', Array.from({ length: 400 }, (_, i) => (i % 4 < 2 ? 'a' : 'b')));
    const table = tableOf(categoryColumn('y', Array.from({ length: 400 }, (_, i) => (i % 4 === 0 || i % 4 > 2 ? 'yes' : 'no'))), x);
    const problem = problemOf(table, 'y', ['no', 'yes']);
    expect(severities(table, { ...problem, metric: 'accuracy', criterion: 0.9 })).toMatchObject({ ceiling: 'bad' });
    expect(severities(table, { ...problem, metric: 'accuracy', criterion: 0.5 })).toMatchObject({ goal: 'warn' });
    expect(severities(table, { ...problem, criterion: 1.2 })).toMatchObject({ goal: 'bad' });
  });

  it('offers bands and another question for an amount that hardly varies', () => {
    const values = Array.from({ length: 500 }, (_, i) => (i < 480 ? 0 : i));
    const table = tableOf(numberColumn('y', values), noise(500));
    const note = judgeSupport(table, problemOf(table, 'y'), 0.2).find(({ id }) => id === 'nearly-constant');
    expect(note).toMatchObject({ severity: 'bad' });
    const change = note?.fixes[0].action === 'restate' ? note.fixes[0].change : {};
    expect(change).toMatchObject({ task: 'binary', reframing: { edges: [Number.MIN_VALUE] } });
    expect(withClasses(table, { ...problemOf(table, 'y'), ...change })).toMatchObject({ classes: ['0', 'above 0'], positiveClass: 'above 0' });
  });

  it('says how sure the test rows will be', () => {
    const table = tableOf(classes({ no: 60, yes: 60 }), noise(120));
    expect(severities(table, { ...problemOf(table, 'y', ['no', 'yes']), criterion: 0.8 })).toMatchObject({ margin: 'warn' });
    // By hand: (0.16 + 99 (0.8/1.2 - 0.64) + 99 (1.28/1.8 - 0.64)) / 10,000, and its root.
    expect(expectedMargin({ ...problemOf(table, 'y', ['no', 'yes']) }, [100, 100], 1, 0.8) / 1.96).toBeCloseTo(0.031369, 5);
  });

  it('asks for another question where a choice between two has more values', () => {
    const spread = Array.from({ length: 200 }, (_, i) => String(i + 0.5));
    const numbers = tableOf(categoryColumn('y', spread), noise(200));
    const [note, ...others] = judgeSupport(numbers, { ...problemOf(numbers, 'y', spread), task: 'binary' }, 0.2);
    expect(note).toMatchObject({ id: 'not-binary', severity: 'bad', title: 'y holds 200 different values, not two' });
    expect(others).toEqual([]);
    const [bands, amount] = note.fixes.map((fix) => (fix.action === 'restate' ? fix.change : {}));
    expect(bands).toMatchObject({ task: 'binary', reframing: { kind: 'bands', edges: [100] } });
    expect(amount).toEqual({ task: 'regression' });
    const labels = tableOf(classes({ a: 60, b: 60, c: 60 }), noise(180));
    const [several] = judgeSupport(labels, { ...problemOf(labels, 'y', ['a', 'b', 'c']), task: 'binary' }, 0.2)[0].fixes;
    expect(several).toMatchObject({ change: { task: 'multiclass' } });
  });

  it('says one thing of a target with one class, and of one without a number', () => {
    const one = tableOf(classes({ no: 300 }), noise(300));
    expect(judgeSupport(one, problemOf(one, 'y', ['no']), 0.2)).toMatchObject([{ severity: 'bad', title: 'Every row is "no"' }]);
    const none = tableOf(numberColumn('y', [NaN, NaN]), noise(2));
    const problem = { ...problemOf(none, 'y'), taskOverridden: true, taskReason: 'It holds two values, "no" and "yes".' };
    expect(judgeSupport(none, problem, 0.2)).toMatchObject([{ id: 'target', title: 'y holds no number' }]);
  });

  it('gives the reason where the target cannot be used', () => {
    const table = tableOf(categoryColumn('y', ['a', 'b', 'a']), noise(3));
    const [note] = judgeSupport(table, { ...problemOf(table, 'y'), task: 'regression' }, 0.2);
    expect(note).toMatchObject({ id: 'target', severity: 'bad' });
    expect(note.detail).toContain('"a"');
  });
});
