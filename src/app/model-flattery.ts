import { metricOf } from '../core/metrics/registry.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { LeaderboardEntry, RunResult } from '../core/training/run.ts';
import { formatDecimals, formatInteger, scoreDecimals } from './format.ts';
import { lowerFirst } from './model-headline.ts';

/** By how much being the best of many flatters the best one's score, in a sentence; empty for the others and where it would round to nothing. */
export function flatterySentence(problem: ProblemDefinition, run: RunResult, entry: LeaderboardEntry): string {
  const { selectionBias: bias, bestId, leaderboard } = run;
  const value = entry.validation[problem.metric]?.value;
  if (entry.candidate.id !== bestId || bias === null || bias === undefined || value === undefined) return '';
  const decimals = scoreDecimals(Math.max(Math.abs(value), bias));
  const told = formatDecimals(bias, decimals);
  if (Number(told) === 0) return '';
  const count = leaderboard.filter(({ status }) => status === 'done').length;
  return `Being the best of ${formatInteger(count)} flatters its ${lowerFirst(metricOf(problem.metric).label)} by about ${told}.`;
}
