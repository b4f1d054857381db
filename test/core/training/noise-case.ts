import { createRng, type Rng } from '../../../src/core/math/rng.ts';
import type { ProblemDefinition } from '../../../src/core/problem/problem.ts';
import type { RecipeInput, RecipeParams, RecipeStep } from '../../../src/core/recipe/recipe.ts';
import type { StepKind } from '../../../src/core/recipe/transformer.ts';
import { splitTable } from '../../../src/core/split/split-table.ts';
import type { Split } from '../../../src/core/split/split.ts';
import type { Table } from '../../../src/core/table/table.ts';
import { categoryColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

const day = 86_400_000;
const words = ['red', 'green', 'blue', 'fast', 'slow', 'new', 'old', 'round', 'flat', 'rare', 'warm', 'cold'];

/** Columns of every kind and a target that has nothing to do with any of them; `town` has about four rows a label. */
export function noiseCase(task: 'binary' | 'regression', seed: number, nRows = 320): { table: Table; problem: ProblemDefinition; split: Split } {
  const rng = createRng(seed);
  const drawn = <Value>(draw: (own: Rng) => Value) => Array.from({ length: nRows }, () => draw(rng));
  const maybe = <Value>(value: Value) => (rng.uniform() < 0.1 ? null : value);
  const text = () => Array.from({ length: 1 + rng.int(6) }, () => words[rng.int(words.length)]).join(' ');
  const instants = () => Float64Array.from(drawn(() => maybe(rng.int(2000) * day + 1.5e12) ?? NaN));
  const table = tableOf(
    task === 'binary' ? categoryColumn('y', drawn(() => (rng.uniform() < 0.45 ? 'yes' : 'no'))) : numberColumn('y', drawn(() => 10 + 3 * rng.normal())),
    numberColumn('length', drawn(() => maybe(rng.normal()))),
    numberColumn('price', drawn(() => maybe(Math.exp(rng.normal())))),
    categoryColumn('town', drawn(() => maybe(`t${rng.int(nRows / 4)}`))),
    categoryColumn('size', drawn(() => maybe(['small', 'Small', 'large', 'huge'][rng.int(4)]))),
    textColumn('note', drawn(() => maybe(text()))),
    { kind: 'datetime', name: 'opened', values: instants() },
    { kind: 'datetime', name: 'closed', values: instants() },
  );
  const problem = problemOf(table, 'y', task === 'binary' ? ['no', 'yes'] : []);
  const split = splitTable(table, problem, {
    strategy: task === 'binary' ? 'stratified' : 'random',
    reason: '',
    testShare: 0.1,
    seed,
    column: null,
    validation: { kind: 'folds', nFolds: 4 },
  });
  return { table, problem, split };
}

const numbers = ['length', 'price'];
const labels = ['town', 'size'];
const dates = ['opened', 'closed'];
const all = [...numbers, ...labels, 'note', ...dates];

/** Steps of one kind, and the columns of which they leave nothing for others to encode. */
interface Leading {
  readonly steps: readonly RecipeStep[];
  readonly encoded?: readonly string[];
  /** Where the steps belong: before the others, or after them. */
  readonly last?: true;
}

const scales = ['standard', 'robust', 'minmax', 'quantile-uniform', 'quantile-normal', 'yeo-johnson'] as const;
const filled: RecipeStep = { kind: 'impute', columns: numbers, strategy: 'mean', addIndicator: true };

/** At least one recipe for every kind of step; a kind without one is a type error. */
export const leadingSteps: Readonly<Record<StepKind, readonly Leading[]>> = {
  'mark-missing': [{ steps: [{ kind: 'mark-missing', columns: ['size', 'length'], values: ['huge', '0'] }] }],
  'unify-labels': [{ steps: [{ kind: 'unify-labels', columns: ['size'] }] }],
  drop: [{ steps: [{ kind: 'drop', columns: ['town'] }], encoded: ['town'] }],
  impute: (['median', 'mean', 'most_frequent', 'constant'] as const).map((strategy) => ({
    steps: [{ kind: 'impute', columns: numbers, strategy, fill: -1, addIndicator: true }],
  })),
  'impute-knn': [{ steps: [{ kind: 'impute-knn', columns: numbers, nNeighbors: 3, addIndicator: true }] }],
  indicator: [{ steps: [{ kind: 'indicator', columns: numbers }] }],
  scale: scales.map((method) => ({ steps: [filled, { kind: 'scale', columns: numbers, method }] })),
  log1p: [{ steps: [{ kind: 'log1p', columns: numbers }] }],
  clip: [{ steps: [{ kind: 'clip', columns: numbers, lower: 0.05, upper: 0.95 }] }],
  bin: (['code', 'onehot'] as const).map((encode) => ({
    steps: [filled, { kind: 'bin', columns: numbers, strategy: 'quantile', nBins: 5, encode }],
    encoded: numbers,
  })),
  onehot: [{ steps: [{ kind: 'onehot', columns: labels, minFrequency: 1, maxLevels: 200 }], encoded: labels }],
  ordinal: [{ steps: [{ kind: 'ordinal', columns: ['size'], maxLevels: 9, order: { size: ['small', 'Small', 'large', 'huge'] } }] }],
  frequency: [{ steps: [{ kind: 'frequency', columns: labels }], encoded: labels }],
  'target-encode': (['auto', 0, 10] as const).map((smoothing) => ({
    steps: [{ kind: 'target-encode', columns: [...labels, 'note'], smoothing, nFolds: 5 }],
    encoded: [...labels, 'note'],
  })),
  hash: [{ steps: [{ kind: 'hash', columns: ['town', 'note'], nFeatures: 8 }], encoded: ['town', 'note'] }],
  dateparts: [{ steps: [{ kind: 'dateparts', columns: dates, cyclic: true, addIndicator: true }] }],
  elapsed: [{ steps: [{ kind: 'elapsed', columns: ['closed'], since: 'opened' }] }],
  tfidf: [
    { steps: [{ kind: 'tfidf', columns: ['note'], analyzer: 'word', ngramRange: [1, 2], maxFeatures: 60, minFrequency: 2 }], encoded: ['note'] },
    { steps: [{ kind: 'tfidf', columns: ['note'], analyzer: 'char_wb', ngramRange: [2, 3], maxFeatures: 60, minFrequency: 2 }], encoded: ['note'] },
  ],
  interact: [{ steps: [filled, { kind: 'interact', columns: numbers }] }],
  pca: [{ steps: [{ kind: 'pca', columns: all, nComponents: 5, finished: true }], last: true }],
  select: [
    { steps: [{ kind: 'select', columns: all, by: 'variance', threshold: 0.01 }], last: true },
    { steps: [{ kind: 'select', columns: all, by: 'redundancy', threshold: 0.9 }], last: true },
    { steps: [{ kind: 'select', columns: all, by: 'association', keep: 5 }], last: true },
  ],
};

/** A whole recipe around steps of one kind. */
export function recipeWith({ steps, encoded = [], last }: Leading, input: RecipeInput): RecipeParams {
  const open = (columns: readonly string[]) => columns.filter((name) => !encoded.includes(name));
  const encoders: RecipeStep[] =
    input === 'native' && !last
      ? [{ kind: 'dateparts', columns: dates }, { kind: 'ordinal', columns: open([...labels, 'note']), maxLevels: 254 }]
      : [
          { kind: 'dateparts', columns: dates },
          { kind: 'impute', columns: [...numbers, ...dates, 'size'], strategy: 'median', addIndicator: false },
          { kind: 'scale', columns: [...numbers, ...dates, ...labels], method: 'standard' },
          { kind: 'onehot', columns: open([...labels, 'note']), minFrequency: 3, maxLevels: 60 },
        ];
  return { input, columns: all, steps: last ? [...encoders, ...steps] : [...steps, ...encoders] };
}
