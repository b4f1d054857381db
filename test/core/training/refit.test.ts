import { expect, test } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import type { Executor } from '../../../src/core/training/run.ts';
import { iterationsFrom, refit } from '../../../src/core/training/refit.ts';
import { fakeExecutor } from '../../support/fake-executor.ts';
import { candidates, runCase } from '../../support/run-case.ts';

const input = runCase(Object.values(candidates));

test('fits on development rows, or on all, for the mean count of the folds and without stopping rows', async () => {
  const executor = fakeExecutor();
  const chosen = { ...input, members: [{ candidate: candidates.boosting, iterations: [10, 20, 31], weight: 1 }] };
  await refit({ ...chosen, rows: 'development' }, executor, uncontrolled);
  const { members, predictions } = await refit({ ...chosen, rows: 'all', predictOn: [input.table] }, executor, uncontrolled);
  const [development, all] = executor.jobs;
  expect(development.train.X.nRows).toBe(input.split.development.length);
  expect(all.train.X.nRows).toBe(input.table.nRows);
  for (const { params, train } of executor.jobs) {
    expect(params.iterations).toBe(20);
    expect(train.stopping).toBeNull();
  }
  expect(members).toHaveLength(1);
  expect(members[0].features.map(({ name }) => name)).toEqual(['x']);
  expect(members[0].recipe.input).toBe('native');
  expect(predictions).toHaveLength(1);
  expect(development.seed).toBe(all.seed);
});

test('leaves the count open for learners that do not stop', async () => {
  const executor = fakeExecutor();
  await refit({ ...input, members: [{ candidate: candidates.linear, iterations: [9, 9], weight: 1 }], rows: 'all' }, executor, uncontrolled);
  expect(executor.jobs[0].params).toEqual({});
});

test('refuses a fit that ended before the count that it was judged by, and passes on what others have to say', async () => {
  const inner = fakeExecutor({ iterations: ({ params }) => Number(params.iterations ?? 1) });
  const saying = (note: string, iterations?: number): Executor => ({
    ...inner,
    fit: async (job, control) => {
      const outcome = await inner.fit(job, control);
      return { ...outcome, note, model: { ...outcome.model, iterations: iterations ?? outcome.model.iterations } };
    },
  });
  const chosen = { ...input, members: [{ candidate: candidates.mlp, iterations: [10, 20], weight: 1 }], rows: 'all' as const };
  await expect(refit(chosen, saying('the GPU failed after epoch 7, so training ended', 7), uncontrolled)).rejects.toThrow(/^RefitIncomplete: .* could not be fitted again to its end: the GPU failed after epoch 7/);
  expect((await refit(chosen, saying('the GPU failed, so the model was fitted without it'), uncontrolled)).notes).toEqual([`${candidates.mlp.label}: the GPU failed, so the model was fitted without it`]);
  expect((await refit(chosen, inner, uncontrolled)).notes).toEqual([]);
});

test('iterations are rounded and at least one', () => {
  expect([iterationsFrom([1, 2]), iterationsFrom([0, 0]), iterationsFrom([]), iterationsFrom([3, 3, 4])]).toEqual([2, 1, 0, 3]);
});
