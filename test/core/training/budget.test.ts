import { describe, expect, test } from 'vitest';
import { uncontrolled, type Control } from '../../../src/core/math/control.ts';
import type { LearnerId } from '../../../src/core/estimators/estimator.ts';
import { runPortfolio } from '../../../src/core/training/run-portfolio.ts';
import type { Candidate } from '../../../src/core/training/run.ts';
import { FakeClock, fakeExecutor } from '../../support/fake-executor.ts';
import { candidates, runCase } from '../../support/run-case.ts';

const { dummy, linear, boosting, mlp } = candidates;
const slow: Candidate = { ...boosting, id: 'slow', params: { learningRate: 0.05 } };

/** Runs on four folds with a fit of each learner taking the given seconds; statuses and reasons by candidate. */
async function run(chosen: readonly Candidate[], budgetSeconds: number, foldSeconds: Partial<Record<LearnerId, number>>, stopAfterFits = Infinity) {
  const clock = new FakeClock();
  const executor = fakeExecutor({ clock, ms: ({ learner }) => 1000 * (foldSeconds[learner] ?? 0.01) });
  const control: Control = { ...uncontrolled, cancelled: () => executor.jobs.length > stopAfterFits };
  const { result } = await runPortfolio(runCase(chosen, { settings: { budgetSeconds } }), executor, clock, () => undefined, control);
  const entries = Object.fromEntries(result.leaderboard.map(({ candidate, status, reason }) => [candidate.id, { status, reason }]));
  return { result, entries, seconds: clock.nowMs() / 1000 };
}

describe('a budget', () => {
  test('that suffices is not mentioned', async () => {
    const { result, entries } = await run([dummy, linear, boosting, mlp, slow], 60, { boosting: 1, mlp: 2 });
    expect(Object.values(entries).map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect(result).toMatchObject({ stoppedBecause: 'finished', seconds: 16.08 });
    expect(result.secondsByPhase.fit).toBeCloseTo(16.08);
  });

  test('that is tiny still lets the baseline, the linear model and the first trees finish', async () => {
    const { result, entries, seconds } = await run([dummy, linear, boosting, mlp, slow], 1, { linear: 0.5, boosting: 2, mlp: 2 });
    expect([entries.dummy.status, entries.linear.status, entries.boosting.status]).toEqual(['done', 'done', 'done']);
    expect(entries.mlp).toEqual({ status: 'skipped', reason: 'not started: the budget of 1 s was used up' });
    expect(entries.slow.status).toBe('skipped');
    expect(result.stoppedBecause).toBe('budget');
    expect(seconds).toBeCloseTo(10.04);
  });

  test('skips a variant that its learner is known to be too slow for', async () => {
    const { entries } = await run([dummy, boosting, slow], 10, { boosting: 1 });
    expect(entries.slow).toEqual({ status: 'skipped', reason: 'not started: it needs about 8.0 s and 6.0 s of the budget were left' });
  });

  test('drops a candidate after a fold that shows it to be too slow', async () => {
    const { entries, seconds } = await run([dummy, linear, mlp, boosting], 20, { mlp: 6, boosting: 1 });
    expect(entries.mlp).toEqual({ status: 'stopped', reason: 'a fold took 6.0 s, so that 4 would not fit into its share of the budget, after 1 of 4 folds' });
    expect(entries.boosting.status).toBe('done');
    expect(seconds).toBeLessThan(20);
  });

  test('ends a candidate in the middle of a fold', async () => {
    const { entries, seconds } = await run([dummy, linear, mlp], 20, { mlp: 100 });
    expect(entries.mlp).toEqual({ status: 'stopped', reason: 'its share of the budget was used up, after 0 of 4 folds' });
    expect(seconds).toBeLessThan(31);
  });

  test('judges an essential candidate on the folds that there was time for, and says so', async () => {
    const { entries, result } = await run([dummy, boosting], 5, { boosting: 15 });
    expect(entries.boosting).toEqual({ status: 'done', reason: 'judged on 2 of 4 folds, since the budget was used up' });
    expect(result).toMatchObject({ stoppedBecause: 'budget' });
    const entry = result.leaderboard.find(({ candidate }) => candidate.id === 'boosting');
    expect(entry?.validation.roc_auc?.rows).toBe(40);
  });

  test('lets the first fold of an essential candidate end on a slow machine', async () => {
    const { entries } = await run([dummy, boosting], 5, { boosting: 60 });
    expect(entries.boosting).toEqual({ status: 'done', reason: 'judged on 1 of 4 folds, since the budget was used up' });
  });

  test('ends even an essential candidate that never ends', async () => {
    const { entries, seconds } = await run([dummy, boosting, linear], 5, { boosting: 1000 });
    expect(entries.boosting.status).toBe('stopped');
    expect(entries.linear.status).toBe('stopped');
    expect(seconds).toBeLessThan(1000);
  });
});

describe('stopping', () => {
  test('keeps what is finished and says what was not', async () => {
    const { result, entries } = await run([dummy, linear, boosting, mlp], 60, { boosting: 1 }, 10);
    expect(result).toMatchObject({ stoppedBecause: 'stopped-by-user', bestId: 'dummy' });
    expect(entries.dummy.status).toBe('done');
    expect(entries.boosting).toEqual({ status: 'stopped', reason: 'stopped by you, after 2 of 4 folds' });
    expect(entries.mlp).toEqual({ status: 'skipped', reason: 'not started: stopped by you' });
  });

  test('at once leaves an empty result', async () => {
    const { result } = await run([dummy, linear], 60, {}, -1);
    expect(result.bestId).toBeNull();
    expect(result.leaderboard.map(({ status }) => status)).toEqual(['skipped', 'skipped']);
  });
});
