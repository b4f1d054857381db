import type { RecipeStep } from '../../src/core/recipe/recipe.ts';
import { categoryColumn, datetimeColumn } from '../support/column-builders.ts';
import { instants, type Samples, type TransformerCase } from './transformer-samples.ts';

const columns = ['x'];
const impute = { kind: 'impute', columns, strategy: 'median', addIndicator: false } satisfies RecipeStep;

const twoInstants: Samples = {
  usual: [
    datetimeColumn('x', ['2024-02-29T23:59:59', null, '2021-12-31T00:00:00', '2024-03-01T05:30:00']),
    datetimeColumn('start', ['2024-02-28T00:00:00', '2020-01-01T00:00:00', null, '2024-03-02T00:00:00']),
  ],
  other: [datetimeColumn('x', ['2024-02-29T00:00:00', '2024-02-28T00:00:00', null]), datetimeColumn('start', ['2000-01-01T00:00:00', null, null])],
  constant: [datetimeColumn('x', ['2024-02-29T00:00:00', '2024-02-29T00:00:00']), datetimeColumn('start', ['2024-02-29T00:00:00', '2024-02-29T00:00:00'])],
  allMissing: [datetimeColumn('x', [null, null]), datetimeColumn('start', [null, null])],
  unseen: [datetimeColumn('x', ['1901-01-01T12:00:00', '2199-06-30T01:02:03']), datetimeColumn('start', ['2199-06-30T01:02:03', null])],
  wrongKind: [categoryColumn('x', ['2024-02-29']), datetimeColumn('start', ['2024-02-29T00:00:00'])],
};

/** Steps on instants. */
export const dateCases: readonly TransformerCase[] = [
  { name: 'dateparts', steps: [{ kind: 'dateparts', columns }], ...instants, keepsMissing: true },
  { name: 'dateparts cyclic', steps: [{ kind: 'dateparts', columns, cyclic: true, addIndicator: true }, impute], ...instants, keepsMissing: false },
  { name: 'mark-missing of instants', steps: [{ kind: 'mark-missing', columns, values: ['2021-12-31', 'never'] }, { kind: 'dateparts', columns }], ...instants, keepsMissing: true },
  { name: 'elapsed', steps: [{ kind: 'elapsed', columns, since: 'start' }, { kind: 'dateparts', columns: ['x', 'start'] }], ...twoInstants, keepsMissing: true },
];
