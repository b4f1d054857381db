import type { RecipeStep } from '../../src/core/recipe/recipe.ts';
import { labels, numbers, type TransformerCase } from './transformer-samples.ts';

const columns = ['x'];
const impute = (strategy: 'median' | 'mean' | 'most_frequent'): RecipeStep => ({ kind: 'impute', columns, strategy, addIndicator: true });
const onehot: RecipeStep = { kind: 'onehot', columns, minFrequency: 1, maxLevels: 60 };

/** Steps that treat each column of numbers on its own. */
export const numberCases: readonly TransformerCase[] = [
  { name: 'impute median', steps: [impute('median')], ...numbers, keepsMissing: false },
  { name: 'impute mean', steps: [impute('mean')], ...numbers, keepsMissing: false },
  { name: 'impute labels', steps: [impute('most_frequent'), onehot], ...labels, keepsMissing: false },
  { name: 'scale standard', steps: [{ kind: 'scale', columns, method: 'standard' }], ...numbers, keepsMissing: true },
  { name: 'scale robust', steps: [{ kind: 'scale', columns, method: 'robust' }], ...numbers, keepsMissing: true },
];
