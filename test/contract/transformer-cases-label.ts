import type { RecipeStep } from '../../src/core/recipe/recipe.ts';
import { labels, texts, type TransformerCase } from './transformer-samples.ts';

const columns = ['x'];
const onehot = { kind: 'onehot', columns, minFrequency: 1, maxLevels: 60 } satisfies RecipeStep;

/** Steps on labels and text. */
export const labelCases: readonly TransformerCase[] = [
  { name: 'onehot', steps: [onehot], ...labels, keepsMissing: false },
  { name: 'onehot rare', steps: [{ ...onehot, minFrequency: 2, maxLevels: 1 }], ...texts, keepsMissing: false },
  { name: 'ordinal', steps: [{ kind: 'ordinal', columns, maxLevels: 2 }], ...labels, keepsMissing: true },
  { name: 'ordinal of text', steps: [{ kind: 'ordinal', columns, maxLevels: 254 }], ...texts, keepsMissing: true },
];
