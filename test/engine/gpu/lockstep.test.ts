import { describe, expect, it } from 'vitest';
import { Lockstep, type TakenSteps } from '../../../src/engine/gpu/lockstep.ts';

const numbers = { values: new Float32Array(0), seeds: new Uint32Array(0) };
const turns = async (n = 5) => {
  for (let i = 0; i < n; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** Nets whose common work is written down: "0@3 1@3 x2" are two steps of both, from the third of each. */
function watched(size: number, fail?: () => void) {
  const done: string[] = [];
  const lockstep = new Lockstep(size, {
    async takeSteps(taken: readonly TakenSteps[], count) {
      done.push(`${taken.map(({ replica, from }) => `${replica}@${from}`).join(' ')} x${count}`);
      await turns(1);
      fail?.();
    },
    async evaluate(replicas) {
      done.push(`answers of ${replicas.join(' ')}`);
      await turns(1);
      return replicas.map((replica) => Float32Array.of(replica));
    },
  });
  /** A loop of epochs of so many steps, asked for in pieces. */
  const train = async (replica: number, epochs: number, steps: number, piece: number, answers = true) => {
    for (let epoch = 0; epoch < epochs; epoch++) {
      lockstep.begin(replica);
      for (let from = 0; from < steps; from += piece) await lockstep.steps(replica, { from, to: Math.min(steps, from + piece), numbers });
      await turns(replica + 1);
      if (answers) expect(await lockstep.answers(replica)).toEqual(Float32Array.of(replica));
    }
    lockstep.leave(replica);
  };
  return { lockstep, done, train };
}

describe('nets in lockstep', () => {
  it('take their steps together, whoever asks first and for how many at once', async () => {
    const { done, train, lockstep } = watched(3);
    await Promise.all([train(0, 1, 6, 6), train(1, 1, 6, 2), train(2, 1, 6, 4)]);
    expect(done).toEqual(['0@0 1@0 2@0 x2', '0@2 1@2 2@2 x2', '0@4 1@4 2@4 x2', 'answers of 0 1 2']);
    expect(lockstep.isEmpty).toBe(true);
  });

  it('go on side by side where an epoch of one has a step more', async () => {
    const { done, train } = watched(2);
    await Promise.all([train(0, 2, 3, 3), train(1, 2, 4, 4)]);
    const epoch = ['0@0 1@0 x3', '1@3 x1', 'answers of 0 1'];
    expect(done).toEqual([...epoch, ...epoch]);
  });

  it('wait for the answers of others before they begin the next epoch, and not for those who have left', async () => {
    const { done, train } = watched(3);
    await Promise.all([train(0, 2, 2, 2, false), train(1, 2, 2, 2), train(2, 1, 2, 2)]);
    expect(done).toEqual(['0@0 1@0 2@0 x2', 'answers of 1 2', '0@0 1@0 x2', 'answers of 1']);
  });

  it('go on where the last that was waited for leaves without a word', async () => {
    const { done, lockstep } = watched(2);
    lockstep.begin(0);
    const steps = lockstep.steps(0, { from: 0, to: 2, numbers });
    await turns();
    expect(done).toEqual([]);
    lockstep.leave(1);
    await steps;
    expect(done).toEqual(['0@0 x2']);
  });

  it('tell a failure to all that wait, and take no steps of who has left', async () => {
    const { lockstep } = watched(2, () => {
      throw new Error('lost');
    });
    const asked = [0, 1].map((replica) => {
      lockstep.begin(replica);
      return lockstep.steps(replica, { from: 0, to: 1, numbers });
    });
    expect(await Promise.allSettled(asked)).toEqual([0, 1].map(() => ({ status: 'rejected', reason: new Error('lost') })));
    lockstep.leave(0);
    await expect(lockstep.steps(0, { from: 0, to: 1, numbers })).rejects.toThrow('has left');
  });

  it('are done at once with no steps at all', async () => {
    const { lockstep, done } = watched(2);
    await lockstep.steps(0, { from: 3, to: 3, numbers });
    expect(done).toEqual([]);
  });
});
