import type { RecipeStep } from '../../src/core/recipe/recipe.ts';
import { instants, type TransformerCase } from './transformer-samples.ts';

const columns = ['x'];
const impute = { kind: 'impute', columns, strategy: 'median', addIndicator: false } satisfies RecipeStep;

/** Steps on instants. */
export const dateCases: readonly TransformerCase[] = [
  { name: 'dateparts', steps: [{ kind: 'dateparts', columns }], ...instants, keepsMissing: true },
  { name: 'dateparts cyclic', steps: [{ kind: 'dateparts', columns, cyclic: true, addIndicator: true }, impute], ...instants, keepsMissing: false },
];
