import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { applyRecipe } from '../../../src/core/recipe/apply-recipe.ts';
import { fitRecipe, fitTransformRecipe } from '../../../src/core/recipe/fit-recipe.ts';
import { mostDonors, type ImputeKnnState } from '../../../src/core/recipe/impute-knn.ts';
import { StepColumnGone, TargetNeeded } from '../../../src/core/recipe/recipe-errors.ts';
import { mostRows, unrelated } from '../../../src/core/recipe/redundancy.ts';
import type { RecipeStep } from '../../../src/core/recipe/steps.ts';
import { yeoJohnson } from '../../../src/core/recipe/yeo-johnson.ts';
import { mean } from '../../../src/core/stats/mean.ts';
import { skewness } from '../../../src/core/stats/skewness.ts';
import { variance } from '../../../src/core/stats/variance.ts';
import { trainTable } from '../../../src/core/split/train-table.ts';
import type { Column, Table } from '../../../src/core/table/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../../support/column-builders.ts';

const all = (table: Table) => trainTable(table, Uint32Array.from({ length: table.nRows }, (_, i) => i));

/** The features that steps make of the columns that they are fitted on, by name. */
function featuresOf(columns: readonly Column[], steps: readonly RecipeStep[], seed = 0): Record<string, number[]> {
  const params = { input: 'native' as const, columns: columns.map(({ name }) => name), steps };
  const { features } = fitTransformRecipe(all(tableOf(...columns)), params, { target: null, seed }).features;
  return Object.fromEntries(features.map(({ name, values }) => [name, [...values]]));
}

const x = numberColumn('x', [1, 2, null, 4]);
const y = numberColumn('y', [10, 20, 30, null]);
const on = { columns: ['x', 'y'] };

describe('names', () => {
  test('a mark of missing cells that two steps make is told apart, and neither is lost', () => {
    const twice: RecipeStep[] = [{ kind: 'indicator', columns: ['x'] }, { kind: 'impute', columns: ['x'], strategy: 'mean', addIndicator: true }];
    expect(featuresOf([x], twice)).toEqual({ x: [1, 2, expect.closeTo(7 / 3, 6), 4], 'x missing': [0, 0, 1, 0], 'x missing (2)': [0, 0, 1, 0] });
  });

  test('products, components and bins say what they are', () => {
    expect(Object.keys(featuresOf([x, y], [{ kind: 'interact', ...on }]))).toEqual(['x', 'y', 'x × y']);
    expect(Object.keys(featuresOf([x, y], [{ kind: 'pca', ...on, nComponents: 5 }]))).toEqual(['component 1', 'component 2']);
    const bins: RecipeStep = { kind: 'bin', columns: ['x'], strategy: 'uniform', nBins: 3, encode: 'onehot' };
    expect(featuresOf([x], [bins])).toEqual({ 'x below 2': [1, 0, 0, 0], 'x from 2 to below 3': [0, 1, 0, 0], 'x from 3': [0, 0, 0, 1], 'x missing': [0, 0, 1, 0] });
    const close = numberColumn('x', [1000.01, 1000.02, 1000.03, 1000.04]);
    expect(Object.keys(featuresOf([close], [{ ...bins, nBins: 2, strategy: 'quantile' }]))).toEqual(['x below 1000', 'x from 1000']);
    expect(Object.keys(featuresOf([close], [{ ...bins, nBins: 4, strategy: 'quantile' }])).every((name) => /1000\.0/.test(name))).toBe(true);
  });
});

describe('drop', () => {
  test('leaves a column out, and keeps the mark of where it was missing', () => {
    expect(featuresOf([x, y], [{ kind: 'indicator', columns: ['x'] }, { kind: 'drop', columns: ['x'] }])).toEqual({
      'x missing': [0, 0, 1, 0],
      y: [10, 20, 30, NaN],
    });
  });
});

describe('impute', () => {
  test('a constant may be a label that the column does not have', () => {
    const deck = categoryColumn('deck', ['a', null, 'b']);
    const steps: RecipeStep[] = [{ kind: 'impute', columns: ['deck'], strategy: 'constant', fill: 'none', addIndicator: false }, { kind: 'onehot', columns: ['deck'], minFrequency: 1, maxLevels: 9 }];
    expect(featuresOf([deck], steps)).toEqual({ 'deck = a': [1, 0, 0], 'deck = b': [0, 0, 1], 'deck = none': [0, 1, 0] });
  });

  test('a constant that is no number is 0 among numbers', () => {
    expect(featuresOf([x], [{ kind: 'impute', columns: ['x'], strategy: 'constant', fill: 'none', addIndicator: false }])).toEqual({ x: [1, 2, 0, 4] });
  });
});

describe('impute-knn', () => {
  const long = (n: number) => {
    const rng = createRng(3);
    const values = Array.from({ length: n }, () => rng.normal());
    return [numberColumn('x', values), numberColumn('y', values.map((value, i) => (i % 10 === 0 ? null : 2 * value)))];
  };
  const knn: RecipeStep = { kind: 'impute-knn', ...on, nNeighbors: 1, addIndicator: false };
  const donorsOf = (n: number, seed: number) => {
    const { steps } = fitRecipe(all(tableOf(...long(n))), { input: 'native', columns: ['x', 'y'], steps: [knn] }, { target: null, seed });
    return (steps[0].block?.state as ImputeKnnState).donors;
  };

  test('keeps every training row up to 2,000, and that many drawn by the seed beyond', () => {
    expect(donorsOf(mostDonors, 1)).toHaveLength(mostDonors);
    expect(donorsOf(mostDonors, 1)).toEqual(donorsOf(mostDonors, 2));
    expect(donorsOf(5000, 1)).toHaveLength(mostDonors);
    expect(donorsOf(5000, 1)).toEqual(donorsOf(5000, 1));
    expect(donorsOf(5000, 1)).not.toEqual(donorsOf(5000, 2));
  });

  test('finds the value of the nearest row', () => {
    const { x: near, y: filled } = featuresOf(long(3000), [knn]);
    filled.forEach((value, i) => expect(Math.abs(value - 2 * near[i])).toBeLessThan(0.5));
  });

  test('rows that have nothing in common with any donor get the mean', () => {
    expect(featuresOf([numberColumn('x', [1, 3, null]), numberColumn('y', [null, null, null])], [knn])).toEqual({ x: [1, 3, 2], y: [0, 0, 0] });
  });
});

describe('scale', () => {
  const scaled = (values: (number | null)[], method: 'quantile-uniform' | 'quantile-normal' | 'yeo-johnson' | 'minmax') => featuresOf([numberColumn('x', values)], [{ kind: 'scale', columns: ['x'], method }]).x;

  test('by rank: ties share the middle of their places', () => {
    expect(scaled([5, 1, 3, 3, 3], 'quantile-uniform')).toEqual([1, 0, 0.5, 0.5, 0.5]);
    expect(scaled([5, 1, 3, null], 'quantile-normal')).toEqual([expect.closeTo(5.199337, 5), expect.closeTo(-5.199337, 5), 0, NaN]);
  });

  test('minmax of a constant is 0', () => {
    expect(scaled([3, 3, 3], 'minmax')).toEqual([0, 0, 0]);
  });

  test('yeo-johnson is the identity at 1, the logarithm at 0, and its own mirror at 2 - λ', () => {
    expect(yeoJohnson(3.25, 1)).toBeCloseTo(3.25, 14);
    expect(yeoJohnson(-3.25, 1)).toBeCloseTo(-3.25, 14);
    expect(yeoJohnson(3.25, 0)).toBeCloseTo(Math.log(4.25), 14);
    expect(yeoJohnson(-3.25, 2)).toBeCloseTo(-Math.log(4.25), 14);
    for (const lambda of [-3, -0.5, 0.3, 1.7, 4]) expect(yeoJohnson(-2.5, lambda)).toBe(-yeoJohnson(2.5, 2 - lambda));
  });

  test('yeo-johnson makes skewed values symmetric, and leaves those alone that no power helps', () => {
    const rng = createRng(5);
    const raw = Array.from({ length: 2000 }, () => Math.exp(2 * rng.normal()));
    const values = scaled(raw, 'yeo-johnson');
    expect(skewness(raw)).toBeGreaterThan(5);
    expect(Math.abs(skewness(values))).toBeLessThan(0.5);
    expect([mean(values), variance(values, 0)]).toEqual([expect.closeTo(0, 5), expect.closeTo(1, 5)]);
    expect(scaled([4, 4, 4], 'yeo-johnson')).toEqual([0, 0, 0]);
    expect(scaled([1e300, -1e300, 0, 1], 'yeo-johnson').every(Number.isFinite)).toBe(true);
  });
});

describe('select', () => {
  const columns = ['a', 'b', 'c'].map((name, j) => numberColumn(name, [1, 2, 3, 4].map((i) => i * (j + 1))));

  test('keeps the first of columns that say the same', () => {
    expect(Object.keys(featuresOf(columns, [{ kind: 'select', columns: ['a', 'b', 'c'], by: 'redundancy', threshold: 0.9 }]))).toEqual(['a']);
  });

  test('one feature goes on in any case, and those that the step does not name', () => {
    expect(Object.keys(featuresOf(columns, [{ kind: 'select', columns: ['a', 'b'], by: 'variance', threshold: 1e9 }]))).toEqual(['b', 'c']);
  });

  test('association needs a target', () => {
    expect(() => featuresOf(columns, [{ kind: 'select', columns: ['a'], by: 'association', keep: 1 }])).toThrow(TargetNeeded);
  });

  test('redundancy of very many rows is measured on rows drawn by the seed', () => {
    const rng = createRng(1);
    const a = Float64Array.from({ length: mostRows + 10_000 }, () => rng.normal());
    const noise = a.map(() => rng.normal());
    const same = a.map((value, i) => (i % 50 === 0 ? NaN : 3 - value));
    expect(unrelated([a, noise, same], 0.9, createRng(2))).toEqual([0, 1]);
  });
});

test('a fitted step whose column the steps before it do not make is refused', () => {
  const table = tableOf(x, y);
  const params = { input: 'native' as const, columns: ['x', 'y'], steps: [{ kind: 'scale', columns: ['x'], method: 'minmax' }, { kind: 'pca', columns: ['x', 'y'], nComponents: 1 }] as RecipeStep[] };
  const recipe = fitRecipe(all(table), params);
  const [scale, pca] = recipe.steps;
  const broken = { ...recipe, steps: [{ kind: 'drop', fitted: [{ source: 'x', column: 'x', state: {} }] } as (typeof recipe.steps)[number], scale] };
  expect(() => applyRecipe(broken, table)).toThrow(StepColumnGone);
  expect(() => applyRecipe({ ...broken, steps: [broken.steps[0], pca] }, table)).toThrow('"pca" was fitted on "x"');
});
