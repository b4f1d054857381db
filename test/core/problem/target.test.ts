import { describe, expect, it } from 'vitest';
import { checkProblem } from '../../../src/core/problem/check-problem.ts';
import { rowsWithTarget, targetCells, targetOf } from '../../../src/core/problem/target.ts';
import type { ProblemDefinition } from '../../../src/core/problem/problem.ts';
import { selectRows, type Column } from '../../../src/core/table/table.ts';
import { categoryColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

function cycle<T>(values: readonly T[], n: number): T[] {
  return Array.from({ length: n }, (_, i) => values[i % values.length]);
}

describe('the target of a table', () => {
  it('is class indices in the order of the classes, whatever the order of the levels', () => {
    const table = tableOf(categoryColumn('y', ['yes', 'no', null, 'yes']));
    const problem = problemOf(table, 'y', ['no', 'yes']);
    expect(targetCells(table, problem)).toEqual({ kind: 'classes', codes: Int32Array.of(1, 0, -1, 1), classes: ['no', 'yes'] });
    expect(rowsWithTarget(table, problem)).toEqual(Uint32Array.of(0, 1, 3));
    const labelled = selectRows(table, rowsWithTarget(table, problem));
    expect(targetOf(labelled, problem)).toEqual({ kind: 'classes', codes: Int32Array.of(1, 0, 1), classes: ['no', 'yes'] });
  });

  it('is the same from numbers as from labels', () => {
    const table = tableOf(numberColumn('y', [2, 1, null]));
    const problem = problemOf(table, 'y', ['1', '2']);
    expect(targetCells(table, problem)).toEqual({ kind: 'classes', codes: Int32Array.of(1, 0, -1), classes: ['1', '2'] });
    const text = tableOf(textColumn('y', ['2', '1', null]));
    expect(targetCells(text, problem)).toEqual(targetCells(table, problem));
  });

  it('is numbers for a regression, infinite ones as missing', () => {
    const table = tableOf(numberColumn('y', [1.5, null, Infinity, -2]));
    const problem = problemOf(table, 'y');
    expect(rowsWithTarget(table, problem)).toEqual(Uint32Array.of(0, 3));
    expect(targetOf(selectRows(table, Uint32Array.of(3, 0)), problem)).toEqual({ kind: 'number', values: Float64Array.of(-2, 1.5) });
  });

  it('refuses missing cells, unknown labels and labels where numbers were expected', () => {
    const table = tableOf(categoryColumn('y', ['a', null, 'b']));
    expect(() => targetOf(table, problemOf(table, 'y', ['a', 'b']))).toThrow('TargetIsMissing: row 2 has no value of target "y"');
    expect(() => targetOf(table, problemOf(table, 'y', ['a', 'c']))).toThrow(/^UnknownClass: target "y" holds "b"/);
    expect(() => targetOf(table, problemOf(table, 'y'))).toThrow(/^TargetNotNumeric: target "y" holds "a"/);
    const numbers = tableOf(numberColumn('y', [1, null]));
    expect(() => targetOf(numbers, problemOf(numbers, 'y'))).toThrow(/^TargetIsMissing: row 2/);
  });

  it('of no rows is empty', () => {
    const table = tableOf(categoryColumn('y', []));
    expect(rowsWithTarget(table, problemOf(table, 'y', ['a', 'b']))).toEqual(new Uint32Array(0));
    expect(targetOf(table, problemOf(table, 'y', ['a', 'b']))).toEqual({ kind: 'classes', codes: new Int32Array(0), classes: ['a', 'b'] });
  });
});

describe('checkProblem', () => {
  const check = (column: Column, classes: readonly string[] = [], change: Partial<ProblemDefinition> = {}) => {
    const table = tableOf(column, numberColumn('x', Array.from({ length: 1 }, () => 1)));
    return () => checkProblem(table, { ...problemOf(table, 'y', classes), ...change });
  };

  it('lets a good problem pass', () => {
    expect(check(categoryColumn('y', cycle(['a', 'b'], 20)), ['a', 'b'])).not.toThrow();
    expect(check(categoryColumn('y', cycle(['a', 'b', 'c', null], 20)), ['a', 'b', 'c'])).not.toThrow();
    expect(check(numberColumn('y', Array.from({ length: 20 }, (_, i) => i / 3)))).not.toThrow();
  });

  const bad: readonly [string, () => void, RegExp][] = [
    ['one class', check(categoryColumn('y', cycle(['no'], 20)), ['no', 'yes']), /^TargetHasOneClass: target "y" has only "no"; choose another column/],
    ['one class beside empty cells', check(categoryColumn('y', cycle(['no', null], 20)), ['no']), /^TargetHasOneClass/],
    ['one number', check(numberColumn('y', cycle([3], 20))), /^TargetHasOneClass: target "y" has only "3"/],
    ['no label', check(categoryColumn('y', cycle([null], 20)), ['a', 'b']), /^TargetIsMissing: no row has a value of target "y"/],
    ['no number', check(numberColumn('y', cycle([null], 20))), /^TargetIsMissing: no row holds a number in target "y"/],
    ['text for an amount', check(categoryColumn('y', cycle(['red', 'blue'], 20))), /^TargetNotNumeric: target "y" holds "red"/],
    ['9 rows', check(categoryColumn('y', cycle(['a', 'b'], 9)), ['a', 'b']), /^TooFewRows: only 9 rows have/],
    ['9 numbers and an infinity', check(numberColumn('y', [1, 2, 3, 4, 5, 6, 7, 8, 9, Infinity])), /^TooFewRows: only 9 rows/],
    ['a label a row', check(categoryColumn('y', Array.from({ length: 30 }, (_, i) => `l${i}`)), ['l0', 'l1', 'l2']), /^TargetHasTooManyClasses: target "y" has 30 different values in 30 rows/],
    ['three values for a binary task', check(categoryColumn('y', cycle(['a', 'b', 'c'], 30)), ['a', 'b']), /^TargetNotBinary: target "y" has 3/],
    ['a label that is none of the classes', check(categoryColumn('y', cycle(['a', 'b', 'd'], 30)), ['a', 'b', 'c']), /^UnknownClass/],
    ['a column that is not there', check(categoryColumn('z', cycle(['a', 'b'], 30)), ['a', 'b']), /^ColumnNotFound/],
  ];
  for (const [name, run, message] of bad) {
    it(`refuses ${name}`, () => {
      expect(run).toThrow(message);
    });
  }

  it('names each cause by a code', () => {
    for (const [, run, message] of bad) {
      try {
        run();
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        expect(message.source).toContain(code);
        expect(code).not.toBe('');
      }
    }
  });
});
