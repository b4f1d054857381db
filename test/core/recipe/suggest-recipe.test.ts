import { describe, expect, test } from 'vitest';
import { applyRecipe } from '../../../src/core/recipe/apply-recipe.ts';
import { describeStep } from '../../../src/core/recipe/describe-step.ts';
import { fitRecipe } from '../../../src/core/recipe/fit-recipe.ts';
import { ColumnNotEncoded, NoFeatureColumns } from '../../../src/core/recipe/recipe-errors.ts';
import type { RecipeParams } from '../../../src/core/recipe/recipe.ts';
import { suggestRecipe } from '../../../src/core/recipe/suggest-recipe.ts';
import { trainTable } from '../../../src/core/split/train-table.ts';
import type { Table } from '../../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf, textColumn } from '../../support/column-builders.ts';

const passengers = tableOf(
  numberColumn('survived', [0, 1, 1, 0, 1, 0]),
  numberColumn('age', [20, 30, null, 40, 30, 20]),
  categoryColumn('sex', ['male', 'female', 'female', 'male', 'female', 'male']),
  categoryColumn('deck', ['C', null, 'C', 'E', 'E', null]),
  datetimeColumn('boarded', ['1912-04-10T12:00:00', '1912-04-11T13:30:00', null, '1912-04-10T20:00:00', '1912-04-10T20:00:00', '1912-04-10T20:00:00']),
  textColumn('note', ['red one', 'Green', 'blue', 'red', 'red red', 'green']),
  numberColumn('row', [1, 2, 3, 4, 5, 6]),
);
const problem = problemOf(passengers, 'survived', ['0', '1'], { row: 'identifier' });
const all = (table: Table) => trainTable(table, Uint32Array.from({ length: table.nRows }, (_, i) => i));

function features(table: Table, params: RecipeParams, on: Table = table) {
  const produced = applyRecipe(fitRecipe(all(table), params), on).features;
  return Object.fromEntries(produced.map(({ name, values }) => [name, Array.from(values, (value) => Math.round(value * 1000) / 1000)]));
}

describe('the dense recipe', () => {
  const params = suggestRecipe(passengers, problem, 'dense');

  test('takes feature columns only, and gives readable, finite, scaled features', () => {
    expect(params.columns).toEqual(['age', 'sex', 'deck', 'boarded', 'note']);
    expect(Object.keys(features(passengers, params))).toEqual([
      'age', 'age missing', 'sex = male', 'deck = C', 'deck = E', 'deck missing',
      'boarded day', 'boarded weekday', 'boarded hour', 'boarded minute', 'boarded time of day (sine)', 'boarded time of day (cosine)',
      'boarded weekday (sine)', 'boarded weekday (cosine)', 'boarded elapsed days', 'boarded missing',
      'note: green', 'note: red',
    ]);
    const { age, 'age missing': missing, 'sex = male': male, 'deck missing': noDeck, 'note: red': red } = features(passengers, params);
    expect(age).toEqual([-1.213, 0.243, 0.243, 1.698, 0.243, -1.213]);
    expect(missing).toEqual([0, 0, 1, 0, 0, 0]);
    expect(male).toEqual([1, 0, 0, 1, 0, 1]);
    expect(noDeck).toEqual([0, 1, 0, 0, 0, 1]);
    expect(red).toEqual([1, 0, 0, 1, 1, 0]);
  });

  test('knows the source column of every feature', () => {
    const produced = applyRecipe(fitRecipe(all(passengers), params), passengers).features;
    expect(new Set(produced.map(({ source }) => source))).toEqual(new Set(params.columns));
    expect(produced.find(({ name }) => name === 'boarded weekday (sine)')?.source).toBe('boarded');
  });

  test('learns from the training rows only', () => {
    const train = trainTable(passengers, Uint32Array.of(0, 1, 3));
    const { age } = Object.fromEntries(applyRecipe(fitRecipe(train, params), passengers).features.map(({ name, values }) => [name, [...values]]));
    expect(age[2]).toBeCloseTo(0);
    expect(fitRecipe(train, params).steps.find(({ kind }) => kind === 'onehot')?.fitted?.map(({ state }) => state)).toEqual([
      { levels: ['female', 'male'].slice(1), other: true, missing: false, binary: false },
      { levels: [], other: true, missing: true, binary: false },
    ]);
    expect(fitRecipe(train, params).steps.at(-1)?.fitted?.map(({ state }) => state)).toMatchObject([{ terms: ['red'] }]);
  });

  test('an unseen label of a two-label column stands in the middle, another is all zeros or the rare one', () => {
    const later = tableOf(...passengers.columns.map((column) => (column.name === 'sex' ? categoryColumn('sex', ['male', 'x', null, 'female', 'x', 'x']) : column.name === 'deck' ? categoryColumn('deck', ['Z', 'C', 'C', 'C', 'C', null]) : column)));
    const seen = features(passengers, params, later);
    expect(seen['sex = male']).toEqual([1, 0.5, 0.5, 0, 0.5, 0.5]);
    expect([seen['deck = C'][0], seen['deck = E'][0], seen['deck missing'][0]]).toEqual([0, 0, 0]);
  });

  test('gives no more than 60 features and one for the rest to a column of many labels', () => {
    const labels = Array.from({ length: 400 }, (_, i) => `l${i % 5 < 4 ? i % 60 : i % 200}`);
    const table = tableOf(numberColumn('y', labels.map((_, i) => i)), categoryColumn('zone', labels));
    const recipe = fitRecipe(all(table), suggestRecipe(table, problemOf(table, 'y'), 'dense'));
    const { features: produced } = applyRecipe(recipe, table);
    expect(produced).toHaveLength(61);
    expect(produced.at(-1)?.name).toBe('zone = other');
  });
});

describe('the native recipe', () => {
  const params = suggestRecipe(passengers, problem, 'native');

  test('keeps missing, numbers as they are, and labels as codes', () => {
    expect(features(passengers, params)).toEqual({
      age: [20, 30, NaN, 40, 30, 20],
      sex: [1, 0, 0, 1, 0, 1],
      deck: [0, NaN, 0, 1, 1, NaN],
      'boarded day': [10, 11, NaN, 10, 10, 10],
      'boarded weekday': [3, 4, NaN, 3, 3, 3],
      'boarded hour': [12, 13, NaN, 20, 20, 20],
      'boarded minute': [0, 30, NaN, 0, 0, 0],
      'boarded elapsed days': [0, 1.063, NaN, 0.333, 0.333, 0.333],
      'note: green': [0, 1, 0, 0, 0, 1],
      'note: red': [1, 0, 0, 1, 1, 0],
    });
    const produced = applyRecipe(fitRecipe(all(passengers), params), passengers).features;
    expect(produced.filter(({ kind }) => kind === 'categorical').map(({ levels }) => levels)).toEqual([['female', 'male'], ['C', 'E']]);
  });

  test('takes infinite numbers for missing and keeps large ones within float32', () => {
    const table = tableOf(numberColumn('y', [1, 2, 3, 4]), numberColumn('x', [Infinity, 1e300, -1e300, 1]));
    const [x] = applyRecipe(fitRecipe(all(table), suggestRecipe(table, problemOf(table, 'y'), 'native')), table).features;
    expect(x.values[0]).toBeNaN();
    expect([...x.values].slice(1)).toEqual([3.4028234663852886e38, -3.4028234663852886e38, 1]);
  });
});

describe('labels of which hardly any repeats', () => {
  const scattered = (nLabels: number, nClasses = 0) => {
    const n = 1000;
    const classes = Array.from({ length: nClasses }, (_, c) => `c${c}`);
    const y = nClasses > 0 ? categoryColumn('y', Array.from({ length: n }, (_, i) => classes[i % nClasses])) : numberColumn('y', Array.from({ length: n }, (_, i) => i));
    const table = tableOf(y, categoryColumn('zone', Array.from({ length: n }, (_, i) => `z${(i * i) % nLabels}`)), categoryColumn('side', Array.from({ length: n }, (_, i) => `s${i % 2}`)));
    const own = problemOf(table, 'y', classes);
    const kinds = (input: 'dense' | 'native') => suggestRecipe(table, own, input).steps.map(({ kind, columns }) => [kind, columns.join()]);
    return { dense: kinds('dense'), native: kinds('native') };
  };

  test('are encoded by the target where most rows would lose theirs, and then scaled', () => {
    const { dense, native } = scattered(967);
    expect(dense).toEqual([['target-encode', 'zone'], ['scale', 'zone'], ['onehot', 'side']]);
    expect(native).toEqual([['target-encode', 'zone'], ['ordinal', 'side']]);
  });

  test('keep codes where those have room, and are left to the rest where classes are many', () => {
    const { dense, native } = scattered(293);
    expect(dense[0]).toEqual(['target-encode', 'zone']);
    expect(native).toEqual([['ordinal', 'zone,side']]);
    expect(scattered(41).dense).toEqual([['onehot', 'zone,side']]);
    expect(scattered(967, 10).native[0]).toEqual(['target-encode', 'zone']);
    expect(scattered(967, 11).native).toEqual([['ordinal', 'zone,side']]);
  });
});

test('text features keep within a budget of cells', () => {
  const terms = (nRows: number, nTexts: number, input: 'dense' | 'native') => {
    const texts = Array.from({ length: nTexts }, (_, i) => textColumn(`t${i}`, []));
    const table: Table = { nRows, columns: [numberColumn('y', []), ...texts] };
    return suggestRecipe(table, problemOf(table, 'y'), input).steps.map((step) => (step.kind === 'tfidf' ? step.maxFeatures : 0));
  };
  expect(terms(1000, 1, 'dense')).toEqual([100]);
  expect(terms(1000, 1, 'native')).toEqual([50]);
  expect(terms(400_000, 1, 'dense')).toEqual([50]);
  expect(terms(200_000, 4, 'native')).toEqual([25]);
  expect(terms(10_000_000, 1, 'native')).toEqual([10]);
});

test('a column named like a part of a date, or like an indicator, keeps its own scale and is told apart', () => {
  const instants = ['2024-01-01T00:00:00', '2024-01-01T06:00:00', '2024-01-01T12:00:00', null];
  const table = tableOf(
    numberColumn('y', [1, 2, 3, 4]),
    datetimeColumn('at', instants),
    numberColumn('at hour', [1000, 2000, 3000, 4000]),
    numberColumn('x', [1, null, 3, 5]),
    numberColumn('x missing', [7, 7, 7, 9]),
  );
  const seen = features(table, suggestRecipe(table, problemOf(table, 'y'), 'dense'));
  expect(seen['at hour']).toEqual([-1.414, 0, 1.414, 0]);
  expect(seen['at hour (2)']).toEqual([-1.342, -0.447, 0.447, 1.342]);
  expect(seen['x missing']).toEqual([0, 1, 0, 0]);
  expect(seen['x missing (2)']).toEqual([-0.577, -0.577, -0.577, 1.732]);
  expect(Object.keys(features(table, suggestRecipe(table, problemOf(table, 'y'), 'native')))).toContain('at hour (2)');
});

test('a recipe that leaves labels unencoded, or has no columns, is refused', () => {
  expect(() => fitRecipe(all(passengers), { input: 'dense', columns: ['sex'], steps: [] })).toThrow(ColumnNotEncoded);
  expect(() => fitRecipe(all(passengers), { input: 'dense', columns: [], steps: [] })).toThrow(NoFeatureColumns);
});

test('steps are described in words', () => {
  expect(suggestRecipe(passengers, problem, 'dense').steps.map(describeStep)).toEqual([
    'Split boarded into year, month, day, weekday, hour and minute, where they vary, and days elapsed; with daily, weekly and yearly cycles; mark where they were missing',
    'Fill missing values of age with the median, and mark where they were missing',
    'Fill missing values of boarded with the median',
    'Scale age, boarded to mean 0 and standard deviation 1',
    'Turn sex, deck into one yes/no feature per value; values seen fewer than 2 times, or beyond the 60 most frequent, share one',
    'Weigh the words in note by how telling they are (TF-IDF): the 100 most frequent found in at least 2 rows',
  ]);
  expect(suggestRecipe(passengers, problem, 'native').steps.map(describeStep)[1]).toBe(
    'Number the values of sex, deck, the 254 most frequent at most; missing stays missing',
  );
});
