import { describe, expect, test } from 'vitest';
import { Cancelled, uncontrolled } from '../../../src/core/math/control.ts';
import { Budget } from '../../../src/core/training/budget.ts';
import type { Plan } from '../../../src/core/training/plan.ts';
import { runPortfolio } from '../../../src/core/training/run-portfolio.ts';
import type { Executor, FitJob, FitOutcome, RunEvent, RunResult } from '../../../src/core/training/run.ts';
import { FakeClock, fakeExecutor, nearestRow } from '../../support/fake-executor.ts';
import { candidates, runCase } from '../../support/run-case.ts';

const { dummy, linear, boosting, mlp } = candidates;
const ignore = () => undefined;

/** Fits that end in an order of their own: each waits for as many turns of the event loop as `turns` says. */
function slowly(slots: number, turns: (job: FitJob, nth: number) => number, fail?: (job: FitJob, nth: number) => boolean) {
  const inner = fakeExecutor({ predict: (job, X) => nearestRow(job.train, X) });
  const seen = { going: 0, most: 0, order: [] as string[], cancelled: 0 };
  const executor: Executor = {
    ...inner,
    slots,
    async fit(job, control) {
      const nth = seen.order.filter((one) => one.startsWith(job.learner)).length;
      seen.going++;
      seen.most = Math.max(seen.most, seen.going);
      seen.order.push(`${job.learner} ${nth}`);
      try {
        for (let turn = turns(job, nth); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
        if (fail?.(job, nth)) throw new Error('OutOfMemory: no room');
        if (control.cancelled()) seen.cancelled++;
        return await inner.fit(job, control);
      } finally {
        seen.going--;
      }
    },
  };
  return { executor, seen };
}

const outcome = async (executor: Executor) => {
  const { result, values } = await runPortfolio(runCase([dummy, linear, boosting, mlp]), executor, new FakeClock(), ignore, uncontrolled);
  const entries = result.leaderboard.map(({ candidate, status, validation, iterations }) => ({ id: candidate.id, status, validation, iterations }));
  return { entries, predictions: [...values.keys()].sort().map((id) => values.get(id)!.predictions) };
};

describe('several fits at once', () => {
  test('give the same leaderboard and predictions as one after another, in whatever order they end', async () => {
    const alone = await outcome(slowly(1, () => 0).executor);
    const backwards = slowly(3, (_job, nth) => 9 - 2 * nth);
    expect(await outcome(backwards.executor)).toEqual(alone);
    expect(backwards.seen.most).toBe(3);
  });

  test('leave equals in the order of trying, whichever ended first', async () => {
    // Both answer by the nearest training row, and the second one ends before the first.
    const twin = { ...linear, id: 'a twin' };
    const { executor } = slowly(8, (_job, nth) => (nth < 4 ? 40 : 0));
    const { result } = await runPortfolio(runCase([linear, twin]), executor, new FakeClock(), ignore, uncontrolled);
    const ended = result.leaderboard.map(({ candidate, validation }) => [candidate.id, validation.roc_auc?.value]);
    expect(ended[0][1]).toBe(ended[1][1]);
    expect(ended.map(([id]) => id)).toEqual(['linear', 'a twin']);
    expect(result.bestId).toBe('linear');
  });

  test('are never more than there are slots, and fill them with folds of the next candidate', async () => {
    const { executor, seen } = slowly(3, () => 2);
    await outcome(executor);
    expect(seen.most).toBe(3);
    expect(seen.order.slice(0, 6)).toEqual(['dummy 0', 'dummy 1', 'dummy 2', 'dummy 3', 'linear 0', 'linear 1']);
    expect(seen.order).toHaveLength(16);
  });

  test('are no more than the plan says', async () => {
    const { executor, seen } = slowly(4, () => 2);
    const plan = { slots: 2, together: 1, refused: new Map([['mlp' as const, 'not started: too large']]) };
    const { result } = await runPortfolio(runCase([dummy, linear, mlp]), executor, new FakeClock(), ignore, uncontrolled, { plan });
    expect(seen.most).toBe(2);
    expect(result).toMatchObject({ slots: 2, stoppedBecause: 'finished' });
    expect(result.leaderboard.find(({ candidate }) => candidate.id === 'mlp')).toMatchObject({ status: 'skipped', reason: 'not started: too large' });
  });

  test('end with the fold that failed, and the other candidates go on', async () => {
    const { executor, seen } = slowly(2, (_job, nth) => (nth === 0 ? 6 : 1), ({ learner }, nth) => learner === 'linear' && nth === 1);
    const { entries } = await outcome(executor);
    expect(entries.find(({ id }) => id === 'linear')).toMatchObject({ status: 'failed' });
    expect(entries.filter(({ status }) => status === 'done').map(({ id }) => id).sort()).toEqual(['boosting', 'dummy', 'mlp']);
    // The fold that went on beside it heard that it is over.
    expect(seen.cancelled).toBeGreaterThan(0);
  });

  test('are written down with their times, and what goes on is told of each candidate', async () => {
    const clock = new FakeClock();
    const executor = fakeExecutor({ clock, ms: ({ learner }) => (learner === 'boosting' ? 500 : 100) });
    const { result } = await runPortfolio(runCase([dummy, boosting]), executor, clock, ignore, uncontrolled);
    const spans = result.leaderboard.find(({ candidate }) => candidate.id === 'boosting')?.spans;
    expect(spans).toEqual([0, 1, 2, 3].map((fold) => ({ fold, startMs: 400 + 500 * fold, endMs: 900 + 500 * fold, fitMs: 500, predictMs: 0 })));
  });
});

test('a candidate says in how many folds its time was up before the learner was through', async () => {
  const inner = fakeExecutor();
  const hurried: Executor = { ...inner, fit: async (job, control) => ({ ...(await inner.fit(job, control)), cutShort: job.learner === 'boosting' && inner.jobs.length % 2 === 0 }) };
  const { result } = await runPortfolio(runCase([dummy, boosting]), hurried, new FakeClock(), ignore, uncontrolled);
  expect(Object.fromEntries(result.leaderboard.map(({ candidate, cutShort }) => [candidate.id, cutShort]))).toEqual({ dummy: undefined, boosting: 2 });
});

describe('a learner that has to be readied', () => {
  test('is waited for by its own fits alone', async () => {
    const { executor, seen } = slowly(2, () => 1);
    let ready = false;
    let asked = 0;
    const readying: Executor = {
      ...executor,
      prepare({ learner }) {
        if (learner !== 'mlp' || ready) return null;
        asked++;
        return new Promise((resolve) => setTimeout(resolve, 60)).then(() => {
          ready = true;
          return 1;
        });
      },
    };
    const { result } = await runPortfolio(runCase([dummy, mlp, linear, boosting]), readying, new FakeClock(), ignore, uncontrolled);
    expect(result.leaderboard.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    expect(asked).toBe(1);
    expect(seen.order.indexOf('mlp 0')).toBeGreaterThan(seen.order.indexOf('linear 3'));
  });
});

test('each candidate is readied once, on the training rows of the first fold', async () => {
  const asked: string[] = [];
  const readying: Executor = {
    ...fakeExecutor(),
    prepare({ learner, params, backend }, train) {
      return learner === 'mlp' ? train().then(({ X }) => Math.min(1, asked.push(`${learner} ${JSON.stringify(params)} ${backend} ${X.nRows}`))) : null;
    },
  };
  const small = { ...mlp, id: 'small', params: { hiddenUnits: 8 } };
  const input = runCase([dummy, mlp, small], { settings: { backend: 'wasm' } });
  const { result } = await runPortfolio(input, readying, new FakeClock(), ignore, uncontrolled);
  expect(result.leaderboard.every(({ status }) => status === 'done')).toBe(true);
  expect(asked).toHaveLength(2);
  expect(asked[1]).toMatch(/^mlp \{"hiddenUnits":8\} wasm \d+$/);
});

describe('folds that are handed over together', () => {
  /** An executor that wants so many fits of nets at once, whose fits one by one are the fake's. */
  function joining(wanted: number, end: (outcome: FitOutcome, job: FitJob, nth: number) => PromiseSettledResult<FitOutcome> = (value) => ({ status: 'fulfilled', value })) {
    const clock = new FakeClock();
    const inner = fakeExecutor({ clock, ms: () => 100 });
    const handed: number[] = [];
    const executor: Executor = {
      ...inner,
      slots: 2,
      prepare: ({ learner }) => (learner === 'mlp' ? Promise.resolve(wanted) : null),
      async fitTogether(jobs, controls) {
        handed.push(jobs.length);
        const ends: PromiseSettledResult<FitOutcome>[] = [];
        for (const [i, job] of jobs.entries()) ends.push(end({ ...(await inner.fit(job, controls[i])), backend: 'webgpu' }, job, i));
        return ends;
      },
    };
    return { executor, clock, handed, jobs: inner.jobs };
  }
  const run = async (joined: ReturnType<typeof joining>, plan?: Plan, onEvent: (event: RunEvent) => void = ignore) =>
    (await runPortfolio(runCase([dummy, mlp]), joined.executor, joined.clock, onEvent, uncontrolled, plan ? { plan } : {})).result;
  const netOf = (result: RunResult) => result.leaderboard.find(({ candidate }) => candidate.id === 'mlp')!;

  test('come to what they come to one by one, in evenly many at a time and as many as there is room for', async () => {
    const alone = netOf(await run(joining(1)));
    for (const [wanted, together, handed] of [[8, 8, [4]], [3, 8, [2, 2]], [8, 2, [2, 2]]] as const) {
      const joined = joining(wanted);
      const notes = new Set<string>();
      const net = netOf(await run(joined, { slots: 2, together, refused: new Map() }, (event) => event.type === 'progress' && event.candidateId === 'mlp' && notes.add(event.note)));
      expect([...notes]).toEqual([`${mlp.label}, ${handed[0]} folds at once`]);
      expect(joined.handed).toEqual(handed);
      expect(net.validation).toEqual(alone.validation);
      expect(net.spans?.map(({ fold }) => fold).sort()).toEqual([0, 1, 2, 3]);
    }
  });

  test('have the device for themselves, while slots go to others', async () => {
    const joined = joining(8);
    let onDevice = 0;
    let most = 0;
    let beside = 0;
    const { executor } = joined;
    const watched: Executor = {
      ...executor,
      async fit(job, control) {
        beside += onDevice;
        return executor.fit(job, control);
      },
      async fitTogether(jobs, controls) {
        onDevice++;
        most = Math.max(most, onDevice);
        for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
        const ends = await executor.fitTogether!(jobs, controls);
        onDevice--;
        return ends;
      },
    };
    const input = runCase([dummy, mlp, { ...mlp, id: 'other net' }, boosting]);
    const { result } = await runPortfolio(input, watched, joined.clock, ignore, uncontrolled);
    expect(result.leaderboard.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    expect(most).toBe(1);
    expect(beside).toBeGreaterThan(0);
  });

  test('end the candidate where one fails, with its reason, also where others were stopped for its sake', async () => {
    const reasons = [new Cancelled(), new Error('OutOfMemory: no room'), new Cancelled()];
    const joined = joining(8, (value, _job, nth) => (nth < reasons.length ? { status: 'rejected', reason: reasons[nth] } : { status: 'fulfilled', value }));
    expect(netOf(await run(joined))).toMatchObject({ status: 'failed', reason: expect.stringContaining('OutOfMemory') as unknown });
  });

  test('have the time that is left shared out among those that come one after another', async () => {
    const limits: number[] = [];
    const { executor, clock } = joining(8);
    const watched: Executor = { ...executor, slots: 8, fitTogether: (jobs, controls, softLimitMs = 0) => (limits.push(softLimitMs), executor.fitTogether!(jobs, controls, softLimitMs)) };
    const tight = { slots: 8, refused: new Map() };
    const input = runCase([dummy, linear, mlp]);
    await runPortfolio(input, watched, clock, ignore, uncontrolled, { plan: { ...tight, together: 8 } });
    await runPortfolio(input, watched, clock, ignore, uncontrolled, { plan: { ...tight, together: 2 } });
    const [atOnce, first] = limits;
    expect(first / atOnce).toBeCloseTo(0.5, 1);
  });

  test('leave a candidate that has to have a model with those that gave one', async () => {
    const joined = joining(8, (value, _job, nth) => (nth > 1 ? { status: 'rejected', reason: new Cancelled() } : { status: 'fulfilled', value }));
    const net = netOf(await run(joined));
    expect(net).toMatchObject({ status: 'done', reason: 'judged on 2 of 4 folds, since the budget was used up' });
  });
});

test('folds that have one device for all are expected to take their time one after another', () => {
  const budget = new Budget(new FakeClock(), 60, 4);
  budget.learn(boosting, 100, false);
  budget.learn(mlp, 100, true);
  expect([budget.expectedMs(boosting, 5), budget.expectedMs(mlp, 5), budget.expectedMs(linear, 5)]).toEqual([200, 500, null]);
});

describe('a run that goes on', () => {
  test('does not train again what it had finished, and keeps it on the leaderboard', async () => {
    const input = runCase([dummy, linear, boosting], { settings: { budgetSeconds: 20 } });
    const first = await runPortfolio({ ...input, settings: { ...input.settings, candidates: [dummy, linear] } }, fakeExecutor(), new FakeClock(), ignore, uncontrolled);
    const executor = fakeExecutor();
    const told: string[] = [];
    const { result, values } = await runPortfolio(input, executor, new FakeClock(), ignore, uncontrolled, {
      kept: { entries: first.result.leaderboard, values: first.values, elapsedMs: 4000, spentMs: 4000, secondsByPhase: { fit: 3 } },
      onDone: ({ candidate }, _values, soFar) => told.push(`${candidate.id} ${soFar.stoppedBecause} ${soFar.leaderboard.length}`),
    });
    expect(new Set(executor.jobs.map(({ learner }) => learner))).toEqual(new Set(['boosting']));
    expect(result.leaderboard.map(({ candidate }) => candidate.id).sort()).toEqual(['boosting', 'dummy', 'linear']);
    expect(result.seconds).toBe(4);
    expect(result.secondsByPhase.fit).toBeGreaterThanOrEqual(3);
    expect([...values.keys()].sort()).toEqual(['boosting', 'dummy', 'linear']);
    expect(told).toEqual(['boosting interrupted 3']);
  });
});
