import { describe, expect, test } from 'vitest';
import { applyRecipe } from '../../src/core/recipe/apply-recipe.ts';
import { fitTransformRecipe } from '../../src/core/recipe/fit-recipe.ts';
import type { FittedRecipe } from '../../src/core/recipe/fitted-recipe.ts';
import { ColumnKindChanged } from '../../src/core/recipe/recipe-errors.ts';
import type { FeatureTable, RecipeParams } from '../../src/core/recipe/recipe.ts';
import { trainTable } from '../../src/core/split/train-table.ts';
import { columnByName, columnLength, ColumnNotFound, selectColumns, selectRows, type Column, type Table } from '../../src/core/table/table.ts';
import { stackTables } from './stack-tables.ts';
import type { Sample, TransformerCase } from './transformer-samples.ts';

const columnsOf = (sample: Sample): readonly Column[] => ('kind' in sample ? [sample] : sample);
const tableOf = (sample: Sample): Table => ({ nRows: columnLength(columnsOf(sample)[0]), columns: columnsOf(sample) });
const rowsOf = (table: Table) => Uint32Array.from({ length: table.nRows }, (_, i) => i);

/** The cells of a feature table by row: one list of numbers each. */
function cellsOf({ features, nRows }: FeatureTable): number[][] {
  return Array.from({ length: nRows }, (_, row) => features.map(({ values }) => values[row]));
}
const cells = (recipe: FittedRecipe, table: Table) => cellsOf(applyRecipe(recipe, table));

/** The suite that every transformer must pass. */
export function transformerContract(sample: TransformerCase): void {
  const names = columnsOf(sample.usual).map(({ name }) => name);
  const params: RecipeParams = { input: 'dense', columns: names, steps: sample.steps };
  const usual = tableOf(sample.usual);
  const fitOn = (table: Table, rows = rowsOf(table), seed = 7) =>
    fitTransformRecipe(trainTable(table, rows), params, { target: sample.target?.(rows.length) ?? null, seed });
  const fit = (columns: Sample) => fitOn(tableOf(columns)).recipe;
  const featureNames = (recipe: FittedRecipe, columns: Sample) =>
    applyRecipe(recipe, tableOf(columns)).features.map(({ name, source, kind, levels }) => ({ name, source, kind, levels }));

  function expectFinite(rows: readonly (readonly number[])[]): void {
    for (const values of rows) {
      expect(values.some((value) => value === Infinity || value === -Infinity)).toBe(false);
      if (!sample.keepsMissing) expect(values.some(Number.isNaN)).toBe(false);
    }
  }

  describe(`transformer: ${sample.name}`, () => {
    test('refitting forgets', () => {
      const first = fit(sample.usual);
      if (sample.learns === false) expect(fit(sample.other)).toEqual(first);
      else expect(fit(sample.other)).not.toEqual(first);
      expect(fit(sample.usual)).toEqual(first);
    });

    test('leaves rows and parameters unchanged', () => {
      const before = structuredClone({ columns: sample.usual, params });
      const recipe = fit(sample.usual);
      const fitted = structuredClone(recipe);
      applyRecipe(recipe, usual);
      expect({ columns: sample.usual, params }).toEqual(before);
      expect(recipe).toEqual(fitted);
    });

    test('treats each row on its own: order and batch do not matter', () => {
      const recipe = fit(sample.usual);
      const whole = cells(recipe, usual);
      const reversed = rowsOf(usual).reverse();
      expect(cells(recipe, selectRows(usual, reversed))).toEqual(whole.toReversed());
      for (const row of rowsOf(usual)) expect(cells(recipe, selectRows(usual, Uint32Array.of(row)))).toEqual([whole[row]]);
    });

    test('gives the same bits for the same seed', () => {
      expect(fitOn(usual, rowsOf(usual), 7)).toEqual(fitOn(usual, rowsOf(usual), 7));
    });

    test('learns from the training rows alone', () => {
      const rows = rowsOf(usual);
      const beside = ([sample.other, sample.unseen, sample.allMissing] as const).map((more) => stackTables(usual, tableOf(more)));
      const alone = fitOn(usual);
      for (const table of beside) expect(fitOn(table, rows)).toEqual(alone);
    });

    test.runIf(!sample.outOfFold)('makes of training rows what it makes of any', () => {
      const { recipe, features } = fitOn(usual);
      expect(features).toEqual(applyRecipe(recipe, usual));
    });

    test('its state survives JSON', () => {
      const recipe = fit(sample.usual);
      const back = JSON.parse(JSON.stringify(recipe)) as typeof recipe;
      expect(back).toEqual(recipe);
      expect(cells(back, tableOf(sample.unseen))).toEqual(cells(recipe, tableOf(sample.unseen)));
      expect(cells(back, usual)).toEqual(cells(recipe, usual));
    });

    test('gives the same features, in name and number, whatever the rows', () => {
      const { recipe, features } = fitOn(usual);
      const expected = featureNames(recipe, sample.usual);
      for (const columns of [sample.unseen, sample.allMissing, sample.constant]) expect(featureNames(recipe, columns)).toEqual(expected);
      expect(features.features.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
      expect(new Set(expected.map(({ name }) => name)).size).toBe(expected.length);
      expect(featureNames(recipe, columnsOf(sample.usual).map((column) => selectRows(tableOf(column), new Uint32Array()).columns[0]))).toEqual(expected);
    });

    test('every feature names a source column', () => {
      const { features } = applyRecipe(fit(sample.usual), usual);
      expect(features.length).toBeGreaterThan(0);
      for (const { source, values } of features) {
        expect(names).toContain(source);
        expect(values).toHaveLength(usual.nRows);
      }
    });

    test('a missing column is named', () => {
      const recipe = fit(sample.usual);
      const without: Table = { nRows: 2, columns: [{ kind: 'number', name: 'another', values: new Float64Array(2) }] };
      expect(() => applyRecipe(recipe, without)).toThrow(ColumnNotFound);
      expect(() => applyRecipe(recipe, without)).toThrow(`"${names[0]}"`);
      expect(() => fitOn(without)).toThrow(ColumnNotFound);
    });

    test('a column of another kind is refused', () => {
      const recipe = fit(sample.usual);
      expect(() => applyRecipe(recipe, tableOf(sample.wrongKind))).toThrow(ColumnKindChanged);
    });

    test('other columns and their order do not matter', () => {
      const recipe = fit(sample.usual);
      const another: Column = { kind: 'number', name: 'another', values: new Float64Array(usual.nRows) };
      const more: Table = { nRows: usual.nRows, columns: [another, ...columnsOf(sample.usual).toReversed()] };
      expect(cells(recipe, more)).toEqual(cells(recipe, usual));
      expect(selectColumns(more, names).columns[0]).toBe(columnByName(more, names[0]));
    });

    test.each(['constant', 'allMissing', 'unseen'] as const)('can be fitted on columns that are %s', (which) => {
      const { recipe, features } = fitOn(tableOf(sample[which]));
      expect(JSON.parse(JSON.stringify(recipe))).toEqual(recipe);
      expectFinite(cellsOf(features));
      for (const columns of [sample[which], sample.usual]) expectFinite(cells(recipe, tableOf(columns)));
    });

    test('can be fitted on one row, and applied to none', () => {
      for (const row of rowsOf(usual)) {
        const { recipe } = fitOn(usual, Uint32Array.of(row));
        expect(JSON.parse(JSON.stringify(recipe))).toEqual(recipe);
        expect(cells(recipe, usual)).toHaveLength(usual.nRows);
        expectFinite(cells(recipe, usual));
        expect(cells(recipe, selectRows(usual, new Uint32Array()))).toEqual([]);
      }
    });

    test.each(['unseen', 'allMissing', 'constant'] as const)('takes rows that are %s', (which) => {
      expectFinite(cells(fit(sample.usual), tableOf(sample[which])));
    });
  });
}
