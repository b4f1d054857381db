import { describe, expect, it } from 'vitest';
import { carryRecipe } from '../../../src/core/recipe/carry-recipe.ts';
import type { RecipeParams, RecipeStep } from '../../../src/core/recipe/recipe.ts';

const impute = (...columns: string[]): RecipeStep => ({ kind: 'impute', columns, strategy: 'median', addIndicator: true });
const scale = (...columns: string[]): RecipeStep => ({ kind: 'scale', columns, method: 'standard' });
const onehot = (...columns: string[]): RecipeStep => ({ kind: 'onehot', columns, minFrequency: 2, maxLevels: 60 });
const log = (...columns: string[]): RecipeStep => ({ kind: 'log1p', columns });
const recipe = (columns: readonly string[], ...steps: RecipeStep[]): RecipeParams => ({ input: 'dense', columns, steps });

const before = recipe(['a', 'b', 'c'], impute('a', 'b'), scale('a', 'b'), onehot('c'));

describe('carryRecipe', () => {
  it('follows the suggestion where nothing was edited', () => {
    const after = recipe(['a', 'c'], impute('a'), scale('a'), onehot('c'));
    expect(carryRecipe(before, before, after)).toBe(after);
  });

  it('takes columns that are no features any more out of every step, and steps that are left with none', () => {
    const edited = recipe(['a', 'b', 'c'], impute('a', 'b'), log('b'), scale('a', 'b'), onehot('c'));
    const after = recipe(['a', 'c'], impute('a'), scale('a'), onehot('c'));
    expect(carryRecipe(edited, before, after)).toEqual(after);
  });

  it('treats new columns as suggested, in the steps that do the same and in the order suggested', () => {
    const edited = { ...recipe(['a', 'b', 'c'], log('a'), impute('a', 'b'), scale('a', 'b'), onehot('c')), classWeights: 'balanced' as const };
    const after = recipe(['a', 'b', 'c', 'd', 'when'], { kind: 'dateparts', columns: ['when'] }, impute('a', 'b', 'd'), scale('a', 'b', 'd', 'when'), onehot('c'));
    expect(carryRecipe(edited, before, after)).toEqual({
      ...recipe(after.columns, { kind: 'dateparts', columns: ['when'] }, log('a'), impute('a', 'b', 'd'), scale('a', 'b', 'd', 'when'), onehot('c')),
      classWeights: 'balanced',
    });
  });

  it('gives a new column a step of its own where the one suggested was edited', () => {
    const edited = recipe(['a', 'b', 'c'], impute('a', 'b'), { kind: 'scale', columns: ['a', 'b'], method: 'robust' }, onehot('c'));
    const after = recipe(['a', 'b', 'c', 'd'], impute('a', 'b', 'd'), scale('a', 'b', 'd'), onehot('c'));
    expect(carryRecipe(edited, before, after).steps).toEqual([impute('a', 'b', 'd'), scale('d'), { kind: 'scale', columns: ['a', 'b'], method: 'robust' }, onehot('c')]);
  });

  it('treats a column of another kind now as a new one', () => {
    const edited = recipe(['a', 'b', 'c'], log('b'), impute('a', 'b'), scale('a', 'b'), onehot('c'));
    const after = recipe(['a', 'b', 'c'], impute('a'), scale('a'), onehot('b', 'c'));
    expect(carryRecipe(edited, before, after, ['b']).steps).toEqual([impute('a'), scale('a'), onehot('c', 'b')]);
  });
});
