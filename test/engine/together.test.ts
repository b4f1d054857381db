import { describe, expect, it } from 'vitest';
import { NonFiniteInput } from '../../src/core/estimators/estimator.ts';
import { Cancelled } from '../../src/core/math/control.ts';
import type { NetBackend, NetTask } from '../../src/core/nets/net-runner.ts';
import { plainBackend } from '../../src/core/nets/plain-backend.ts';
import { DeviceFailed } from '../../src/engine/engine-errors.ts';
import { Gathering } from '../../src/engine/gathering.ts';
import type { WithNetBackend } from '../../src/engine/net-backend.ts';
import { together } from '../../src/engine/together.ts';
import { netSamples, netTask } from '../support/net-samples.ts';

const task = netTask(netSamples['no hidden layer'], 4, 8);

/** A backend that writes down what it is opened for; tasks for which `fails` says so cannot be opened. */
function backendOf(fails?: (round: number) => Error | null) {
  const opened: number[] = [];
  const ended: unknown[] = [];
  const backend: NetBackend = {
    ...plainBackend,
    openTogether(tasks: readonly NetTask[]) {
      opened.push(tasks.length);
      const error = fails?.(opened.length) ?? null;
      return tasks.map(async (one) => {
        if (error) throw error;
        return plainBackend.open(one);
      });
    },
  };
  const withBackend: WithNetBackend = async (work) => {
    try {
      const result = await work(backend, { adapter: null, software: false, fault: null });
      ended.push('well');
      return result;
    } catch (error) {
      ended.push(error);
      throw error;
    }
  };
  return { withBackend, opened, ended };
}

const openOne = async (backend: NetBackend) => (await backend.open(task)).dispose();

describe('a gathering', () => {
  it('deals when all that are left have brought something, again and again', async () => {
    const dealt: number[][] = [];
    const three = new Gathering<number, number>(3, (brought) => {
      dealt.push([...brought]);
      return brought.map(async (one) => 10 * one);
    });
    const first = [three.bring(1), three.bring(2)];
    expect(dealt).toEqual([]);
    three.leave();
    expect(await Promise.all(first)).toEqual([10, 20]);
    const again = three.bring(3);
    three.leave();
    expect(await again).toBe(30);
    three.leave();
    expect(dealt).toEqual([[1, 2], [3]]);
  });

  it('tells all what dealing threw', async () => {
    const two = new Gathering<number, number>(2, () => {
      throw new Error('no');
    });
    expect(await Promise.allSettled([two.bring(1), two.bring(2)])).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  });
});

describe('fits side by side', () => {
  it('open one backend, and their nets together', async () => {
    const { withBackend, opened, ended } = backendOf();
    const seats = together(3, withBackend);
    await Promise.all(seats.map(({ withBackend: on, leave }) => on(openOne).finally(leave)));
    expect([opened, ended]).toEqual([[3], ['well']]);
  });

  it('do not wait for one that needs no net, fails before it opens one, or has rows that are not finite', async () => {
    const { withBackend, opened } = backendOf();
    const seats = together(4, withBackend);
    seats[0].leave();
    const bad = { ...task, train: { ...task.train, x: task.train.x.map(() => NaN) } };
    const works: ((backend: NetBackend) => Promise<unknown>)[] = [openOne, () => Promise.reject(new Error('my own')), (backend) => backend.open(bad)];
    const ends = await Promise.allSettled(works.map((work, i) => seats[i + 1].withBackend(work)));
    expect(ends[0].status).toBe('fulfilled');
    expect(ends[1]).toMatchObject({ reason: new Error('my own') });
    expect(ends[2]).toMatchObject({ reason: expect.any(NonFiniteInput) as unknown });
    expect(opened).toEqual([1]);
  });

  it('that failed with their device ask for another together; the others have ended', async () => {
    const { withBackend, opened, ended } = backendOf((round) => (round === 1 ? new DeviceFailed('lost') : null));
    const seats = together(3, withBackend);
    const twice = async ({ withBackend: on, leave }: (typeof seats)[number]) => {
      await expect(on(openOne)).rejects.toThrow(DeviceFailed);
      await on(openOne).finally(leave);
    };
    const early = seats[0].withBackend(async () => 'well').finally(seats[0].leave);
    await Promise.all([twice(seats[1]), twice(seats[2])]);
    expect(await early).toBe('well');
    expect(opened).toEqual([2, 2]);
    expect(ended).toEqual([expect.any(DeviceFailed), 'well']);
  });

  it('are not trusted where the backend itself fails after them', async () => {
    const late: WithNetBackend = async (work) => {
      await work(plainBackend, { adapter: null, software: false, fault: null });
      throw new DeviceFailed('an error that nobody awaited');
    };
    const seats = together(2, late);
    const ends = await Promise.allSettled([seats[0].withBackend(openOne), seats[1].withBackend(() => Promise.reject(new Cancelled()))]);
    expect(ends).toMatchObject([{ reason: expect.any(DeviceFailed) as unknown }, { reason: expect.any(Cancelled) as unknown }]);
  });

  it('that are stopped leave the others, and the backend, in peace', async () => {
    const { withBackend, ended } = backendOf();
    const [one, other] = together(2, withBackend);
    const ends = await Promise.allSettled([one.withBackend(() => Promise.reject(new Cancelled())), other.withBackend(openOne)]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(ended).toEqual(['well']);
  });

  it('all fail where the backend cannot be opened', async () => {
    const seats = together(2, () => Promise.reject(new Error('BackendUnavailable')));
    const ends = await Promise.allSettled(seats.map(({ withBackend: on }) => on(openOne)));
    expect(ends).toMatchObject([{ reason: new Error('BackendUnavailable') }, { reason: new Error('BackendUnavailable') }]);
  });
});
