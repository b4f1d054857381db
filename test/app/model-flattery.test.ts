import { expect, it } from 'vitest';
import { flatterySentence } from '../../src/app/model-flattery.ts';
import type { ProblemDefinition } from '../../src/core/problem/problem.ts';
import type { LeaderboardEntry, RunResult } from '../../src/core/training/run.ts';

const problem = { metric: 'roc_auc' } as ProblemDefinition;
const entry = (id: string) => ({ candidate: { id }, status: 'done', validation: { roc_auc: { value: 0.85 } } }) as unknown as LeaderboardEntry;
const run = (selectionBias: number | null) => ({ bestId: 'a', selectionBias, leaderboard: [entry('a'), entry('b'), { ...entry('c'), status: 'failed' }] }) as unknown as RunResult;

it('is told of the best one alone, and where it is something', () => {
  expect(flatterySentence(problem, run(0.0123), entry('a'))).toBe('Being the best of 2 flatters its ROC AUC by about 0.012.');
  expect(flatterySentence(problem, run(0.0123), entry('b'))).toBe('');
  expect(flatterySentence(problem, run(0.00001), entry('a'))).toBe('');
  expect(flatterySentence(problem, run(null), entry('a'))).toBe('');
});
