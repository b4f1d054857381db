import { describe, expect, test } from 'vitest';
import { buildMatrix, InfiniteFeature, selectMatrixRows } from '../../../src/core/matrix/build-matrix.ts';
import { NoFeaturesLeft, NoRowsLeft, prepareTraining, withStopping } from '../../../src/core/matrix/train-set.ts';
import type { Feature } from '../../../src/core/recipe/recipe.ts';
import { suggestRecipe } from '../../../src/core/recipe/suggest-recipe.ts';
import { trainTable } from '../../../src/core/split/train-table.ts';
import { numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

const feature = (name: string, values: readonly number[]): Feature => ({ name, source: name, kind: 'numeric', levels: null, values: Float32Array.from(values) });

describe('buildMatrix', () => {
  test('lays features out row by row and keeps NaN', () => {
    const X = buildMatrix({ nRows: 2, features: [feature('a', [1, NaN]), feature('b', [3, 4])] });
    expect(X.features.map(({ name }) => name)).toEqual(['a', 'b']);
    expect([...X.values]).toEqual([1, 3, NaN, 4]);
    expect('values' in X.features[0]).toBe(false);
  });

  test('refuses infinity by name and row', () => {
    expect(() => buildMatrix({ nRows: 2, features: [feature('a', [1, -Infinity])] })).toThrow(InfiniteFeature);
    expect(() => buildMatrix({ nRows: 2, features: [feature('a', [1, Infinity])] })).toThrow('feature "a" is infinite in row 2');
  });

  test('takes no rows and no features', () => {
    expect(buildMatrix({ nRows: 0, features: [feature('a', [])] }).values).toHaveLength(0);
    expect(buildMatrix({ nRows: 3, features: [] }).values).toHaveLength(0);
  });

  test('selects rows, repeats included', () => {
    const X = buildMatrix({ nRows: 3, features: [feature('a', [1, 2, 3]), feature('b', [4, 5, 6])] });
    expect([...selectMatrixRows(X, Uint32Array.of(2, 0, 2)).values]).toEqual([3, 6, 1, 4, 3, 6]);
  });
});

test('a train set holds the training rows, and its stopping rows in the same features', () => {
  const table = tableOf(numberColumn('y', [10, 20, 30, 40]), numberColumn('x', [1, 2, 3, 4]));
  const problem = problemOf(table, 'y');
  const train = trainTable(table, Uint32Array.of(0, 1, 2));
  const { set: whole } = prepareTraining(train, suggestRecipe(table, problem, 'native'), problem, 0);
  expect([...whole.X.values]).toEqual([1, 2, 3]);
  expect(whole.stopping).toBeNull();
  const parted = withStopping(whole, Uint32Array.of(2, 0), Uint32Array.of(1));
  expect([...parted.X.values]).toEqual([3, 1]);
  expect(parted.y).toEqual({ kind: 'number', values: Float64Array.of(30, 10) });
  expect([...(parted.stopping?.X.values ?? [])]).toEqual([2]);
});

test('stopping rows keep their weights; where those are all 0, they decide alike', () => {
  const table = tableOf(numberColumn('y', [10, 20, 30, 40]), numberColumn('x', [1, 2, 3, 4]), numberColumn('w', [0, 0, 2, 5]));
  const problem = problemOf(table, 'y', [], { w: 'weight' });
  const { set } = prepareTraining(trainTable(table, Uint32Array.of(3, 2, 1, 0)), suggestRecipe(table, problem, 'native'), problem, 0);
  expect(set.weights).toEqual(Float64Array.of(5, 2, 0, 0));
  const parted = withStopping(set, Uint32Array.of(1, 3), Uint32Array.of(0, 2));
  expect([parted.weights, parted.stopping?.weights]).toEqual([Float64Array.of(2, 0), Float64Array.of(5, 0)]);
  expect(withStopping(set, Uint32Array.of(0, 1), Uint32Array.of(2, 3)).stopping?.weights).toBeNull();
});

test('a recipe that leaves no feature is refused', () => {
  const table = tableOf(numberColumn('y', [10, 20]), textColumn('note', ['a b c', '! ?']));
  const problem = problemOf(table, 'y');
  expect(() => prepareTraining(trainTable(table, Uint32Array.of(0, 1)), suggestRecipe(table, problem, 'dense'), problem, 0)).toThrow(NoFeaturesLeft);
});

test('what may not be a feature is none, even where the recipe names it', () => {
  const columns = ['x', 'w', 'sex', 'late', 'id'].map((name) => numberColumn(name, [1, 2, 3]));
  const table = tableOf(numberColumn('y', [10, 20, 30]), ...columns);
  const roles = { w: 'weight', sex: 'protected', id: 'identifier' } as const;
  const problem = { ...problemOf(table, 'y', [], roles), knownLate: ['late'] };
  const recipe = { input: 'native', columns: ['x', 'w', 'sex', 'late', 'id', 'y'], steps: [] } as const;
  const { set, recipe: fitted } = prepareTraining(trainTable(table, Uint32Array.of(0, 1, 2)), recipe, problem, 0);
  expect(set.X.features.map(({ name }) => name)).toEqual(['x']);
  expect(fitted.columns.map(({ name }) => name)).toEqual(['x']);
  expect(suggestRecipe(table, problem, 'dense').columns).toEqual(['x']);
});

test('row filters leave out training rows, and no others; a recipe that leaves none is refused', () => {
  const table = tableOf(numberColumn('y', [10, 20, 30, 40]), numberColumn('x', [1, 2, NaN, 4]));
  const problem = problemOf(table, 'y');
  const train = trainTable(table, Uint32Array.of(0, 1, 2, 3));
  const suggested = suggestRecipe(table, problem, 'native');
  const filtered = prepareTraining(train, { ...suggested, rows: [{ kind: 'number', column: 'x', atLeast: 2, atMost: null }] }, problem, 0);
  expect([...filtered.learned]).toEqual([1, 3]);
  expect([...filtered.set.X.values]).toEqual([2, 4]);
  expect(filtered.set.y).toEqual({ kind: 'number', values: Float64Array.of(20, 40) });
  const none = { ...suggested, rows: [{ kind: 'number', column: 'x', atLeast: 9, atMost: null }] } as const;
  expect(() => prepareTraining(train, none, problem, 0)).toThrow(NoRowsLeft);
});
