import type { RecipeStep } from '../../src/core/recipe/recipe.ts';
import { risingNumbers, severalNumbers, twoClasses, type TransformerCase } from './transformer-samples.ts';

const columns = ['x', 'y', 'z'];
const indicator: RecipeStep = { kind: 'indicator', columns };
const impute: RecipeStep = { kind: 'impute', columns, strategy: 'median', addIndicator: true };
const scale: RecipeStep = { kind: 'scale', columns, method: 'standard' };

/** Steps that look at several columns together. */
export const blockCases: readonly TransformerCase[] = [
  { name: 'impute-knn', steps: [{ kind: 'impute-knn', columns, nNeighbors: 2, addIndicator: true }], ...severalNumbers, keepsMissing: false },
  { name: 'interact', steps: [{ kind: 'interact', columns }], ...severalNumbers, keepsMissing: true, learns: false },
  { name: 'interact after scale', steps: [scale, { kind: 'interact', columns }, impute], ...severalNumbers, keepsMissing: false },
  { name: 'pca', steps: [{ kind: 'pca', columns, nComponents: 2 }], ...severalNumbers, keepsMissing: false },
  { name: 'pca of finished features', steps: [impute, scale, { kind: 'pca', columns, nComponents: 9, finished: true }, scale], ...severalNumbers, keepsMissing: false },
  { name: 'select by variance', steps: [{ kind: 'select', columns, by: 'variance', threshold: 1 }], ...severalNumbers, keepsMissing: true },
  { name: 'select by association with classes', steps: [impute, { kind: 'select', columns, by: 'association', keep: 2 }], ...severalNumbers, keepsMissing: false, target: twoClasses },
  { name: 'select by association with a number', steps: [{ kind: 'select', columns, by: 'association', keep: 1 }], ...severalNumbers, keepsMissing: true, target: risingNumbers },
  { name: 'select by redundancy', steps: [indicator, impute, { kind: 'select', columns, by: 'redundancy', threshold: 0.2 }], ...severalNumbers, keepsMissing: false },
];
