import type { RecipeStep } from '../../src/core/recipe/recipe.ts';
import type { StepOf } from '../../src/core/recipe/transformer.ts';
import { instants, labels, numbers, type TransformerCase } from './transformer-samples.ts';

const columns = ['x'];
const impute = (strategy: StepOf<'impute'>['strategy'], fill?: number | string): RecipeStep => ({
  kind: 'impute',
  columns,
  strategy,
  addIndicator: true,
  ...(fill === undefined ? {} : { fill }),
});
const scale = (method: StepOf<'scale'>['method']): RecipeStep => ({ kind: 'scale', columns, method });
const bin = (strategy: StepOf<'bin'>['strategy'], encode: StepOf<'bin'>['encode']): RecipeStep => ({ kind: 'bin', columns, strategy, nBins: 3, encode });
const onehot: RecipeStep = { kind: 'onehot', columns, minFrequency: 1, maxLevels: 60 };

/** Steps that treat each column of numbers on its own. */
export const numberCases: readonly TransformerCase[] = [
  { name: 'impute median', steps: [impute('median')], ...numbers, keepsMissing: false },
  { name: 'impute mean', steps: [impute('mean')], ...numbers, keepsMissing: false },
  { name: 'impute most frequent', steps: [impute('most_frequent')], ...numbers, keepsMissing: false },
  { name: 'impute constant', steps: [impute('constant', -1)], ...numbers, keepsMissing: false, learns: false },
  { name: 'impute labels', steps: [impute('most_frequent'), onehot], ...labels, keepsMissing: false },
  { name: 'impute labels by a constant', steps: [impute('constant', 'none'), onehot], ...labels, keepsMissing: false },
  { name: 'impute instants', steps: [impute('median'), { kind: 'dateparts', columns }], ...instants, keepsMissing: false },
  { name: 'indicator', steps: [{ kind: 'indicator', columns }], ...numbers, keepsMissing: true, learns: false },
  { name: 'drop after indicator', steps: [{ kind: 'indicator', columns }, { kind: 'drop', columns }], ...numbers, keepsMissing: false, learns: false },
  { name: 'scale standard', steps: [scale('standard')], ...numbers, keepsMissing: true },
  { name: 'scale robust', steps: [scale('robust')], ...numbers, keepsMissing: true },
  { name: 'scale minmax', steps: [scale('minmax')], ...numbers, keepsMissing: true },
  { name: 'scale quantile-uniform', steps: [scale('quantile-uniform')], ...numbers, keepsMissing: true },
  { name: 'scale quantile-normal', steps: [scale('quantile-normal')], ...numbers, keepsMissing: true },
  { name: 'scale yeo-johnson', steps: [scale('yeo-johnson')], ...numbers, keepsMissing: true },
  { name: 'log1p', steps: [{ kind: 'log1p', columns }], ...numbers, keepsMissing: true, learns: false },
  { name: 'clip', steps: [{ kind: 'clip', columns, lower: 0.05, upper: 0.9 }], ...numbers, keepsMissing: true },
  { name: 'bin quantile', steps: [bin('quantile', 'code')], ...numbers, keepsMissing: true },
  { name: 'bin uniform', steps: [bin('uniform', 'code')], ...numbers, keepsMissing: true },
  { name: 'bin onehot', steps: [bin('quantile', 'onehot')], ...numbers, keepsMissing: false },
];
