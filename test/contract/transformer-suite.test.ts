import { expect, test } from 'vitest';
import { transformers } from '../../src/core/recipe/registry.ts';
import type { RecipeStep } from '../../src/core/recipe/recipe.ts';
import { categoryColumn, datetimeColumn, numberColumn, textColumn } from '../support/column-builders.ts';
import { transformerContract, type TransformerCase } from './transformer-contract.ts';

const columns = ['x'];

const numbers = {
  usual: numberColumn('x', [3, null, 1.5, -7, 3, 1e6]),
  other: numberColumn('x', [8, 8.5, null, 100]),
  constant: numberColumn('x', [0.1, 0.1, 0.1]),
  allMissing: numberColumn('x', [null, null]),
  unseen: numberColumn('x', [Infinity, -1e300, 1e300, 5e-324, -Infinity]),
  wrongKind: categoryColumn('x', ['a']),
};
const labels = {
  usual: categoryColumn('x', ['b', 'a', null, 'b', 'c', 'b', 'a']),
  other: categoryColumn('x', ['q', 'r', 'q', null]),
  constant: categoryColumn('x', ['only', 'only', 'only']),
  allMissing: categoryColumn('x', [null, null]),
  unseen: categoryColumn('x', ['new', 'b', '__proto__', '', 'constructor']),
  wrongKind: numberColumn('x', [1]),
};
const texts = {
  ...labels,
  usual: textColumn('x', ['b', 'a', null, 'b', 'c', 'b', 'a']),
  unseen: textColumn('x', ['new', 'b', '__proto__', null]),
};
const instants = {
  usual: datetimeColumn('x', ['2024-02-29T23:59:59', null, '2021-12-31T00:00:00', '2024-03-01T05:30:00']),
  other: datetimeColumn('x', ['2024-02-29T00:00:00', '2024-02-28T00:00:00', null]),
  constant: datetimeColumn('x', ['2024-02-29T00:00:00', '2024-02-29T00:00:00']),
  allMissing: datetimeColumn('x', [null, null]),
  unseen: datetimeColumn('x', ['1901-01-01T12:00:00', '2199-06-30T01:02:03']),
  wrongKind: categoryColumn('x', ['2024-02-29']),
};

const impute = (strategy: 'median' | 'mean' | 'most_frequent'): RecipeStep => ({ kind: 'impute', columns, strategy, addIndicator: true });
const onehot: RecipeStep = { kind: 'onehot', columns, minFrequency: 1, maxLevels: 60 };

const cases: Record<string, TransformerCase> = {
  'impute median': { name: 'impute median', steps: [impute('median')], ...numbers, keepsMissing: false },
  'impute mean': { name: 'impute mean', steps: [impute('mean')], ...numbers, keepsMissing: false },
  'impute labels': { name: 'impute labels', steps: [impute('most_frequent'), onehot], ...labels, keepsMissing: false },
  'scale standard': { name: 'scale standard', steps: [{ kind: 'scale', columns, method: 'standard' }], ...numbers, keepsMissing: true },
  'scale robust': { name: 'scale robust', steps: [{ kind: 'scale', columns, method: 'robust' }], ...numbers, keepsMissing: true },
  onehot: { name: 'onehot', steps: [onehot], ...labels, keepsMissing: false },
  'onehot rare': { name: 'onehot rare', steps: [{ ...onehot, minFrequency: 2, maxLevels: 1 }], ...texts, keepsMissing: false },
  ordinal: { name: 'ordinal', steps: [{ kind: 'ordinal', columns, maxLevels: 2 }], ...labels, keepsMissing: true },
  'ordinal of text': { name: 'ordinal of text', steps: [{ kind: 'ordinal', columns, maxLevels: 254 }], ...texts, keepsMissing: true },
  dateparts: { name: 'dateparts', steps: [{ kind: 'dateparts', columns }], ...instants, keepsMissing: true },
  'dateparts cyclic': { name: 'dateparts cyclic', steps: [{ kind: 'dateparts', columns, cyclic: true, addIndicator: true }, { ...impute('median'), addIndicator: false } as RecipeStep], ...instants, keepsMissing: false },
};

for (const sample of Object.values(cases)) transformerContract(sample);

test('every registered transformer has a case', () => {
  const covered = new Set(Object.values(cases).flatMap(({ steps }) => steps.map(({ kind }) => kind)));
  expect(Object.keys(transformers).filter((kind) => !covered.has(kind as RecipeStep['kind']))).toEqual([]);
});
