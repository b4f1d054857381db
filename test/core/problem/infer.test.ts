import { describe, expect, it } from 'vitest';
import { classesOf } from '../../../src/core/problem/classes.ts';
import { inferTask } from '../../../src/core/problem/infer-task.ts';
import { defaultPositiveClass, positiveIndexOf } from '../../../src/core/problem/positive-class.ts';
import { suggestProblem } from '../../../src/core/problem/suggest-problem.ts';
import { suggestTarget } from '../../../src/core/problem/suggest-target.ts';
import { selectRows } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

function cycle<T>(values: readonly T[], n: number): T[] {
  return Array.from({ length: n }, (_, i) => values[i % values.length]);
}

function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

describe('inferTask', () => {
  const cases: readonly [string, ReturnType<typeof numberColumn>, string, RegExp][] = [
    ['two labels', categoryColumn('y', cycle(['no', 'yes'], 30)), 'binary', /two values, "no" and "yes"/],
    ['two numbers', numberColumn('y', cycle([1, 2], 30)), 'binary', /two values, "1" and "2"/],
    ['two fractions', numberColumn('y', cycle([0.5, 1.5], 30)), 'binary', /two values/],
    ['three labels', categoryColumn('y', cycle(['a', 'b', 'c'], 30)), 'multiclass', /3 different labels/],
    ['labels that are numbers', categoryColumn('y', cycle(['3', '4', '5'], 300)), 'multiclass', /3 different whole numbers/],
    ['many labels that are numbers', categoryColumn('y', upTo(100).map(String)), 'regression', /100 different whole numbers/],
    ['few whole numbers', numberColumn('y', cycle(upTo(7), 3000)), 'multiclass', /only 7 different whole numbers in 3,000 rows/],
    ['30 whole numbers', numberColumn('y', cycle(upTo(30), 1000)), 'multiclass', /only 30/],
    ['31 whole numbers', numberColumn('y', cycle(upTo(31), 10_000)), 'regression', /31 different whole numbers/],
    ['too large a share of a small file', numberColumn('y', cycle(upTo(11), 100)), 'regression', /11 different/],
    ['10% of a small file', numberColumn('y', cycle(upTo(10), 100)), 'multiclass', /only 10/],
    ['fractions', numberColumn('y', cycle([1, 2.5, 3], 300)), 'regression', /fractions/],
    ['dates', datetimeColumn('y', ['2020-01-01T00:00', '2020-01-02T00:00', '2020-01-03T00:00']), 'regression', /dates/],
    ['one value', numberColumn('y', [4, 4, null]), 'binary', /only one value, "4"/],
    ['no value', numberColumn('y', [null, null]), 'binary', /no value/],
    ['free text', textColumn('y', ['a', 'b', 'c', null]), 'multiclass', /3 different labels/],
  ];
  for (const [name, column, task, reason] of cases) {
    it(`takes ${name} as ${task}`, () => {
      const inferred = inferTask(column);
      expect(inferred.task).toBe(task);
      expect(inferred.reason).toMatch(reason);
    });
  }
});

describe('classesOf', () => {
  it('orders numeric labels as numbers and others by code unit', () => {
    expect(classesOf(categoryColumn('y', ['10', '9', '-1', '1e1', null]))).toEqual(['-1', '9', '10', '1e1']);
    expect(classesOf(categoryColumn('y', ['b', 'B', 'a', '10', '9']))).toEqual(['10', '9', 'B', 'a', 'b']);
    expect(classesOf(numberColumn('y', [10, 9, null, 0.5]))).toEqual(['0.5', '9', '10']);
    expect(classesOf(textColumn('y', ['é', 'z', null, 'z']))).toEqual(['z', 'é']);
  });

  it('leaves out levels that no row has', () => {
    const table = tableOf(categoryColumn('y', ['a', 'b', 'c']));
    expect(classesOf(selectRows(table, Uint32Array.of(2, 0)).columns[0])).toEqual(['a', 'c']);
  });

  it('keeps labels as they stand, such as leading zeros and "__proto__"', () => {
    expect(classesOf(categoryColumn('y', ['02', '01', '1']))).toEqual(['01', '1', '02']);
    expect(classesOf(categoryColumn('y', ['__proto__', 'constructor']))).toEqual(['__proto__', 'constructor']);
  });
});

describe('defaultPositiveClass', () => {
  const counts = (a: number, b: number, classes: readonly string[]) => new Map([[classes[0], a], [classes[1], b]]);
  const cases: readonly [readonly [string, string], number, number, string][] = [
    [['no', 'yes'], 10, 90, 'yes'],
    [['False', 'True'], 10, 90, 'True'],
    [['negative', 'positive'], 1, 9, 'positive'],
    [['0', '1'], 10, 90, '1'],
    [['-1', '1'], 10, 90, '1'],
    [['1', '2'], 70, 30, '2'],
    [['<=50K', '>50K'], 76, 24, '>50K'],
    [['died', 'lived'], 20, 80, 'died'],
    [['a', 'b'], 5, 5, 'b'],
  ];
  for (const [classes, a, b, expected] of cases) {
    it(`finds ${expected} among ${classes.join(' and ')}`, () => {
      expect(defaultPositiveClass(classes, counts(a, b, classes))).toBe(expected);
    });
  }

  it('is null unless there are two', () => {
    expect(defaultPositiveClass(['a'], new Map([['a', 1]]))).toBeNull();
    expect(defaultPositiveClass(['a', 'b', 'c'], new Map())).toBeNull();
  });
});

describe('positiveIndexOf', () => {
  it('is the place of the positive class, 1 where there is none', () => {
    const table = tableOf(categoryColumn('y', ['yes', 'no']));
    const problem = problemOf(table, 'y', ['no', 'yes']);
    expect(positiveIndexOf(problem)).toBe(1);
    expect(positiveIndexOf({ ...problem, positiveClass: 'no' })).toBe(0);
    expect(positiveIndexOf({ ...problem, positiveClass: null })).toBe(1);
  });
});

describe('suggestTarget', () => {
  const labels = (name: string) => categoryColumn(name, ['a', 'b', 'a', 'b']);
  const amounts = (name: string) => numberColumn(name, [1, 2, 3, 4]);

  it('takes a name that says so, the surest first', () => {
    expect(suggestTarget(tableOf(labels('class'), labels('survived'), amounts('fare')))).toBe('survived');
    expect(suggestTarget(tableOf(labels('Target'), amounts('x')))).toBe('Target');
    expect(suggestTarget(tableOf(amounts('price'), amounts('x'), amounts('y'), amounts('z')))).toBe('price');
    expect(suggestTarget(tableOf(labels('Customer Churn'), amounts('x')))).toBe('Customer Churn');
    expect(suggestTarget(tableOf(labels('hasChurned'), amounts('x')))).toBe('hasChurned');
  });

  it('else takes the last column that can be predicted', () => {
    const id = categoryColumn('code', ['p', 'q', 'r', 's']);
    expect(suggestTarget(tableOf(amounts('a'), labels('b'), id))).toBe('b');
    expect(suggestTarget(tableOf(amounts('a'), labels('b'), textColumn('notes', ['x', 'y', 'z', 'w'])))).toBe('b');
    expect(suggestTarget(tableOf(amounts('a'), labels('b'), numberColumn('c', [1, 1, 1, 1])))).toBe('b');
  });

  it('passes over a telling name that holds one value only', () => {
    expect(suggestTarget(tableOf(categoryColumn('target', ['a', 'a', 'a', 'a']), labels('b')))).toBe('b');
  });

  it('gives the last column where none can be predicted, and nothing for no columns', () => {
    expect(suggestTarget(tableOf(categoryColumn('a', [null, null])))).toBe('a');
    expect(suggestTarget(tableOf())).toBe('');
  });
});

describe('suggestProblem', () => {
  const table = tableOf(
    categoryColumn('churn', cycle(['yes', 'no', 'no'], 30)),
    numberColumn('age', upTo(30)),
    numberColumn('when', upTo(30)),
  );

  it('fills in everything that follows from the target', () => {
    expect(suggestProblem(table, 'churn')).toEqual({
      target: 'churn',
      task: 'binary',
      taskReason: 'It holds two values, "yes" and "no".',
      taskOverridden: false,
      classes: ['no', 'yes'],
      positiveClass: 'yes',
      metric: 'roc_auc',
      criterion: null,
      rowMeaning: '',
      decision: '',
      roles: { churn: 'target', age: 'feature', when: 'feature' },
    });
    const amount = suggestProblem(table, 'age');
    expect([amount.task, amount.classes, amount.positiveClass, amount.metric]).toEqual(['regression', [], null, 'rmse']);
  });

  it('keeps the roles given, with exactly one target', () => {
    const { roles } = suggestProblem(table, 'age', { churn: 'target', age: 'ignored', when: 'time', gone: 'group' });
    expect(roles).toEqual({ churn: 'feature', age: 'target', when: 'time' });
  });

  it('throws for a column that is not there', () => {
    expect(() => suggestProblem(table, 'nothing')).toThrow(/^ColumnNotFound: /);
  });

  it('gives a column named __proto__ a role', () => {
    const odd = tableOf(categoryColumn('__proto__', ['a', 'b']), categoryColumn('y', ['a', 'b']));
    expect(Object.entries(suggestProblem(odd, 'y').roles)).toEqual([['__proto__', 'feature'], ['y', 'target']]);
  });
});

describe('a number with fractions', () => {
  it('is told by the first of them, but two values stay two classes', () => {
    expect(inferTask(numberColumn('y', [1, 2, 3, null, 4.5])).task).toBe('regression');
    expect(inferTask(numberColumn('y', [0.5, null, 1, 0.5, 1])).task).toBe('binary');
    expect(inferTask(numberColumn('y', [0.5, 0.5])).task).toBe('binary');
  });
});
