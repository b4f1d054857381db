import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { composeRecipe } from '../../../src/core/profile/compose-recipe.ts';
import { profileTable } from '../../../src/core/profile/profile-table.ts';
import { hasFilter, hasStep, withFilter, withStep } from '../../../src/core/profile/recipe-fixes.ts';
import { applyRecipe } from '../../../src/core/recipe/apply-recipe.ts';
import { fitRecipe } from '../../../src/core/recipe/fit-recipe.ts';
import type { RecipeParams, RecipeStep } from '../../../src/core/recipe/recipe.ts';
import { suggestRecipe } from '../../../src/core/recipe/suggest-recipe.ts';
import type { TrainTable } from '../../../src/core/split/split.ts';
import { categoryColumn, numberColumn, problemOf, tableOf } from '../../support/column-builders.ts';

const upTo = Array.from({ length: 400 }, (_, i) => i);
const table = tableOf(
  numberColumn('tenure', upTo.map((i) => (i % 10 === 0 ? -1 : 1 + ((i * 7) % 60)))),
  numberColumn('age', upTo.map((i) => (i % 9 === 0 ? -1 : 18 + ((i * 11) % 70)))),
  categoryColumn('job', upTo.map((i) => (i % 8 === 0 ? 'unknown' : `j${(i * 3) % 5}`))),
  categoryColumn('y', upTo.map((i) => ((i * 13) % 7 < 3 ? 'yes' : 'no'))),
);
const problem = problemOf(table, 'y', ['no', 'yes']);

describe('composeRecipe', () => {
  it('puts what the findings apply before the suggested steps, alike columns in one step', async () => {
    const { findings } = await profileTable(table, problem, null, uncontrolled);
    for (const input of ['dense', 'native'] as const) {
      const suggested = suggestRecipe(table, problem, input);
      const { steps, columns } = composeRecipe(table, problem, input, findings);
      expect(columns).toEqual(suggested.columns);
      expect(steps.slice(0, -suggested.steps.length)).toEqual([
        { kind: 'mark-missing', columns: ['tenure', 'age'], values: ['-1'] },
        { kind: 'mark-missing', columns: ['job'], values: ['unknown'] },
      ]);
      expect(steps.slice(-suggested.steps.length)).toEqual(suggested.steps);
    }
  });

  it('makes the cells missing, for both inputs', async () => {
    const { findings } = await profileTable(table, problem, null, uncontrolled);
    const native = fitRecipe(table as TrainTable, composeRecipe(table, problem, 'native', findings));
    const tenure = applyRecipe(native, table).features.find(({ name }) => name === 'tenure');
    expect(upTo.every((i) => Number.isNaN(tenure?.values[i]) === (i % 10 === 0))).toBe(true);
    const dense = fitRecipe(table as TrainTable, composeRecipe(table, problem, 'dense', findings));
    expect(applyRecipe(dense, table).features.some(({ name, source }) => source === 'tenure' && /missing/i.test(name))).toBe(true);
  });

  it('leaves columns alone that are no features', async () => {
    const { findings } = await profileTable(table, problem, null, uncontrolled);
    const without = { ...problem, roles: { ...problem.roles, tenure: 'ignored' as const, job: 'group' as const } };
    expect(composeRecipe(table, without, 'native', findings).steps.filter(({ kind }) => kind === 'mark-missing')).toEqual([
      { kind: 'mark-missing', columns: ['age'], values: ['-1'] },
    ]);
  });
});

describe('a fix in a recipe', () => {
  const recipe: RecipeParams = { input: 'dense', columns: ['a', 'b'], steps: [{ kind: 'scale', columns: ['a', 'b'], method: 'standard' }] };
  const log: RecipeStep = { kind: 'log1p', columns: ['a'] };
  const mark = (...columns: string[]): RecipeStep => ({ kind: 'mark-missing', columns, values: ['-1'] });

  it('stands before the others, cells put right first, whatever the order of asking', () => {
    const one = withStep(withStep(withStep(recipe, log), { kind: 'unify-labels', columns: ['b'] }), mark('a'));
    const other = withStep(withStep(withStep(recipe, mark('a')), { kind: 'unify-labels', columns: ['b'] }), log);
    expect(one.steps.map(({ kind }) => kind)).toEqual(['mark-missing', 'unify-labels', 'log1p', 'scale']);
    expect(other.steps).toEqual(one.steps);
    expect(recipe.steps).toHaveLength(1);
  });

  it('is asked for once: columns join, and those that are not taken stay out', () => {
    const once = withStep(recipe, mark('a'));
    expect(withStep(once, mark('a', 'b', 'z')).steps[0]).toEqual(mark('a', 'b'));
    expect(withStep(once, mark('a'))).toBe(once);
    expect(hasStep(once, mark('a'))).toBe(true);
    expect(hasStep(once, mark('a', 'b'))).toBe(false);
    expect(hasStep(once, { ...mark('a'), values: ['-9'] } as RecipeStep)).toBe(false);
  });

  it('filters rows once', () => {
    const filtered = withFilter(recipe, { kind: 'drop-duplicates' });
    expect(filtered.rows).toEqual([{ kind: 'drop-duplicates' }]);
    expect(withFilter(filtered, { kind: 'drop-duplicates' })).toBe(filtered);
    expect([hasFilter(filtered, { kind: 'drop-duplicates' }), hasFilter(recipe, { kind: 'drop-duplicates' })]).toEqual([true, false]);
  });
});
