import { describe, expect, test } from 'vitest';
import { applyRecipe } from '../../src/core/recipe/apply-recipe.ts';
import { fitRecipe } from '../../src/core/recipe/fit-recipe.ts';
import type { RecipeParams, RecipeStep } from '../../src/core/recipe/recipe.ts';
import { trainTable } from '../../src/core/split/train-table.ts';
import { columnByName, ColumnNotFound, selectColumns, selectRows, type Column, type Table } from '../../src/core/table/table.ts';
import { ColumnKindChanged } from '../../src/core/recipe/recipe-errors.ts';

/** What the suite needs to know of a step: steps that make it a whole recipe, columns of each sort, and another kind of column. */
export interface TransformerCase {
  readonly name: string;
  readonly steps: readonly RecipeStep[];
  /** Columns named x, of equal length, with some missing cells. */
  readonly usual: Column;
  readonly other: Column;
  readonly constant: Column;
  readonly allMissing: Column;
  /** A column whose values did not stand in `usual`. */
  readonly unseen: Column;
  readonly wrongKind: Column;
  /** Whether NaN may come out. */
  readonly keepsMissing: boolean;
}

const rowsOf = (table: Table) => Uint32Array.from({ length: table.nRows }, (_, i) => i);
const lengthOf = (column: Column) => (column.kind === 'category' ? column.codes.length : column.values.length);
const tableOf = (column: Column): Table => ({ nRows: lengthOf(column), columns: [column] });
const allOf = (column: Column) => trainTable(tableOf(column), rowsOf(tableOf(column)));

/** The cells of a feature table by row: one list of numbers each. */
function cells(recipe: ReturnType<typeof fitRecipe>, table: Table): number[][] {
  const { features, nRows } = applyRecipe(recipe, table);
  return Array.from({ length: nRows }, (_, row) => features.map(({ values }) => values[row]));
}

/** The suite that every transformer must pass. */
export function transformerContract(sample: TransformerCase): void {
  const params: RecipeParams = { input: 'dense', columns: ['x'], steps: sample.steps };
  const fit = (column: Column) => fitRecipe(allOf(column), params);

  describe(`transformer: ${sample.name}`, () => {
    test('refitting forgets', () => {
      const first = fit(sample.usual);
      expect(fit(sample.other)).not.toEqual(first);
      expect(fit(sample.usual)).toEqual(first);
    });

    test('leaves rows and parameters unchanged', () => {
      const before = structuredClone({ column: sample.usual, params });
      const recipe = fit(sample.usual);
      const fitted = structuredClone(recipe);
      applyRecipe(recipe, tableOf(sample.usual));
      expect({ column: sample.usual, params }).toEqual(before);
      expect(recipe).toEqual(fitted);
    });

    test('treats each row on its own: order and batch do not matter', () => {
      const recipe = fit(sample.usual);
      const table = tableOf(sample.usual);
      const whole = cells(recipe, table);
      const reversed = rowsOf(table).reverse();
      expect(cells(recipe, selectRows(table, reversed))).toEqual(whole.toReversed());
      for (const row of rowsOf(table)) expect(cells(recipe, selectRows(table, Uint32Array.of(row)))).toEqual([whole[row]]);
    });

    test('its state survives JSON', () => {
      const recipe = fit(sample.usual);
      const back = JSON.parse(JSON.stringify(recipe)) as typeof recipe;
      expect(back).toEqual(recipe);
      expect(cells(back, tableOf(sample.unseen))).toEqual(cells(recipe, tableOf(sample.unseen)));
    });

    test('gives the same features, in name and number, whatever the rows', () => {
      const recipe = fit(sample.usual);
      const names = (column: Column) => applyRecipe(recipe, tableOf(column)).features.map(({ name, levels }) => [name, levels]);
      for (const column of [sample.unseen, sample.allMissing, sample.constant]) expect(names(column)).toEqual(names(sample.usual));
      expect(new Set(names(sample.usual).map(([name]) => name)).size).toBe(names(sample.usual).length);
    });

    test('every feature names its source column', () => {
      const { features } = applyRecipe(fit(sample.usual), tableOf(sample.usual));
      expect(features.length).toBeGreaterThan(0);
      expect(features.every(({ source }) => source === 'x')).toBe(true);
    });

    test('a missing column is named', () => {
      const recipe = fit(sample.usual);
      const without: Table = { nRows: 2, columns: [{ kind: 'number', name: 'z', values: new Float64Array(2) }] };
      expect(() => applyRecipe(recipe, without)).toThrow(ColumnNotFound);
      expect(() => applyRecipe(recipe, without)).toThrow('"x"');
      expect(() => fitRecipe(trainTable(without, rowsOf(without)), params)).toThrow(ColumnNotFound);
    });

    test('a column of another kind is refused', () => {
      const recipe = fit(sample.usual);
      expect(() => applyRecipe(recipe, tableOf(sample.wrongKind))).toThrow(ColumnKindChanged);
    });

    test('other columns and their order do not matter', () => {
      const recipe = fit(sample.usual);
      const more: Table = { nRows: lengthOf(sample.usual), columns: [{ kind: 'number', name: 'z', values: new Float64Array(lengthOf(sample.usual)) }, sample.usual] };
      expect(cells(recipe, more)).toEqual(cells(recipe, tableOf(sample.usual)));
      expect(selectColumns(more, ['x']).columns[0]).toBe(columnByName(more, 'x'));
    });

    test.each(['constant', 'allMissing'] as const)('can be fitted on a column that is %s', (which) => {
      const recipe = fit(sample[which]);
      expect(JSON.parse(JSON.stringify(recipe))).toEqual(recipe);
      for (const column of [sample[which], sample.usual]) {
        for (const values of cells(recipe, tableOf(column))) {
          if (!sample.keepsMissing) expect(values.every(Number.isFinite)).toBe(true);
        }
      }
    });

    test('can be fitted on one row, and applied to none', () => {
      const table = tableOf(sample.usual);
      const recipe = fitRecipe(trainTable(table, Uint32Array.of(0)), params);
      expect(cells(recipe, table)).toHaveLength(table.nRows);
      expect(cells(recipe, selectRows(table, new Uint32Array()))).toEqual([]);
    });

    test('takes values that were not in training', () => {
      const recipe = fit(sample.usual);
      for (const values of cells(recipe, tableOf(sample.unseen))) {
        if (!sample.keepsMissing) expect(values.every(Number.isFinite)).toBe(true);
        expect(values.some((value) => value === Infinity || value === -Infinity)).toBe(false);
      }
    });

    test('missing cells do not become infinite, and are finite where the step promises it', () => {
      const recipe = fit(sample.usual);
      for (const values of cells(recipe, tableOf(sample.allMissing))) {
        if (!sample.keepsMissing) expect(values.every(Number.isFinite)).toBe(true);
      }
    });
  });
}
