import { expect, test } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import type { Column } from '../../../src/core/table/table.ts';
import { suggestRecipe } from '../../../src/core/recipe/suggest-recipe.ts';
import { splitTable } from '../../../src/core/split/split-table.ts';
import { suggestSplit } from '../../../src/core/split/suggest-split.ts';
import { refit } from '../../../src/core/training/refit.ts';
import { runPortfolio, type RunInput } from '../../../src/core/training/run-portfolio.ts';
import { categoryColumn, datetimeColumn, numberColumn, problemOf, tableOf } from '../../support/column-builders.ts';
import { nodeExecutor, wallClock } from '../../support/node-executor.ts';
import { candidates } from '../../support/run-case.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
const rng = createRng(4);
const noise = (name: string, n: number) => numberColumn(name, upTo(n).map(() => rng.normal()));
const chosen = [candidates.dummy, candidates.linear, candidates.boosting];

function inputOf(columns: readonly Column[], classes: readonly string[]): RunInput {
  const table = tableOf(...columns);
  const problem = problemOf(table, 'y', classes);
  return {
    table,
    problem,
    split: splitTable(table, problem, suggestSplit(table, problem, 0)),
    recipes: { dense: suggestRecipe(table, problem, 'dense'), native: suggestRecipe(table, problem, 'native') },
    settings: { candidates: chosen, budgetSeconds: 20, seed: 0, backend: 'auto' },
  };
}

const cases: readonly (readonly [string, RunInput])[] = [
  ['100 columns and 10 rows', inputOf([categoryColumn('y', upTo(10).map((i) => (i % 2 === 0 ? 'a' : 'b'))), ...upTo(99).map((j) => noise(`x${j}`, 10))], ['a', 'b'])],
  ['a class of one row', inputOf([categoryColumn('y', upTo(30).map((i) => (i === 7 ? 'rare' : i % 2 === 0 ? 'a' : 'b'))), noise('x', 30)], ['a', 'b', 'rare'])],
  ['all-missing and constant columns', inputOf([numberColumn('y', upTo(20)), numberColumn('none', upTo(20).map(() => null)), numberColumn('same', upTo(20).map(() => 5)), categoryColumn('nothing', upTo(20).map(() => null)), categoryColumn('one', upTo(20).map(() => 'v')), datetimeColumn('when', upTo(20).map(() => null))], [])],
  ['infinite, huge and tiny numbers', inputOf([noise('y', 40), numberColumn('x', upTo(40).map((i) => [Infinity, -Infinity, 1e300, -1e300, 1e-300, i][i % 6]))], [])],
  ['a constant numeric target', inputOf([numberColumn('y', upTo(20).map(() => 3)), noise('x', 20)], [])],
  ['a label in every row', inputOf([noise('y', 30), categoryColumn('name', upTo(30).map((i) => `n${i}`))], [])],
  ['a target missing in most rows', inputOf([numberColumn('y', upTo(60).map((i) => (i % 4 === 0 ? i : null))), noise('x', 60)], [])],
  ['columns named like object members', inputOf([noise('y', 20), noise('__proto__', 20), noise('constructor', 20), categoryColumn('toString', upTo(20).map((i) => (i % 2 === 0 ? '__proto__' : 'valueOf')))], [])],
];

test.each(cases)('%s: every learner finishes, and fits again on all rows', async (_name, input) => {
  const { result, values } = await runPortfolio(input, nodeExecutor(), wallClock, () => undefined, uncontrolled);
  expect(result.leaderboard.map(({ candidate, status, reason }) => [candidate.id, status, reason]).sort()).toEqual(chosen.map(({ id }) => [id, 'done', null]).sort());
  expect(values.size).toBe(chosen.length);
  for (const { candidate, iterations } of result.leaderboard) {
    const { predictions } = await refit({ ...input, members: [{ candidate, iterations, weight: 1 }], rows: 'all', predictOn: [input.table] }, nodeExecutor(), uncontrolled);
    const [predicted] = predictions;
    expect((predicted.kind === 'number' ? predicted.values : predicted.probabilities).every(Number.isFinite)).toBe(true);
  }
});
