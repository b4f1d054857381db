import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TargetValues } from '../../../src/core/metrics/predictions.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import { applyRecipe } from '../../../src/core/recipe/apply-recipe.ts';
import { fitRecipe, fitTransformRecipe } from '../../../src/core/recipe/fit-recipe.ts';
import { TargetNeeded } from '../../../src/core/recipe/recipe-errors.ts';
import type { RecipeParams } from '../../../src/core/recipe/recipe.ts';
import { targetEncode } from '../../../src/core/recipe/target-encode.ts';
import type { Produced, StepOf } from '../../../src/core/recipe/transformer.ts';
import { trainTable } from '../../../src/core/split/train-table.ts';
import type { Column } from '../../../src/core/table/table.ts';
import { categoryColumn, tableOf } from '../../support/column-builders.ts';
import { fitContext } from '../../support/fit-context.ts';

const step = (nFolds: number, smoothing: number | 'auto' = 0): StepOf<'target-encode'> => ({ kind: 'target-encode', columns: ['x'], smoothing, nFolds });
const classes = (codes: number[], names = ['no', 'yes']): TargetValues => ({ kind: 'classes', codes: Int32Array.from(codes), classes: names });
const numbersOf = (produced: Produced[]) => produced.map(({ column }) => (column.kind === 'number' ? [...column.values] : []));

function trainingOf(column: Column, target: TargetValues, nFolds: number, smoothing: number | 'auto' = 0, seed = 0): number[][] {
  const state = targetEncode.fit(column, step(nFolds, smoothing), fitContext(target, seed));
  return numbersOf(targetEncode.transformTraining?.(column, state, step(nFolds, smoothing), fitContext(target, seed)) ?? []);
}

describe('target-encode', () => {
  const labels = ['a', 'a', 'b', 'b', 'b', null];
  const x = categoryColumn('x', labels);

  test('other rows get the mean of their label, the unseen and the missing that of all', () => {
    const state = targetEncode.fit(x, step(3), fitContext(classes([1, 0, 1, 1, 1, 0])));
    const later = targetEncode.transform(categoryColumn('x', ['b', 'a', null, 'c']), state);
    expect(later.map(({ column, final }) => [column.name, final])).toEqual([['x: share of yes', false]]);
    expect(numbersOf(later)).toEqual([[1, 0.5, 4 / 6, 4 / 6]]);
  });

  test('more classes have a feature each, a target of numbers has one', () => {
    const three = targetEncode.fit(x, step(3), fitContext(classes([0, 1, 2, 2, 1, 0], ['p', 'q', 'r'])));
    const later = targetEncode.transform(categoryColumn('x', ['a']), three);
    expect(later.map(({ column }) => column.name)).toEqual(['x: share of p', 'x: share of q', 'x: share of r']);
    expect(numbersOf(later)).toEqual([[0.5], [0.5], [0]]);
    const number = targetEncode.fit(x, step(3, 1), fitContext({ kind: 'number', values: Float64Array.of(2, 4, 0, 0, 0, 12) }));
    const mean = targetEncode.transform(categoryColumn('x', ['a', 'b']), number);
    expect(mean[0].column.name).toBe('x: mean of the target');
    expect(numbersOf(mean)).toEqual([[(6 + 3) / 3, 3 / 4]]);
  });

  test('as many folds as rows leave out the row itself alone', () => {
    const [left] = trainingOf(x, { kind: 'number', values: Float64Array.of(1, 3, 5, 7, 9, 11) }, 6);
    expect(left.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([3, 1, 8, 7, 6, 5]);
  });

  test('a training row is encoded without its own answer, whatever that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom<number | 'auto'>(0, 5, 'auto'), fc.integer({ min: 0, max: 59 }), (seed, smoothing, row) => {
        const rng = createRng(seed);
        const column = categoryColumn('x', Array.from({ length: 60 }, () => `l${rng.int(8)}`));
        const values = Float64Array.from({ length: 60 }, () => rng.normal());
        const [before] = trainingOf(column, { kind: 'number', values }, 5, smoothing, seed);
        const [after] = trainingOf(column, { kind: 'number', values: values.with(row, 1e6) }, 5, smoothing, seed);
        expect(after[row]).toBe(before[row]);
        expect(after).not.toEqual(before);
      }),
      { numRuns: 30 },
    );
  });

  test('folds hold each class in its share, so that none is unknown to the others', () => {
    const codes = Array.from({ length: 50 }, (_, i) => (i < 5 ? 1 : 0));
    const column = categoryColumn('x', codes.map(() => 'same'));
    const [shares] = trainingOf(column, classes(codes), 5);
    // Four of the five rare rows are among the other folds of each.
    expect(new Set(shares)).toEqual(new Set([0.1]));
  });

  test('the same seed gives the same folds, another seed others', () => {
    const rng = createRng(4);
    const column = categoryColumn('x', Array.from({ length: 40 }, () => `l${rng.int(4)}`));
    const target: TargetValues = { kind: 'number', values: Float64Array.from({ length: 40 }, () => rng.normal()) };
    expect(trainingOf(column, target, 4, 'auto', 9)).toEqual(trainingOf(column, target, 4, 'auto', 9));
    expect(trainingOf(column, target, 4, 'auto', 9)).not.toEqual(trainingOf(column, target, 4, 'auto', 10));
  });

  test('in a recipe, training rows are encoded out of fold and later steps are fitted on that', () => {
    const table = tableOf(categoryColumn('x', ['a', 'a', 'a', 'b', 'b', 'b']));
    const params: RecipeParams = { input: 'dense', columns: ['x'], steps: [step(6), { kind: 'scale', columns: ['x'], method: 'standard' }] };
    const train = trainTable(table, Uint32Array.of(0, 1, 2, 3, 4, 5));
    const target: TargetValues = { kind: 'number', values: Float64Array.of(1, 2, 3, 7, 8, 9) };
    const { recipe, features } = fitTransformRecipe(train, params, { target, seed: 1 });
    const [own] = features.features.map(({ values }) => [...values]);
    const [other] = applyRecipe(recipe, table).features.map(({ values }) => [...values]);
    expect(own[0]).toBeGreaterThan(own[2]);
    expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
    expect(new Set(other).size).toBe(2);
  });

  test('without a target it says so, also inside a recipe', () => {
    expect(() => targetEncode.fit(x, step(3), fitContext())).toThrow(TargetNeeded);
    const train = trainTable(tableOf(x), Uint32Array.of(0, 1, 2));
    expect(() => fitRecipe(train, { input: 'dense', columns: ['x'], steps: [step(3)] })).toThrow('TargetNeeded: the step "target-encode"');
  });
});
