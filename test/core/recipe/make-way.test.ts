import { expect, it } from 'vitest';
import { makeWayFor } from '../../../src/core/recipe/make-way.ts';
import type { RecipeParams, RecipeStep } from '../../../src/core/recipe/recipe.ts';

const onehot: RecipeStep = { kind: 'onehot', columns: ['city', 'plan'], minFrequency: 2, maxLevels: 60 };
const scale: RecipeStep = { kind: 'scale', columns: ['age'], method: 'standard' };
const dense: RecipeParams = { input: 'dense', columns: ['age', 'city', 'plan'], steps: [scale, onehot] };
const byTarget: RecipeStep = { kind: 'target-encode', columns: ['city', 'gone'], smoothing: 'auto', nFolds: 5 };

it('takes the columns of an encoding out of the others, and has its numbers scaled', () => {
  expect(makeWayFor(dense, byTarget).steps).toEqual([{ ...scale, columns: ['age', 'city'] }, { ...onehot, columns: ['plan'] }]);
  expect(makeWayFor({ ...dense, steps: [{ ...onehot, columns: ['city'] }] }, byTarget).steps).toEqual([{ ...scale, columns: ['city'] }]);
});

it('scales nothing for learners that need no scale, nor finished features', () => {
  expect(makeWayFor({ ...dense, input: 'native', steps: [onehot] }, byTarget).steps).toEqual([{ ...onehot, columns: ['plan'] }]);
  expect(makeWayFor(dense, { kind: 'hash', columns: ['plan'], nFeatures: 8 }).steps).toEqual([scale, { ...onehot, columns: ['city'] }]);
});

it('leaves the recipe as it is for steps that encode nothing', () => {
  expect(makeWayFor(dense, { kind: 'log1p', columns: ['age'] })).toBe(dense);
});
