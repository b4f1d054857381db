import { describe, expect, test } from 'vitest';
import { dummy } from '../../../src/core/estimators/registry.ts';
import { NoTrainingRows } from '../../../src/core/estimators/checks.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { prepareTraining } from '../../../src/core/matrix/train-set.ts';
import type { TargetValues } from '../../../src/core/metrics/predictions.ts';
import type { RecipeParams, RowFilter } from '../../../src/core/recipe/recipe.ts';
import { learnedRows, rowWeights } from '../../../src/core/recipe/training-rows.ts';
import { trainTable } from '../../../src/core/split/train-table.ts';
import { ColumnNotFound } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

const table = tableOf(
  numberColumn('x', [1, 2, null, 2, Infinity, 2]),
  categoryColumn('label', ['a', 'b', 'b', 'b', null, 'b']),
  textColumn('note', ['n', 'm', null, 'm', 'n', 'm']),
  datetimeColumn('at', ['2024-01-01T00:00:00', '2024-01-03T00:00:00', '2024-01-03T00:00:00', '2024-01-03T00:00:00', null, '2024-01-03T00:00:00']),
);
const recipe = (rows: readonly RowFilter[]): RecipeParams => ({ input: 'native', columns: ['x'], steps: [], rows });
const learned = (...rows: RowFilter[]) => [...learnedRows(table, recipe(rows))];
const number = (column: string, atLeast: number | null, atMost: number | null): RowFilter => ({ kind: 'number', column, atLeast, atMost });

describe('row filters', () => {
  test('without any, all rows are learned from', () => {
    expect(learned()).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...learnedRows(table, { input: 'native', columns: ['x'], steps: [] })]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('of rows that are equal in every column, the first stays', () => {
    expect(learned({ kind: 'drop-duplicates' })).toEqual([0, 1, 2, 4]);
  });

  test('numbers and instants within both ends, ends included; a missing cell meets no condition', () => {
    expect(learned(number('x', 2, null))).toEqual([1, 3, 4, 5]);
    expect(learned(number('x', 2, 2))).toEqual([1, 3, 5]);
    expect(learned(number('x', null, 1))).toEqual([0]);
    expect(learned(number('x', null, null))).toEqual([0, 1, 3, 4, 5]);
    expect(learned(number('at', Date.UTC(2024, 0, 2), null))).toEqual([1, 2, 3, 5]);
    expect(learned(number('label', 2, null))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('labels that are kept, of categories, text and numbers', () => {
    expect(learned({ kind: 'labels', column: 'label', keep: ['b', 'never'] })).toEqual([1, 2, 3, 5]);
    expect(learned({ kind: 'labels', column: 'note', keep: ['n'] })).toEqual([0, 4]);
    expect(learned({ kind: 'labels', column: 'x', keep: ['2'] })).toEqual([1, 3, 5]);
    expect(learned({ kind: 'labels', column: 'label', keep: [] })).toEqual([]);
  });

  test('present cells, and several filters together', () => {
    expect(learned({ kind: 'present', column: 'label' })).toEqual([0, 1, 2, 3, 5]);
    expect(learned({ kind: 'present', column: 'x' }, { kind: 'present', column: 'at' })).toEqual([0, 1, 3, 5]);
    expect(learned({ kind: 'drop-duplicates' }, number('x', 2, null), { kind: 'present', column: 'at' })).toEqual([1]);
  });

  test('a column that is not there is named', () => {
    expect(() => learned({ kind: 'present', column: 'gone' })).toThrow(ColumnNotFound);
  });
});

describe('weights of rows', () => {
  const y: TargetValues = { kind: 'classes', classes: ['no', 'yes', 'never'], codes: Int32Array.of(0, 0, 0, 1, 1, 0) };
  const weighted = tableOf(...table.columns, numberColumn('w', [1, 2, null, -3, 0, 4]));
  const plain = problemOf(weighted, 'label', ['a', 'b']);
  const withColumn = problemOf(weighted, 'label', ['a', 'b'], { w: 'weight' });
  const balanced: RecipeParams = { ...recipe([]), classWeights: 'balanced' };

  test('none where nothing asks for them', () => {
    expect(rowWeights(weighted, y, recipe([]), plain)).toBeNull();
    expect(rowWeights(weighted, { kind: 'number', values: new Float64Array(6) }, balanced, plain)).toBeNull();
  });

  test('the column with the role weight; missing and negative cells count 0, and so do infinite ones', () => {
    expect(rowWeights(weighted, y, recipe([]), withColumn)).toEqual(Float64Array.of(1, 2, 0, 0, 0, 4));
    const infinite = problemOf(weighted, 'label', ['a', 'b'], { x: 'weight' });
    expect(rowWeights(weighted, y, recipe([]), infinite)).toEqual(Float64Array.of(1, 2, 0, 2, 0, 2));
    expect(rowWeights(weighted, y, recipe([]), problemOf(weighted, 'label', ['a', 'b'], { note: 'weight' }))).toBeNull();
  });

  test('balanced classes weigh the same in sum, n / (k · count) a row, over the classes that are there', () => {
    expect(rowWeights(weighted, y, balanced, plain)).toEqual(Float64Array.of(0.75, 0.75, 0.75, 1.5, 1.5, 0.75));
    expect(rowWeights(weighted, y, balanced, withColumn)).toEqual(Float64Array.of(0.75, 1.5, 0, 0, 0, 3));
  });

  test('reach the learner, and are no feature', async () => {
    const rare = tableOf(categoryColumn('y', ['a', 'a', 'a', 'b']), numberColumn('x', [1, 2, 3, 4]), numberColumn('w', [1, 1, 1, 9]));
    const shares = async (params: RecipeParams, roles: Parameters<typeof problemOf>[3]) => {
      const { set } = prepareTraining(trainTable(rare, Uint32Array.of(0, 1, 2, 3)), { ...params, columns: ['x', 'w'] }, problemOf(rare, 'y', ['a', 'b'], roles), 0);
      const { model } = await dummy.fit(set, {}, createRng(0), uncontrolled);
      const predicted = dummy.predict(model, set.X);
      return { features: set.X.features.map(({ name }) => name), share: predicted.kind === 'classes' ? predicted.probabilities[1] : NaN };
    };
    expect(await shares(recipe([]), {})).toEqual({ features: ['x', 'w'], share: 0.25 });
    expect(await shares({ ...recipe([]), classWeights: 'balanced' }, {})).toEqual({ features: ['x', 'w'], share: 0.5 });
    expect(await shares(recipe([]), { w: 'weight' })).toEqual({ features: ['x'], share: 0.75 });
  });

  test('where every row counts 0, learners say that there is no row', async () => {
    const none = tableOf(categoryColumn('y', ['a', 'b']), numberColumn('x', [1, 2]), numberColumn('w', [null, -1]));
    const problem = problemOf(none, 'y', ['a', 'b'], { w: 'weight' });
    const { set } = prepareTraining(trainTable(none, Uint32Array.of(0, 1)), recipe([]), problem, 0);
    await expect(dummy.fit(set, {}, createRng(0), uncontrolled)).rejects.toThrow(NoTrainingRows);
  });
});

test('filters drop training rows alone: rows that are predicted keep theirs', () => {
  const own = tableOf(numberColumn('y', [1, 2, 3]), numberColumn('x', [1, 5, 9]));
  const { set, learned: kept } = prepareTraining(trainTable(own, Uint32Array.of(2, 0, 1)), recipe([number('x', 2, null)]), problemOf(own, 'y'), 0);
  expect([...kept]).toEqual([0, 2]);
  expect([...set.X.values]).toEqual([9, 5]);
});
