import { expect, test, vi } from 'vitest';
import type { BenchReport } from '../bench/bench.ts';
import { compare, growth, runs } from '../bench/nets/comparison.ts';
import { stepsFor, timeEpoch } from '../bench/nets/epochs.ts';

const emptyReport = (): BenchReport => ({ environment: {}, results: [], ratios: [], absent: [], say: () => undefined });

test('an epoch is as long as its time allows, two steps at least', () => {
  expect(stepsFor(4, 800, 500)).toBe(200);
  expect(stepsFor(4, 800, 50)).toBe(50);
  expect(stepsFor(5000, 800, 50)).toBe(2);
  expect(stepsFor(0, 800, 50)).toBe(50);
});

test('an epoch is timed after a warm-up of its own length, and long steps are timed without one', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const taken: number[] = [];
  const epochOf = (stepMs: number) => async (steps: number) => {
    taken.push(steps);
    vi.advanceTimersByTime(stepMs * steps);
  };
  try {
    expect(await timeEpoch(epochOf(10), 100, 50)).toEqual({ ms: 10, steps: 10 });
    expect(taken).toEqual([2, 2, 10, 10]);
    taken.length = 0;
    expect(await timeEpoch(epochOf(300), 100, 50)).toEqual({ ms: 300, steps: 2 });
    expect(taken).toEqual([2, 2]);
  } finally {
    vi.useRealTimers();
  }
});

test('contestants take turns, and the first one’s median is divided by each of the others’', async () => {
  const turns: string[] = [];
  const contestant = (who: string, values: readonly number[]) => {
    let run = 0;
    return {
      who,
      once: async () => {
        turns.push(who);
        return values[run++];
      },
    };
  };
  const report = emptyReport();
  const row = { case: 'net', measure: 'a step', unit: 'ms' };
  await compare(report, row, [contestant('own', [9, 1, 2]), { ...contestant('peer', [8, 4, 3]), bound: { atMost: 0.4 } }, contestant('other', [1, 1, 7])]);
  expect(turns.join(' ')).toBe(new Array(runs).fill('own peer other').join(' '));
  expect(report.results.map(({ who, value }) => [who, value])).toEqual([['own', 2], ['peer', 4], ['other', 1]]);
  expect(report.ratios).toEqual([
    { case: 'net', measure: 'a step', against: 'peer', value: 0.5, atMost: 0.4 },
    { case: 'net', measure: 'a step', against: 'other', value: 2 },
  ]);
});

test('what stays at nothing has not grown, and what came from nothing has grown without bound', () => {
  expect(growth(0, 0)).toBe(1);
  expect(growth(0, 3)).toBe(Infinity);
  expect(growth(4, 5)).toBe(1.25);
});
