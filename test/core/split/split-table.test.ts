import { describe, expect, test } from 'vitest';
import { NotEnoughGroups, NotEnoughRows, SplitColumnUnusable } from '../../../src/core/split/split-errors.ts';
import { splitTable } from '../../../src/core/split/split-table.ts';
import type { SplitParams } from '../../../src/core/split/split.ts';
import { suggestSplit } from '../../../src/core/split/suggest-split.ts';
import { trainTable } from '../../../src/core/split/train-table.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const folds = (nFolds: number): SplitParams['validation'] => ({ kind: 'folds', nFolds });
const base: SplitParams = { strategy: 'random', reason: '', testShare: 0.2, seed: 0, column: null, validation: folds(5) };

function binaryTable(n: number) {
  const table = tableOf(
    categoryColumn('y', upTo(n).map((i) => (i % 3 === 0 ? 'yes' : 'no'))),
    numberColumn('x', upTo(n)),
    datetimeColumn('at', upTo(n).map((i) => `2024-01-${String((i % 28) + 1).padStart(2, '0')}T00:00:00`)),
    categoryColumn('shop', upTo(n).map((i) => `s${i % 9}`)),
  );
  return { table, problem: problemOf(table, 'y', ['no', 'yes']) };
}

describe('suggestSplit', () => {
  test('stratifies classes, draws numbers at random, and heeds group and time roles', () => {
    const { table, problem } = binaryTable(600);
    expect(suggestSplit(table, problem, 3)).toMatchObject({ strategy: 'stratified', column: null, testShare: 0.2, seed: 3, validation: folds(10) });
    expect(suggestSplit(table, problemOf(table, 'x'), 0).strategy).toBe('random');
    const timed = { ...problem, roles: { ...problem.roles, at: 'time' as const } };
    expect(suggestSplit(table, timed, 0)).toMatchObject({ strategy: 'time', column: 'at', validation: folds(5) });
    const grouped = { ...timed, roles: { ...timed.roles, shop: 'group' as const } };
    expect(suggestSplit(table, grouped, 0)).toMatchObject({ strategy: 'grouped', column: 'shop', validation: folds(7) });
  });

  test('takes five folds from 500 development rows on, and one part above 20,000', () => {
    const { table, problem } = binaryTable(700);
    expect(suggestSplit(table, problem, 0).validation).toEqual(folds(5));
    const large = tableOf(numberColumn('y', upTo(26_000)), numberColumn('x', upTo(26_000)));
    expect(suggestSplit(large, problemOf(large, 'y'), 0)).toMatchObject({ testShare: 0.2, validation: { kind: 'holdout', share: 0.2 } });
    const huge = tableOf(numberColumn('y', upTo(100_001)));
    expect(suggestSplit(huge, problemOf(huge, 'y'), 0).testShare).toBe(0.1);
  });

  test('leaves a time column that cannot be ordered alone', () => {
    const table = tableOf(numberColumn('y', upTo(50)), textColumn('when', upTo(50).map((i) => `day ${i}`)));
    expect(suggestSplit(table, problemOf(table, 'y', [], { when: 'time' }), 0).strategy).toBe('random');
  });

  test.each([10, 12, 17, 30])('splits %i rows', (n) => {
    const { table, problem } = binaryTable(n);
    const split = splitTable(table, problem, suggestSplit(table, problem, 1));
    expect(split.test.length).toBe(Math.round(n * 0.2));
    expect(split.folds.length).toBeGreaterThanOrEqual(2);
    for (const { train } of split.folds) expect(new Set(upTo(n).filter((i) => train.includes(i)).map((i) => i % 3 === 0)).size).toBe(2);
  });
});

describe('splitTable', () => {
  test('another seed draws other test rows', () => {
    const { table, problem } = binaryTable(200);
    const draw = (seed: number) => [...splitTable(table, problem, { ...base, seed }).test];
    expect(draw(1)).not.toEqual(draw(2));
  });

  test('a time split tests on the last rows and validates forward', () => {
    const n = 100;
    const shuffled = upTo(n).map((i) => (i * 37) % n);
    const table = tableOf(numberColumn('y', upTo(n)), numberColumn('t', shuffled));
    const split = splitTable(table, problemOf(table, 'y'), { ...base, strategy: 'time', column: 't' });
    const times = (rows: Uint32Array) => Array.from(rows, (row) => shuffled[row]);
    expect(times(split.test)).toEqual(upTo(n).slice(80));
    expect(split.folds.map(({ train }) => train.length)).toEqual([40, 48, 56, 64, 72]);
    expect(times(split.folds[0].validation)).toEqual(upTo(n).slice(40, 48));
    expect(times(split.folds[4].validation)).toEqual(upTo(n).slice(72, 80));
  });

  test('keeps rows of the same time on one side where that is possible', () => {
    const days = upTo(90).map((i) => Math.floor(i / 9));
    const table = tableOf(numberColumn('y', upTo(90)), numberColumn('day', days));
    const { development, test: tested } = splitTable(table, problemOf(table, 'y'), { ...base, testShare: 0.25, strategy: 'time', column: 'day' });
    expect(Math.min(...Array.from(tested, (row) => days[row]))).toBeGreaterThan(Math.max(...Array.from(development, (row) => days[row])));
  });

  test('a grouped split meets the test share with a group that is larger than it', () => {
    const shops = upTo(100).map((i) => (i < 60 ? 'large' : `s${i % 10}`));
    const table = tableOf(numberColumn('y', upTo(100)), categoryColumn('shop', shops));
    for (const seed of upTo(20)) {
      const { test: tested } = splitTable(table, problemOf(table, 'y'), { ...base, seed, strategy: 'grouped', column: 'shop' });
      expect(tested.length).toBe(20);
    }
  });

  test('grouped folds share the classes out evenly', () => {
    const n = 400;
    const shops = upTo(n).map((i) => `s${i % 40}`);
    const labels = upTo(n).map((i) => ((i % 40) % 4 === 0 ? 'yes' : 'no'));
    const table = tableOf(categoryColumn('y', labels), categoryColumn('shop', shops));
    const split = splitTable(table, problemOf(table, 'y', ['no', 'yes']), { ...base, strategy: 'grouped', column: 'shop', validation: folds(4) });
    for (const { validation } of split.folds) {
      const yes = Array.from(validation).filter((row) => labels[row] === 'yes').length / validation.length;
      expect(yes).toBeGreaterThan(0.1);
      expect(yes).toBeLessThan(0.45);
    }
  });

  test('says what is missing', () => {
    const few = tableOf(numberColumn('y', [1, null, 2, 3]), categoryColumn('g', ['a', 'a', 'b', 'a']));
    expect(() => splitTable(few, problemOf(few, 'y'), base)).toThrow(NotEnoughRows);
    expect(() => splitTable(few, problemOf(few, 'y'), base)).toThrow('NotEnoughRows: there are 3 rows with a value of "y" and at least 5 are needed');
    const table = tableOf(numberColumn('y', upTo(20)), categoryColumn('g', upTo(20).map((i) => `${i % 2}`)), textColumn('t', upTo(20).map(String)));
    const problem = problemOf(table, 'y');
    expect(() => splitTable(table, problem, { ...base, strategy: 'grouped', column: 'g' })).toThrow(NotEnoughGroups);
    expect(() => splitTable(table, problem, { ...base, strategy: 'grouped' })).toThrow(SplitColumnUnusable);
    expect(() => splitTable(table, problem, { ...base, strategy: 'time', column: 't' })).toThrow(SplitColumnUnusable);
    expect(() => splitTable(table, problem, { ...base, strategy: 'time' })).toThrow(SplitColumnUnusable);
  });
});

test('trainTable takes the rows in the order given', () => {
  const { table } = binaryTable(10);
  const train = trainTable(table, Uint32Array.of(7, 2));
  expect(train.nRows).toBe(2);
  expect(train.columns[1]).toEqual(numberColumn('x', [7, 2]));
});
