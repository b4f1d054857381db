import type { RecipeStep } from '../../src/core/recipe/recipe.ts';
import type { TargetValues } from '../../src/core/metrics/predictions.ts';
import { categoryColumn, numberColumn, textColumn } from '../support/column-builders.ts';
import { labels, numbers, risingNumbers, texts, twoClasses, type Samples, type TransformerCase } from './transformer-samples.ts';

const columns = ['x'];
const onehot = { kind: 'onehot', columns, minFrequency: 1, maxLevels: 60 } satisfies RecipeStep;
const unify: RecipeStep = { kind: 'unify-labels', columns };
const ordered: RecipeStep = { kind: 'ordinal', columns, maxLevels: 2, order: { x: ['c', 'a', 'b', 'only'] } };
const encode = (smoothing: number | 'auto'): RecipeStep => ({ kind: 'target-encode', columns, smoothing, nFolds: 3 });
const tfidf = { kind: 'tfidf', columns, analyzer: 'word', ngramRange: [1, 2], maxFeatures: 12, minFrequency: 1 } satisfies RecipeStep;

/** Some answers for more rows than a class each. */
const threeClasses = (nRows: number): TargetValues => ({
  kind: 'classes',
  classes: ['p', 'q', 'r'],
  codes: Int32Array.from({ length: nRows }, (_, row) => (row * row) % 3),
});

const spellings: Samples = {
  ...labels,
  usual: categoryColumn('x', ['Köln', 'koln ', null, 'Köln', 'Bonn', 'BONN', 'a  b']),
  other: categoryColumn('x', ['q', 'Q', 'Q', null]),
  unseen: categoryColumn('x', ['KÖLN', 'A B', '__proto__', ' ', '', 'constructor']),
};

const sentences: Samples = {
  usual: textColumn('x', ['The cat sat.', 'the DOG sat down', null, 'Ein Kätzchen saß dort', 'cat & cat & dog', '', '東京 は 大きい 都市']),
  other: textColumn('x', ['entirely other words', 'other words again', null]),
  constant: textColumn('x', ['same words here', 'same words here']),
  allMissing: textColumn('x', [null, null]),
  unseen: textColumn('x', ['sat sat sat', '\ud800 lone', '__proto__ constructor', '. , !', ' ']),
  wrongKind: numberColumn('x', [1]),
};

/** Steps on labels and text. */
export const labelCases: readonly TransformerCase[] = [
  { name: 'onehot', steps: [onehot], ...labels, keepsMissing: false },
  { name: 'onehot rare', steps: [{ ...onehot, minFrequency: 2, maxLevels: 1 }], ...texts, keepsMissing: false },
  { name: 'ordinal', steps: [{ kind: 'ordinal', columns, maxLevels: 2 }], ...labels, keepsMissing: true },
  { name: 'ordinal of text', steps: [{ kind: 'ordinal', columns, maxLevels: 254 }], ...texts, keepsMissing: true },
  { name: 'ordinal by an order', steps: [ordered], ...labels, keepsMissing: true, learns: false },
  {
    name: 'ordinal by an order, filled and scaled',
    steps: [ordered, { kind: 'impute', columns, strategy: 'median', addIndicator: false }, { kind: 'scale', columns, method: 'standard' }],
    ...labels,
    keepsMissing: false,
  },
  { name: 'mark-missing of numbers', steps: [{ kind: 'mark-missing', columns, values: ['3', '-7.0', 'x', ''] }], ...numbers, keepsMissing: true, learns: false },
  { name: 'mark-missing of labels', steps: [{ kind: 'mark-missing', columns, values: [' a ', 'new'] }, onehot], ...labels, keepsMissing: false },
  { name: 'mark-missing of text', steps: [{ kind: 'mark-missing', columns, values: ['a'] }, onehot], ...texts, keepsMissing: false },
  { name: 'unify-labels', steps: [unify, onehot], ...spellings, keepsMissing: false },
  { name: 'unify-labels of text', steps: [unify, onehot], ...texts, keepsMissing: false },
  { name: 'frequency', steps: [{ kind: 'frequency', columns }], ...labels, keepsMissing: false },
  { name: 'frequency of text', steps: [{ kind: 'frequency', columns }], ...texts, keepsMissing: false },
  { name: 'target-encode', steps: [encode('auto')], ...labels, keepsMissing: false, target: twoClasses, outOfFold: true },
  { name: 'target-encode of classes', steps: [encode(2)], ...texts, keepsMissing: false, target: threeClasses, outOfFold: true },
  { name: 'target-encode by numbers', steps: [encode(0.5)], ...labels, keepsMissing: false, target: risingNumbers, outOfFold: true },
  { name: 'hash', steps: [{ kind: 'hash', columns, nFeatures: 4 }], ...labels, keepsMissing: false, learns: false },
  { name: 'hash of text', steps: [{ kind: 'hash', columns, nFeatures: 3 }], ...texts, other: textColumn('x', ['q', 'r', null]), keepsMissing: false, learns: false },
  { name: 'tfidf of words', steps: [tfidf], ...sentences, keepsMissing: false },
  { name: 'tfidf of characters', steps: [{ ...tfidf, analyzer: 'char_wb', ngramRange: [2, 3], minFrequency: 2 }], ...sentences, keepsMissing: false },
  {
    name: 'tfidf of labels',
    steps: [{ ...tfidf, ngramRange: [1, 1] }],
    ...labels,
    usual: categoryColumn('x', ['red car', 'blue car', null, 'red car', 'red bike']),
    keepsMissing: false,
  },
];
