import { createRng } from '../../src/core/math/rng.ts';
import { suggestRecipe } from '../../src/core/recipe/suggest-recipe.ts';
import { splitTable } from '../../src/core/split/split-table.ts';
import type { SplitParams } from '../../src/core/split/split.ts';
import type { Candidate, RunSettings } from '../../src/core/training/run.ts';
import type { RunInput } from '../../src/core/training/run-portfolio.ts';
import { categoryColumn, numberColumn, problemOf, tableOf } from './column-builders.ts';

export const candidates: Record<'dummy' | 'linear' | 'boosting' | 'mlp', Candidate> = {
  dummy: { id: 'dummy', learner: 'dummy', label: 'Baseline', params: {} },
  linear: { id: 'linear', learner: 'linear', label: 'Linear model', params: {} },
  boosting: { id: 'boosting', learner: 'boosting', label: 'Boosted trees', params: {} },
  mlp: { id: 'mlp', learner: 'mlp', label: 'Neural network', params: {} },
};

/** A run on n rows whose class depends on x (`signal` true) or on nothing; `id` numbers the rows. */
export function runCase(
  chosen: readonly Candidate[],
  { n = 100, signal = true, seed = 11, settings = {}, split = {} }: { n?: number; signal?: boolean; seed?: number; settings?: Partial<RunSettings>; split?: Partial<SplitParams> } = {},
): RunInput {
  const rng = createRng(seed);
  const x = Array.from({ length: n }, () => rng.normal());
  const labels = x.map((value) => ((signal ? value : rng.normal()) > 0 ? 'yes' : 'no'));
  const table = tableOf(categoryColumn('y', labels), numberColumn('x', x), numberColumn('id', x.map((_, i) => i)));
  const problem = problemOf(table, 'y', ['no', 'yes'], { id: 'identifier' });
  const params: SplitParams = { strategy: 'stratified', reason: '', testShare: 0.2, seed: 5, column: null, validation: { kind: 'folds', nFolds: 4 }, ...split };
  return {
    table,
    problem,
    split: splitTable(table, problem, params),
    recipes: { dense: suggestRecipe(table, problem, 'dense'), native: suggestRecipe(table, problem, 'native') },
    settings: { candidates: chosen, budgetSeconds: 60, seed: 3, backend: 'auto', ...settings },
  };
}
