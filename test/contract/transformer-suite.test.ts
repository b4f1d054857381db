import { expect, test } from 'vitest';
import { transformers } from '../../src/core/recipe/registry.ts';
import type { RecipeStep } from '../../src/core/recipe/recipe.ts';
import { blockCases } from './transformer-cases-block.ts';
import { dateCases } from './transformer-cases-date.ts';
import { labelCases } from './transformer-cases-label.ts';
import { numberCases } from './transformer-cases-number.ts';
import { transformerContract } from './transformer-contract.ts';

const cases = [...numberCases, ...blockCases, ...labelCases, ...dateCases];

for (const sample of cases) transformerContract(sample);

test('every registered transformer has a case', () => {
  const covered = new Set(cases.flatMap(({ steps }) => steps.map(({ kind }) => kind)));
  expect(Object.keys(transformers).filter((kind) => !covered.has(kind as RecipeStep['kind']))).toEqual([]);
});

test('cases have names of their own', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});
