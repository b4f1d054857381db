import { expect, test } from 'vitest';
import { describeStep } from '../../../src/core/recipe/describe-step.ts';
import { transformers } from '../../../src/core/recipe/registry.ts';
import type { RecipeStep } from '../../../src/core/recipe/recipe.ts';

const columns = ['age'];
const two = ['age', 'fare'];
const many = ['a', 'b', 'c', 'd'];

const sentences: readonly (readonly [RecipeStep, string])[] = [
  [{ kind: 'mark-missing', columns, values: ['?', '-1', ''] }, 'Take "?", "-1", an empty cell in age as missing'],
  [{ kind: 'unify-labels', columns }, 'Join values of age that differ only in case, spaces or accents'],
  [{ kind: 'drop', columns: many }, 'Leave out a, b and 2 more'],
  [{ kind: 'impute', columns, strategy: 'median', addIndicator: true }, 'Fill missing values of age with the median, and mark where they were missing'],
  [{ kind: 'impute', columns, strategy: 'constant', fill: -1, addIndicator: false }, 'Fill missing values of age with -1'],
  [{ kind: 'impute', columns, strategy: 'constant', fill: 'none', addIndicator: false }, 'Fill missing values of age with "none"'],
  [{ kind: 'impute', columns, strategy: 'constant', addIndicator: false }, 'Fill missing values of age with 0, labels with "missing"'],
  [{ kind: 'impute-knn', columns: two, nNeighbors: 5, addIndicator: false }, 'Fill missing values of age, fare with the mean of the 5 most similar training rows'],
  [{ kind: 'impute-knn', columns: two, nNeighbors: 1, addIndicator: true }, 'Fill missing values of age, fare with the mean of the 1 most similar training row, and mark where they were missing'],
  [{ kind: 'indicator', columns }, 'Mark where age is missing'],
  [{ kind: 'indicator', columns: two }, 'Mark where age, fare are missing'],
  [{ kind: 'scale', columns, method: 'standard' }, 'Scale age to mean 0 and standard deviation 1'],
  [{ kind: 'scale', columns, method: 'robust' }, 'Scale age by median and middle range, which outliers hardly move'],
  [{ kind: 'scale', columns, method: 'minmax' }, 'Scale age to the range from 0 to 1'],
  [{ kind: 'scale', columns, method: 'quantile-uniform' }, 'Scale age by rank, so that values spread evenly from 0 to 1'],
  [{ kind: 'scale', columns, method: 'quantile-normal' }, 'Scale age by rank, so that values follow a normal distribution'],
  [{ kind: 'scale', columns, method: 'yeo-johnson' }, 'Scale age by a power transform (Yeo-Johnson) that makes them as normal as it can, to mean 0 and standard deviation 1'],
  [{ kind: 'log1p', columns }, 'Take the logarithm of age, log(1 + |x|) with the sign of x, which draws in large values'],
  [{ kind: 'clip', columns, lower: 0.01, upper: 0.99 }, 'Set values of age beyond the 1% and 99% quantiles to these'],
  [{ kind: 'bin', columns, strategy: 'quantile', nBins: 5, encode: 'onehot' }, 'Cut age into 5 bins of equally many rows, one yes/no feature each'],
  [{ kind: 'bin', columns, strategy: 'uniform', nBins: 4, encode: 'code' }, 'Cut age into 4 bins of equal width, numbered from 0'],
  [{ kind: 'onehot', columns, minFrequency: 0.01, maxLevels: 60 }, 'Turn age into one yes/no feature per value; values under 1% of rows, or beyond the 60 most frequent, share one'],
  [{ kind: 'onehot', columns, minFrequency: 10, maxLevels: 60 }, 'Turn age into one yes/no feature per value; values seen fewer than 10 times, or beyond the 60 most frequent, share one'],
  [{ kind: 'ordinal', columns, maxLevels: 254 }, 'Number the values of age, the 254 most frequent at most; missing stays missing'],
  [{ kind: 'ordinal', columns, maxLevels: 254, order: { age: ['young', 'old'] } }, 'Number the values of age in their order, from young up; missing stays missing'],
  [
    { kind: 'ordinal', columns: two, maxLevels: 254, order: { age: ['young', 'old'] } },
    'Number the values of age in their order, from young up, those of the other columns as codes, the 254 most frequent at most; missing stays missing',
  ],
  [{ kind: 'frequency', columns }, 'Replace each value of age by its share of the training rows'],
  [{ kind: 'target-encode', columns, smoothing: 'auto', nFolds: 5 }, 'Replace each value of age by the mean target of its rows, drawn towards the overall mean; training rows out of 5 folds'],
  [{ kind: 'target-encode', columns, smoothing: 10, nFolds: 5 }, 'Replace each value of age by the mean target of its rows, drawn towards the overall mean as by 10 more rows; training rows out of 5 folds'],
  [{ kind: 'hash', columns, nFeatures: 16 }, 'Hash the values of age into 16 numbers each'],
  [{ kind: 'dateparts', columns }, 'Split age into year, month, day, weekday, hour and minute, where they vary, and days elapsed'],
  [
    { kind: 'dateparts', columns, cyclic: true, addIndicator: true },
    'Split age into year, month, day, weekday, hour and minute, where they vary, and days elapsed; with daily, weekly and yearly cycles; mark where they were missing',
  ],
  [{ kind: 'elapsed', columns, since: 'born' }, 'Count the days from born to age'],
  [
    { kind: 'tfidf', columns, analyzer: 'word', ngramRange: [1, 1], maxFeatures: 100, minFrequency: 2 },
    'Weigh the words in age by how telling they are (TF-IDF): the 100 most frequent found in at least 2 rows',
  ],
  [
    { kind: 'tfidf', columns, analyzer: 'word', ngramRange: [1, 2], maxFeatures: 100, minFrequency: 1 },
    'Weigh the runs of 1 to 2 words in age by how telling they are (TF-IDF): the 100 most frequent',
  ],
  [
    { kind: 'tfidf', columns, analyzer: 'char_wb', ngramRange: [3, 3], maxFeatures: 50, minFrequency: 1 },
    'Weigh the runs of 3 characters within words in age by how telling they are (TF-IDF): the 50 most frequent',
  ],
  [{ kind: 'interact', columns: two }, 'Multiply each two of age, fare, as features besides them'],
  [{ kind: 'pca', columns: many, nComponents: 2 }, 'Replace a, b and 2 more by 2 principal components'],
  [{ kind: 'select', columns: many, by: 'variance', threshold: 0 }, 'Of the features from a, b and 2 more, keep those that vary'],
  [{ kind: 'select', columns: many, by: 'variance', threshold: 0.1 }, 'Of the features from a, b and 2 more, keep those with a variance over 0.1'],
  [{ kind: 'select', columns: many, by: 'association', keep: 3 }, 'Of the features from a, b and 2 more, keep the 3 that differ most with the target (F value)'],
  [{ kind: 'select', columns: many, by: 'redundancy', threshold: 0.95 }, 'Of the features from a, b and 2 more, keep the first of any two that correlate beyond 0.95'],
];

test.each(sentences)('%o', (step, sentence) => {
  expect(describeStep(step)).toBe(sentence);
});

test('every kind of step has its sentence here, and no two steps share one', () => {
  expect(new Set(sentences.map(([{ kind }]) => kind))).toEqual(new Set(Object.keys(transformers)));
  expect(new Set(sentences.map(([, sentence]) => sentence)).size).toBe(sentences.length);
});
