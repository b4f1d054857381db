import { describe, expect, test } from 'vitest';
import { checkRecipe } from '../../../src/core/recipe/check-recipe.ts';
import type { RecipeParams } from '../../../src/core/recipe/recipe.ts';
import { transformers } from '../../../src/core/recipe/registry.ts';
import type { RecipeStep } from '../../../src/core/recipe/steps.ts';
import { suggestRecipe } from '../../../src/core/recipe/suggest-recipe.ts';
import { schemaOf } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

const table = tableOf(
  numberColumn('bought', [0, 1, 1, 0, 1, 0]),
  numberColumn('age', [20, 30, null, 40, 30, 20]),
  numberColumn('fare', [7, 8, 9, 1, 2, 3]),
  categoryColumn('deck', ['C', null, 'C', 'E', 'E', 'D']),
  datetimeColumn('boarded', ['1912-04-10T12:00:00', '1912-04-11T13:30:00', null, '1912-04-10T20:00:00', '1912-04-10T20:00:00', '1912-04-10T20:00:00']),
  textColumn('note', ['a word', 'another', 'b', 'a', 'a', 'b']),
  numberColumn('row', [1, 2, 3, 4, 5, 6]),
);
const schema = schemaOf(table);
const problem = problemOf(table, 'bought', ['0', '1'], { row: 'identifier' });
const missing = new Set(['age', 'deck', 'boarded']);

const impute = (...columns: string[]): RecipeStep => ({ kind: 'impute', columns, strategy: 'median', addIndicator: false });
const scale = (...columns: string[]): RecipeStep => ({ kind: 'scale', columns, method: 'standard' });
const onehot = (...columns: string[]): RecipeStep => ({ kind: 'onehot', columns, minFrequency: 1, maxLevels: 60 });
const recipe = (columns: readonly string[], ...steps: RecipeStep[]): RecipeParams => ({ input: 'dense', columns, steps });

/** The problems as "severity code at step: columns". */
function found(params: RecipeParams, known: ReadonlySet<string> | null = missing): string[] {
  return checkRecipe(params, schema, problem, known).map(({ severity, code, step, columns }) => `${severity} ${code} ${step ?? '-'}: ${columns.join(' ')}`);
}

describe('checkRecipe', () => {
  test.each(['dense', 'native'] as const)('has nothing against the suggested %s recipe', (input) => {
    expect(checkRecipe(suggestRecipe(table, problem, input), schema, problem, missing)).toEqual([]);
    expect(checkRecipe(suggestRecipe(table, problem, input), schema, problem)).toEqual([]);
  });

  test('finds columns that no step turns into numbers', () => {
    expect(found(recipe(['deck', 'boarded', 'note']))).toEqual(['error NotEncoded -: deck', 'error NotEncoded -: boarded', 'error NotEncoded -: note']);
    expect(checkRecipe(recipe(['deck']), schema, problem)[0].message).toBe(
      'deck still holds labels at the end; add a step for a one-hot, ordinal or other encoding, or leave the column out',
    );
  });

  test('finds missing values that a dense recipe leaves, and those that may come', () => {
    expect(found(recipe(['age', 'fare'], scale('age', 'fare')))).toEqual(['error MissingLeft -: age', 'warning MissingLater -: fare']);
    expect(found(recipe(['age', 'fare'], scale('age', 'fare')), null)).toEqual(['error MissingLeft -: age fare']);
    expect(found(recipe(['age', 'fare'], impute('age', 'fare'), scale('age', 'fare')))).toEqual([]);
    expect(found({ ...recipe(['age', 'fare']), input: 'native' })).toEqual([]);
  });

  test('values that are marked as missing count as missing', () => {
    const mark: RecipeStep = { kind: 'mark-missing', columns: ['fare'], values: ['-1'] };
    expect(found(recipe(['fare'], mark, scale('fare')))).toEqual(['error MissingLeft -: fare']);
  });

  test('codes in a dense recipe are amounts, and an unseen label has none', () => {
    const ordinal: RecipeStep = { kind: 'ordinal', columns: ['deck'], maxLevels: 254 };
    expect(found(recipe(['deck'], ordinal))).toEqual(['error MissingLeft -: deck', 'warning CodesAsNumbers -: deck']);
    expect(found({ ...recipe(['deck'], ordinal), input: 'native' })).toEqual([]);
  });

  test('finds an encoder twice, a step too late, one of another kind, and a column that is not taken', () => {
    expect(found(recipe(['deck'], onehot('deck'), onehot('deck')))).toEqual(['warning AlreadyFinished 1: deck']);
    expect(found(recipe(['deck', 'fare'], { kind: 'drop', columns: ['deck'] }, onehot('deck'), impute('fare')))).toEqual(['warning ColumnGone 1: deck']);
    expect(found(recipe(['deck', 'fare'], scale('deck', 'fare'), impute('fare'), onehot('deck')))).toEqual(['warning WrongKind 0: deck']);
    expect(found(recipe(['fare'], impute('fare', 'age')))).toEqual(['warning ColumnNotTaken 0: age']);
    const [wrong] = checkRecipe(recipe(['deck'], scale('deck'), onehot('deck')), schema, problem);
    expect(wrong.message).toBe('deck holds labels here, and this step takes numbers; take it out of the step, or change it before');
  });

  test('finds components and products of missing cells, and of unscaled columns', () => {
    const pca: RecipeStep = { kind: 'pca', columns: ['age', 'fare'], nComponents: 1 };
    expect(found(recipe(['age', 'fare'], pca))).toEqual(['warning MissingCells 0: age', 'warning NotScaled 0: age fare']);
    expect(found(recipe(['age', 'fare'], impute('age', 'fare'), scale('age', 'fare'), pca))).toEqual([]);
    const interact: RecipeStep = { kind: 'interact', columns: ['age', 'fare'] };
    expect(found(recipe(['age', 'fare'], interact, impute('age', 'fare')))).toEqual(['warning MissingCells 0: age']);
    const knn: RecipeStep = { kind: 'impute-knn', columns: ['age', 'fare'], nNeighbors: 5, addIndicator: false };
    expect(found(recipe(['age', 'fare'], knn))).toEqual(['warning NotScaled 0: age fare']);
  });

  test('finds products and components of very many columns', () => {
    const names = Array.from({ length: 320 }, (_, i) => `x${i}`);
    const wide = names.map((name) => ({ name, kind: 'number' as const }));
    const warned = (step: RecipeStep) => checkRecipe({ input: 'native', columns: names, steps: [step] }, wide, null, new Set()).filter(({ code }) => code === 'ManyFeatures');
    expect(warned({ kind: 'interact', columns: names })[0].message).toContain('320 columns have 51040 products');
    expect(warned({ kind: 'pca', columns: names, nComponents: 3 })).toHaveLength(1);
    expect(warned({ kind: 'interact', columns: names.slice(0, 10) })).toEqual([]);
  });

  test('finds columns that are none, or no features', () => {
    expect(found(recipe([]))).toEqual(['error NoFeatureColumns -: ']);
    expect(found(recipe(['fare', 'gone'], impute('fare')))).toEqual(['error UnknownColumn -: gone']);
    expect(found(recipe(['fare', 'row', 'bought'], impute('fare', 'row', 'bought')))).toEqual(['error NotAFeature -: row bought']);
    expect(checkRecipe(recipe(['fare'], impute('fare')), schema, { ...problem, knownLate: ['fare'] }).map(({ code }) => code)).toEqual(['NotAFeature']);
    expect(found(recipe(['fare'], { kind: 'drop', columns: ['fare'] }))).toEqual(['error NoFeatures -: ']);
    expect(found(recipe(['fare'], impute('fare'), scale()))).toEqual(['warning NoColumns 1: ']);
  });

  test('a step that learns from the target needs one', () => {
    const encode: RecipeStep = { kind: 'target-encode', columns: ['deck'], smoothing: 'auto', nFolds: 5 };
    expect(found(recipe(['deck'], encode))).toEqual([]);
    expect(checkRecipe(recipe(['deck'], encode), schema, null).map(({ code }) => code)).toEqual(['TargetNeeded', 'NotEncoded']);
  });

  test('row filters are looked at, too', () => {
    const rows = (...filters: NonNullable<RecipeParams['rows']>[number][]) => found({ ...recipe(['fare'], impute('fare')), rows: filters });
    expect(rows({ kind: 'drop-duplicates' }, { kind: 'present', column: 'age' }, { kind: 'number', column: 'age', atLeast: 1, atMost: null })).toEqual([]);
    expect(rows({ kind: 'present', column: 'gone' })).toEqual(['error UnknownColumn -: gone']);
    expect(rows({ kind: 'number', column: 'age', atLeast: 5, atMost: 1 })).toEqual(['error BadParameter -: age']);
    expect(rows({ kind: 'number', column: 'age', atLeast: null, atMost: null })).toEqual(['warning BadParameter -: age']);
    expect(rows({ kind: 'number', column: 'deck', atLeast: 5, atMost: null })).toEqual(['warning WrongKind -: deck']);
    expect(rows({ kind: 'labels', column: 'deck', keep: [] })).toEqual(['error BadParameter -: deck']);
  });
});

const on = (column: string) => ({ columns: [column] });
const sensible: readonly RecipeStep[] = [
  { kind: 'mark-missing', ...on('age'), values: ['-1'] },
  { kind: 'unify-labels', ...on('deck') },
  { kind: 'drop', ...on('age') },
  impute('age'),
  { kind: 'impute-knn', ...on('age'), nNeighbors: 5, addIndicator: true },
  { kind: 'indicator', ...on('age') },
  scale('age'),
  { kind: 'log1p', ...on('age') },
  { kind: 'clip', ...on('age'), lower: 0.01, upper: 0.99 },
  { kind: 'bin', ...on('age'), strategy: 'quantile', nBins: 5, encode: 'code' },
  onehot('deck'),
  { kind: 'ordinal', ...on('deck'), maxLevels: 254, order: { deck: ['C', 'D', 'E'] } },
  { kind: 'frequency', ...on('deck') },
  { kind: 'target-encode', ...on('deck'), smoothing: 'auto', nFolds: 5 },
  { kind: 'hash', ...on('deck'), nFeatures: 8 },
  { kind: 'dateparts', ...on('boarded') },
  { kind: 'elapsed', ...on('boarded'), since: 'boarded' },
  { kind: 'tfidf', ...on('note'), analyzer: 'word', ngramRange: [1, 2], maxFeatures: 50, minFrequency: 2 },
  { kind: 'interact', columns: ['age', 'fare'] },
  { kind: 'pca', columns: ['age', 'fare'], nComponents: 2 },
  { kind: 'select', ...on('age'), by: 'variance', threshold: 0 },
];

describe('settings', () => {
  const of = (step: RecipeStep) =>
    checkRecipe({ input: 'native', columns: ['age', 'fare', 'deck', 'boarded', 'note'], steps: [step] }, schema, problem, missing).filter(({ code }) => code === 'BadParameter');

  test('of every kind of step are let through where they make sense', () => {
    expect(new Set(sensible.map(({ kind }) => kind))).toEqual(new Set(Object.keys(transformers)));
    for (const step of sensible) expect(of(step)).toEqual([]);
  });

  test.each([
    { kind: 'mark-missing', ...on('age'), values: [] },
    { kind: 'impute-knn', ...on('age'), nNeighbors: 0, addIndicator: true },
    { kind: 'clip', ...on('age'), lower: 0.9, upper: 0.1 },
    { kind: 'clip', ...on('age'), lower: -1, upper: 0.1 },
    { kind: 'bin', ...on('age'), strategy: 'quantile', nBins: 1, encode: 'code' },
    { kind: 'bin', ...on('age'), strategy: 'quantile', nBins: 2.5, encode: 'code' },
    { ...onehot('deck'), maxLevels: 0 },
    { ...onehot('deck'), minFrequency: -1 },
    { kind: 'ordinal', ...on('deck'), maxLevels: 254, order: { deck: [] } },
    { kind: 'target-encode', ...on('deck'), smoothing: -1, nFolds: 5 },
    { kind: 'target-encode', ...on('deck'), smoothing: 'auto', nFolds: 1 },
    { kind: 'hash', ...on('deck'), nFeatures: 0 },
    { kind: 'tfidf', ...on('note'), analyzer: 'word', ngramRange: [2, 1], maxFeatures: 50, minFrequency: 2 },
    { kind: 'tfidf', ...on('note'), analyzer: 'word', ngramRange: [1, 1], maxFeatures: 0, minFrequency: 2 },
    { kind: 'interact', ...on('age') },
    { kind: 'pca', ...on('age'), nComponents: 0 },
    { kind: 'select', ...on('age'), by: 'association', keep: 0 },
    { kind: 'select', ...on('age'), by: 'redundancy', threshold: 1.5 },
    { kind: 'select', ...on('age'), by: 'variance', threshold: NaN },
  ] as RecipeStep[])('of %o are refused with a way out', (step) => {
    expect(of(step)).toMatchObject([{ severity: 'error', step: 0 }]);
    expect(of(step)[0].message).toMatch(/; (give|name) |, or remove the step$/);
  });
});
