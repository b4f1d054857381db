import { describe, expect, it } from 'vitest';
import { suggestProblem } from '../../../src/core/problem/suggest-problem.ts';
import { withClasses } from '../../../src/core/problem/with-classes.ts';
import type { Table } from '../../../src/core/table/table.ts';

const table = (...labels: string[]): Table => {
  const levels = [...new Set(labels)];
  return { nRows: labels.length, columns: [{ kind: 'category', name: 'y', levels, codes: Int32Array.from(labels, (label) => levels.indexOf(label)) }] };
};

describe('withClasses', () => {
  const problem = suggestProblem(table('a', 'b', 'b', 'b'), 'y');

  it('keeps the positive class that the user chose', () => {
    expect(withClasses(table('b', 'a'), { ...problem, positiveClass: 'b' })).toMatchObject({ classes: ['a', 'b'], positiveClass: 'b' });
  });

  it('takes the default one where the chosen is gone', () => {
    expect(withClasses(table('no', 'yes'), problem)).toMatchObject({ classes: ['no', 'yes'], positiveClass: 'yes' });
  });

  it('names the last of one or three classes, which the check then refuses', () => {
    expect(withClasses(table('a', 'b', 'c'), { ...problem, positiveClass: 'x' }).positiveClass).toBe('c');
  });

  it('has none for other tasks', () => {
    expect(withClasses(table('a', 'b', 'c'), { ...problem, task: 'multiclass' })).toMatchObject({ classes: ['a', 'b', 'c'], positiveClass: null });
    expect(withClasses(table('1', '2'), { ...problem, task: 'regression' })).toMatchObject({ classes: [], positiveClass: null });
  });
});
