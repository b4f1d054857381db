import { describe, expect, it } from 'vitest';
import { transformers } from '../../src/core/recipe/registry.ts';
import type { RecipeParams, RecipeStep } from '../../src/core/recipe/recipe.ts';
import { stepType, stepTypes } from '../../src/app/recipe-catalog.ts';
import { addStep, areSame, columnsFor, columnsForNew, moveStep, removeStep, withClassWeights, withRows } from '../../src/app/recipe-edit.ts';
import { listed } from '../../src/app/recipe-fields.ts';
import { previewNote, shownPreview, troubleText } from '../../src/app/recipe-preview.ts';
import { describeFilter, filterFrom } from '../../src/app/recipe-rows.ts';
import { categoryColumn, datetimeColumn, numberColumn, tableOf } from '../support/column-builders.ts';
import { fitSteps } from '../../src/core/recipe/fit-recipe.ts';
import { trainTable } from '../../src/core/split/train-table.ts';

const schema = [
  { name: 'age', kind: 'number' }, { name: 'pay', kind: 'number' }, { name: 'job', kind: 'category' }, { name: 'town', kind: 'category' }, { name: 'since', kind: 'datetime' }, { name: 'note', kind: 'text' },
] as const;
const steps: readonly RecipeStep[] = [
  { kind: 'dateparts', columns: ['since'] },
  { kind: 'impute', columns: ['age', 'pay'], strategy: 'median', addIndicator: true },
  { kind: 'scale', columns: ['age', 'pay', 'since'], method: 'standard' },
  { kind: 'onehot', columns: ['job', 'town'], minFrequency: 2, maxLevels: 60 },
];
const recipe: RecipeParams = { input: 'dense', columns: ['age', 'pay', 'job', 'town', 'since'], steps };

describe('the steps on offer', () => {
  it('are the registered transformers, for the kinds of columns that these accept', () => {
    expect(stepTypes.map(({ kind }) => kind).sort()).toEqual(Object.keys(transformers).sort());
    for (const { kind, accepts } of stepTypes) {
      // Features made of labels are numbers by the time they are selected or left out.
      if (kind !== 'select') expect([kind, [...accepts].sort()]).toEqual([kind, [...transformers[kind].accepts].sort()]);
    }
  });

  it('can be fitted as they are first made, and read back what was written', () => {
    const table = tableOf(
      numberColumn('n', [1, 2, 3, 4, 5, 6]), numberColumn('m', [3, 1, 4, 1, 5, 9]), categoryColumn('c', ['a', 'b', 'a', 'b', 'c', 'c']),
      categoryColumn('d', ['one two', 'two', 'three two', 'one', 'two', 'one']), datetimeColumn('t', ['2024-01-01', '2024-01-02', '2024-02-03', '2024-03-04', '2024-05-05', '2024-06-06'].map((day) => `${day}T00:00:00`)), datetimeColumn('u', ['2024-02-01', '2024-02-02', '2024-03-03', '2024-04-04', '2024-06-05', '2024-07-06'].map((day) => `${day}T00:00:00`)),
    );
    const train = trainTable(table, Uint32Array.of(0, 1, 2, 3, 4, 5));
    const target = { kind: 'number' as const, values: Float64Array.of(1, 2, 3, 4, 5, 6) };
    for (const type of stepTypes) {
      const columns = table.columns.filter(({ kind }) => type.accepts.includes(kind)).map(({ name }) => name);
      const step = type.make(columns);
      expect(() => fitSteps(train, { input: 'dense', columns: table.columns.map(({ name }) => name), steps: [step] }, { target, seed: 1 })).not.toThrow();
      for (const field of type.fields) {
        if (!field.shown(step)) continue;
        const written = field.write(step, field.read(step));
        expect(written).not.toHaveProperty('error');
        expect(field.read(written as RecipeStep)).toBe(field.read(step));
      }
    }
  });

  it('refuse values out of bounds in words', () => {
    const of = (kind: RecipeStep['kind'], key: string) => ({ type: stepType(kind), field: stepType(kind).fields.find((field) => field.key === key)! });
    const write = (kind: RecipeStep['kind'], key: string, text: string) => {
      const { type, field } = of(kind, key);
      return field.write(type.make(['a']), text);
    };
    expect(write('bin', 'nBins', '1')).toEqual({ error: 'give a number from 2 to 100' });
    expect(write('bin', 'nBins', '2.5')).toEqual({ error: 'give a whole number' });
    expect(write('bin', 'nBins', 'many')).toEqual({ error: '“many” is not a number' });
    expect(write('mark-missing', 'values', ' , ')).toHaveProperty('error');
    expect(write('mark-missing', 'values', '-1, 999,-1')).toMatchObject({ values: ['-1', '999'] });
    expect(write('tfidf', 'ngramRange', '2-1')).toHaveProperty('error');
    expect(write('tfidf', 'ngramRange', '1-2')).toMatchObject({ ngramRange: [1, 2] });
    expect(write('ordinal', 'order', 'low, mid, high')).toMatchObject({ order: { a: ['low', 'mid', 'high'] } });
    expect(write('impute', 'fill', '0.5')).toMatchObject({ fill: 0.5 });
    expect(write('select', 'by', 'association')).toEqual({ kind: 'select', columns: ['a'], by: 'association', keep: 20 });
  });
});

describe('a recipe that is edited', () => {
  it('offers each step the columns that it can take at its place', () => {
    expect(columnsFor(recipe, 0, stepType('log1p'), schema)).toEqual(['age', 'pay']);
    expect(columnsFor(recipe, 2, stepType('scale'), schema)).toEqual(['age', 'pay', 'since']);
    expect(columnsFor(recipe, 4, stepType('onehot'), schema)).toEqual(['age', 'pay', 'since']);
    expect(columnsFor(recipe, 3, stepType('target-encode'), schema)).toEqual(['job', 'town']);
    expect(columnsFor(recipe, 4, stepType('select'), schema)).toEqual(['age', 'pay', 'job', 'town', 'since']);
    const dropped = { ...recipe, steps: [{ kind: 'drop', columns: ['pay'] } as const, ...steps] };
    expect(columnsFor(dropped, 1, stepType('log1p'), schema)).toEqual(['age']);
  });

  it('offers a new encoding the columns that another has', () => {
    expect(columnsForNew(recipe, stepType('hash'), schema)).toEqual(['job', 'town']);
    expect(columnsForNew(recipe, stepType('dateparts'), schema)).toEqual([]);
  });

  it('takes a step in where it belongs', () => {
    const kinds = (step: RecipeStep) => addStep(recipe, step).steps.map(({ kind }) => kind);
    expect(kinds({ kind: 'log1p', columns: ['pay'] })).toEqual(['dateparts', 'impute', 'log1p', 'scale', 'onehot']);
    expect(kinds({ kind: 'mark-missing', columns: ['pay'], values: ['-1'] })[0]).toBe('mark-missing');
    expect(kinds({ kind: 'select', columns: ['pay'], by: 'variance', threshold: 0 })[4]).toBe('select');
  });

  it('encodes a column once: a new encoding takes it over', () => {
    const encoded = addStep(recipe, { kind: 'target-encode', columns: ['town'], smoothing: 'auto', nFolds: 5 });
    expect(encoded.steps.find(({ kind }) => kind === 'onehot')?.columns).toEqual(['job']);
    const both = addStep(encoded, { kind: 'hash', columns: ['job', 'town'], nFeatures: 4 });
    expect(both.steps.map(({ kind }) => kind)).not.toContain('onehot');
    expect(both.steps.map(({ kind }) => kind)).not.toContain('target-encode');
  });

  it('moves and loses steps', () => {
    expect(moveStep(recipe, 0, 2).steps.map(({ kind }) => kind)).toEqual(['impute', 'scale', 'dateparts', 'onehot']);
    expect(moveStep(recipe, 0, -1)).toBe(recipe);
    expect(moveStep(recipe, 3, 4)).toBe(recipe);
    expect(removeStep(recipe, 1).steps).toHaveLength(3);
  });

  it('leaves no trace of filters and weights that are taken back', () => {
    const asked = withClassWeights(withRows(recipe, [{ kind: 'drop-duplicates' }]), true);
    expect(asked).toEqual({ ...recipe, rows: [{ kind: 'drop-duplicates' }], classWeights: 'balanced' });
    expect(withClassWeights(withRows(asked, []), false)).toEqual(recipe);
    expect(areSame({ dense: recipe, native: { ...recipe, input: 'native' } })).toBe(true);
    expect(areSame({ dense: recipe, native: { ...removeStep(recipe, 0), input: 'native' } })).toBe(false);
  });
});

describe('row filters', () => {
  it('are made from a form and read as sentences', () => {
    const form = (from: string, to = '', keep = '') => ({ from, to, keep });
    const said = (...[kind, column, values]: [Parameters<typeof filterFrom>[0], string, Parameters<typeof filterFrom>[2]]) => {
      const filter = filterFrom(kind, column, values, schema);
      return 'error' in filter ? filter.error : describeFilter(filter, schema);
    };
    expect(said('number', 'age', form('18'))).toBe('Learn only from rows where age is at least 18');
    expect(said('number', 'age', form('18', '65'))).toBe('Learn only from rows where age is from 18 to 65');
    expect(said('number', 'since', form('', '2024-03-31'))).toBe('Learn only from rows where since is at most 2024-03-31');
    expect(said('labels', 'job', form('', '', 'clerk, cook'))).toBe('Learn only from rows where job is “clerk” or “cook”');
    expect(said('present', 'note', form(''))).toBe('Learn only from rows where note is known');
    expect(said('drop-duplicates', '', form(''))).toBe('Learn from each of several equal rows once');
    expect(said('number', 'age', form(''))).toBe('give a lower bound, an upper bound or both');
    expect(said('number', 'age', form('9', '3'))).toBe('the lower bound lies above the upper one');
    expect(said('number', 'job', form('9'))).toBe('choose a column');
    expect(said('number', 'since', form('soon'))).toMatch('is no date');
  });
});

describe('a preview', () => {
  const preview = { input: 'dense' as const, step: 0, trouble: null, fittedRows: 20_000, developmentRows: 26_048, droppedRows: 0, shown: null };
  it('says what it was fitted on', () => {
    expect(previewNote(preview)).toBe('Fitted on a sample: 20,000 of 26,048 development rows. Test rows are not looked at.');
    expect(previewNote({ ...preview, fittedRows: 80, droppedRows: 16, developmentRows: 96 })).toBe('Fitted on 80 development rows; 16 left out by the row filters. Test rows are not looked at.');
  });
  it('shows missing cells as a dash, and rows as people count them', () => {
    const column = { name: 'age', source: 'age', kind: 'number' as const, cells: [null, 41.5], changed: [false, true] };
    const shown = shownPreview({ ...preview, shown: { rows: [0, 1233], before: [column], after: [], moreBefore: 2, moreAfter: 0 } });
    expect(shown).toEqual({
      rows: ['1', '1,234'],
      before: { columns: [{ key: '0 age', name: 'age', cells: [{ text: '–', missing: true, changed: false }, { text: '41.5', missing: false, changed: true }] }], more: 'and 2 more columns' },
      after: { columns: [], more: null },
    });
    expect(troubleText('ColumnNotEncoded: no step turns a into numbers')).toBe('No step turns a into numbers');
  });
  it('lists values', () => expect(listed('a, b,,a')).toEqual(['a', 'b']));
});
