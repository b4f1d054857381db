import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ColumnKind } from '../../../src/core/table/table.ts';
import { selectRows, type Table } from '../../../src/core/table/table.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { metricOf } from '../../../src/core/metrics/registry.ts';
import { positiveIndexOf } from '../../../src/core/problem/positive-class.ts';
import { suggestProblem } from '../../../src/core/problem/suggest-problem.ts';
import { targetOf } from '../../../src/core/problem/target.ts';
import { suggestRecipe } from '../../../src/core/recipe/suggest-recipe.ts';
import { splitTable } from '../../../src/core/split/split-table.ts';
import { suggestSplit } from '../../../src/core/split/suggest-split.ts';
import { defaultPortfolio } from '../../../src/core/training/default-portfolio.ts';
import { refit } from '../../../src/core/training/refit.ts';
import { runPortfolio, type RunInput } from '../../../src/core/training/run-portfolio.ts';
import { readDelimited } from '../../../src/io/csv/read-delimited.ts';
import { nodeExecutor, wallClock } from '../../support/node-executor.ts';

const folder = resolve(import.meta.dirname, '../../../../shared/data');
const absent = !existsSync(folder);

async function read(file: string, kinds: Record<string, ColumnKind>) {
  return readDelimited(new Blob([readFileSync(resolve(folder, file))]), file, { kinds }, uncontrolled);
}

function inputOf(table: Table, target: string): RunInput {
  const problem = suggestProblem(table, target);
  const candidates = defaultPortfolio({ task: problem.task, nRows: table.nRows }).filter(({ id }) => ['dummy', 'linear', 'boosting'].includes(id));
  return {
    table,
    problem,
    split: splitTable(table, problem, suggestSplit(table, problem, 0)),
    recipes: { dense: suggestRecipe(table, problem, 'dense'), native: suggestRecipe(table, problem, 'native') },
    settings: { candidates, budgetSeconds: 30, seed: 0, backend: 'auto' },
  };
}

/** The primary metric on the later file of each candidate, refitted on all rows; with its validation estimate. */
async function onLaterRows(name: string, target: string) {
  const { table, reading } = await read(`${name}/train.csv`, { [target]: 'category' });
  const kinds = Object.fromEntries(reading.formats.map((format) => [format.name, format.kind]));
  const later = (await read(`${name}/test.csv`, kinds)).table;
  const input = inputOf(table, target);
  const { result } = await runPortfolio(input, nodeExecutor(), wallClock, () => undefined, uncontrolled);
  const values: Record<string, { validation: number; later: number }> = {};
  for (const { candidate, iterations, validation } of result.leaderboard) {
    const { predictions } = await refit({ ...input, members: [{ candidate, iterations, weight: 1 }], rows: 'all', predictOn: [later] }, nodeExecutor(), uncontrolled);
    const metric = metricOf(input.problem.metric);
    const context = { positiveIndex: positiveIndexOf(input.problem), threshold: 0.5 };
    const value = metric.compute(targetOf(later, input.problem), predictions[0], context);
    values[candidate.id] = { validation: validation[metric.id]?.value ?? NaN, later: value };
  }
  return { values, bestId: result.bestId };
}

describe.skipIf(absent)('on real data (skipped where ../shared/data is absent)', () => {
  test('titanic: trees and linear model are as good as their peers, and better than chance', { timeout: 60_000 }, async () => {
    const { values, bestId } = await onLaterRows('titanic', 'survived');
    expect(values.boosting.later).toBeGreaterThan(0.83);
    expect(values.linear.later).toBeGreaterThan(0.85);
    expect(values.dummy.later).toBe(0.5);
    expect(values[bestId!].validation).toBeGreaterThan(0.82);
  });

  test('penguins: log loss far below the baseline', { timeout: 60_000 }, async () => {
    const { values, bestId } = await onLaterRows('penguins', 'species');
    expect(values[bestId!].later).toBeLessThan(0.06);
    expect(values.boosting.later).toBeLessThan(0.1);
    expect(values.dummy.later).toBeGreaterThan(0.9);
  });

  test('titanic with its target shuffled: no better than chance', { timeout: 60_000 }, async () => {
    const { table } = await read('titanic/train.csv', { survived: 'category' });
    const order = Uint32Array.from({ length: table.nRows }, (_, i) => (i * 211 + 17) % table.nRows);
    const shuffled: Table = { nRows: table.nRows, columns: table.columns.map((column) => (column.name === 'survived' ? selectRows({ nRows: table.nRows, columns: [column] }, order).columns[0] : column)) };
    const { result } = await runPortfolio(inputOf(shuffled, 'survived'), nodeExecutor(), wallClock, () => undefined, uncontrolled);
    for (const { validation } of result.leaderboard) expect(Math.abs((validation.roc_auc?.value ?? NaN) - 0.5)).toBeLessThan(0.08);
  });
});
