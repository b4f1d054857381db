import { expect, test } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { runPortfolio, type RunInput } from '../../../src/core/training/run-portfolio.ts';
import type { SplitStrategy } from '../../../src/core/split/split.ts';
import { FakeClock, fakeExecutor } from '../../support/fake-executor.ts';
import { candidates, runCase } from '../../support/run-case.ts';

/** A run whose only feature is the row's number, unscaled, so that an executor sees which rows it is given. */
function numbered(strategy: SplitStrategy): RunInput {
  const input = runCase(Object.values(candidates), { split: { strategy, column: strategy === 'time' || strategy === 'grouped' ? 'id' : null } });
  const recipe = { columns: ['id'], steps: [] };
  const problem = { ...input.problem, roles: { ...input.problem.roles, id: 'feature' as const } };
  return { ...input, problem, recipes: { dense: { input: 'dense', ...recipe }, native: { input: 'native', ...recipe } } };
}

/** Every row that reached the executor, to learn from, to stop by or to predict. */
async function rowsSeen(input: RunInput): Promise<Set<number>> {
  const executor = fakeExecutor();
  await runPortfolio(input, executor, new FakeClock(), () => undefined, uncontrolled);
  expect(executor.jobs).toHaveLength(4 * input.split.folds.length);
  return new Set(executor.jobs.flatMap(({ train, predictOn }) => [train.X, ...(train.stopping ? [train.stopping.X] : []), ...predictOn].flatMap(({ values }) => [...values])));
}

test.each(['random', 'stratified', 'grouped', 'time'] as const)('no test row of a %s split reaches an executor during a run', async (strategy) => {
  const input = numbered(strategy);
  const seen = await rowsSeen(input);
  expect([...input.split.test].filter((row) => seen.has(row))).toEqual([]);
  expect([...input.split.development].filter((row) => !seen.has(row))).toEqual([]);
});

test('the check sees a test row that was smuggled into a fold', async () => {
  const input = numbered('stratified');
  const [first, ...others] = input.split.folds;
  const smuggled = { ...first, train: Uint32Array.from([...first.train, input.split.test[0]]) };
  const seen = await rowsSeen({ ...input, split: { ...input.split, folds: [smuggled, ...others] } });
  expect([...input.split.test].filter((row) => seen.has(row))).toEqual([input.split.test[0]]);
});

test('no row is predicted by a model that learned from it', async () => {
  const executor = fakeExecutor();
  await runPortfolio(numbered('stratified'), executor, new FakeClock(), () => undefined, uncontrolled);
  expect(executor.jobs.length).toBeGreaterThan(0);
  for (const { train, predictOn } of executor.jobs) {
    const learned = new Set([...train.X.values, ...(train.stopping?.X.values ?? [])]);
    expect([...predictOn[0].values].some((row) => learned.has(row))).toBe(false);
    expect([...(train.stopping?.X.values ?? [])].some((row) => train.X.values.includes(row))).toBe(false);
  }
});

test('rows that a row filter drops are neither learned from nor watched, and others are watched in their place', async () => {
  const input = numbered('time');
  const rows = [{ kind: 'number', column: 'id', atLeast: null, atMost: 30 }] as const;
  const { dense, native } = input.recipes;
  const executor = fakeExecutor();
  await runPortfolio({ ...input, recipes: { dense, native: { ...native, rows } } }, executor, new FakeClock(), () => undefined, uncontrolled);
  const stopped = executor.jobs.filter(({ learner }) => learner === 'boosting').map(({ train }) => ({ fit: [...train.X.values], stopping: [...(train.stopping?.X.values ?? [])] }));
  expect(stopped).toHaveLength(input.split.folds.length);
  for (const { fit, stopping } of stopped) {
    expect([...fit, ...stopping].sort((a, b) => a - b)).toEqual(Array.from({ length: 31 }, (_, row) => row));
    expect(stopping).toHaveLength(5);
    expect(Math.max(...fit)).toBeLessThan(Math.min(...stopping));
  }
  const unfiltered = executor.jobs.filter(({ learner }) => learner === 'mlp').map(({ train }) => train.X.nRows + (train.stopping?.X.nRows ?? 0));
  expect(unfiltered).toEqual(input.split.folds.map(({ train }) => train.length));
});
