import { describe, expect, it } from 'vitest';
import { issueSeverity, issueText, splitBars, splitReading, targetTable, timeTicks } from '../../src/app/data-split.ts';
import { gapUnit, splitColumns, validationChange, validationChoices } from '../../src/app/data-plan.ts';
import { splitPicture } from '../../src/core/split/split-picture.ts';
import { splitTable } from '../../src/core/split/split-table.ts';
import type { SplitParams } from '../../src/core/split/split.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf } from '../support/column-builders.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const table = tableOf(
  categoryColumn('y', upTo(100).map((i) => (i % 4 === 0 ? 'yes' : 'no'))),
  numberColumn('x', upTo(100)),
  datetimeColumn('day', upTo(100).map((i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 19))),
);
const problem = problemOf(table, 'y', ['no', 'yes']);
const base: SplitParams = { strategy: 'stratified', reason: '', testShare: 0.2, seed: 0, column: null, validation: { kind: 'folds', nFolds: 5 } };
const drawn = (params: Partial<SplitParams> = {}) => splitPicture(table, problem, splitTable(table, problem, { ...base, ...params }));

describe('the picture of a split', () => {
  it('has a bar for each fold, whose stretches fill it without overlap', () => {
    for (const picture of [drawn(), drawn({ validation: { kind: 'holdout', share: 0.25 } })]) {
      const bars = splitBars(picture);
      expect(bars).toHaveLength(picture.folds.length);
      for (const { stretches } of bars) {
        const inOrder = [...stretches].sort((a, b) => a.from - b.from);
        expect(inOrder[0].from).toBe(0);
        expect(inOrder.at(-1)?.to).toBeCloseTo(1, 12);
        inOrder.slice(1).forEach(({ from }, at) => expect(from).toBeCloseTo(inOrder[at].to, 12));
      }
    }
    expect(splitBars(drawn())[0].stretches.find(({ part }) => part === 'validation')?.title).toBe('16 rows, judged on');
  });

  it('places parts in time on an axis of dates', () => {
    const picture = drawn({ strategy: 'time', column: 'day', gap: 5 * 86_400_000 });
    const [first] = splitBars(picture);
    const of = (part: string) => first.stretches.find((one) => one.part === part)!;
    expect(of('train').from).toBe(0);
    expect(of('validation').from - of('train').to).toBeCloseTo(5 / 99, 9);
    expect(of('test').to).toBe(1);
    expect(timeTicks(picture)?.map(({ label }) => label)).toEqual(['2024-01-01', '2024-01-25', '2024-02-19', '2024-03-15', '2024-04-09']);
    expect(timeTicks(drawn())).toBeNull();
  });

  it('is read in a line', () => {
    expect(splitReading(drawn())).toBe('Each of 5 models learns from 64% of the rows and is judged on 16%; 20% stay locked.');
    expect(splitReading(drawn({ validation: { kind: 'holdout', share: 0.25 } }))).toBe('Candidates learn from 60% of the rows and are judged on 20%; 20% stay locked.');
    expect(splitReading(drawn({ keepDuplicatesTogether: true }))).toMatch(/equal rows stay on one side \(80 and 20 different ones\)/);
  });

  it('has the classes of each part in a table', () => {
    const { rows, columns } = targetTable(drawn());
    expect(columns).toHaveLength(2);
    expect(rows[0]).toMatchObject({ part: 'To train and compare on', rows: '80', values: [{ text: '75%' }, { text: '25%' }] });
    expect(rows).toHaveLength(7);
  });
});

describe('what a check of a split says', () => {
  it.each([
    [{ kind: 'groups-cross', column: 'house', boundary: 'test', groups: 12, rows: 40 }, 'warn', '12 values of house stand on both sides of the locked rows (40 rows): scores there flatter. Split by group.'],
    [{ kind: 'duplicates-cross', boundary: 'validation', rows: 3, share: 0.004 }, 'info', '3 rows (0.4%) of the rows that models are compared on equal a row that is learned from in every feature. Keep equal rows together.'],
    [{ kind: 'classes-absent', part: 'training', classes: ['rare'] }, 'bad', 'absent from the rows that a model learns from: it cannot be predicted.'],
    [{ kind: 'part-small', part: 'test', rows: 9, needed: 30 }, 'warn', 'Only 9 rows in the locked rows; below 30, a score is mostly chance.'],
    [{ kind: 'rows-left-out', because: 'gap', rows: 4 }, 'info', '4 rows within the gap are left out.'],
  ] as const)('%j', (issue, severity, text) => {
    expect(issueSeverity(issue)).toBe(severity);
    expect(issueText(issue)).toContain(text);
  });
});

describe('the choices of a split', () => {
  const column = (name: string, kind: 'category' | 'datetime' | 'number', levels: string[] | null = null) =>
    ({ name, kind, count: 9, missing: 0, distinct: 3, numeric: null, levels: levels?.map((level) => ({ level, count: 3, positive: null })) ?? null, association: null });
  it('offer a ready column only where its labels name parts', () => {
    const columns = [column('part', 'category', ['Train', 'test']), column('town', 'category', ['train', 'bus']), column('day', 'datetime')];
    expect(splitColumns('ready', null, columns)).toEqual(['part']);
    expect(gapUnit({ ...base, column: 'day' }, columns)).toEqual({ name: 'days', size: 86_400_000 });
    expect(gapUnit({ ...base, column: 'x' }, columns).size).toBe(1);
  });
  it('say how candidates are compared, in use or not', () => {
    expect(validationChoices({ kind: 'folds', nFolds: 7 })).toMatchObject({ value: 'folds 7' });
    expect(validationChoices({ kind: 'folds', nFolds: 7 }).options[0].label).toBe('7 folds');
    for (const { value } of validationChoices({ kind: 'folds', nFolds: 5 }).options) expect(validationChoices(validationChange(value).validation!).value).toBe(value);
  });
});
