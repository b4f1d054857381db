import { metricOf } from '../core/metrics/registry.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { RunResult } from '../core/training/run.ts';
import { countInWords, formatScore, joinSome, startSentence } from './format.ts';
import { lowerFirst, nameInSentence } from './model-headline.ts';
import type { Phrase } from './model-phrases.ts';

/** The sentence over a run that was cut off: what happened, and what stands. */
export function interruptedPhrases(problem: ProblemDefinition, run: RunResult): Phrase[] {
  const done = run.leaderboard.filter(({ status }) => status === 'done');
  const best = done.find(({ candidate }) => candidate.id === run.bestId);
  const score = best?.validation[problem.metric]?.value;
  const happened: Phrase = { text: 'Training was cut off: the page was closed or failed. ' };
  if (done.length === 0) return [happened, { text: 'No model had finished by then; your data is safe.', tone: 'soft' }];
  const kept = `${countInWords(done.length, 'finished model')} ${done.length === 1 ? 'is' : 'are'} kept`;
  const standing = best && score !== undefined ? `, best ${lowerFirst(metricOf(problem.metric).label)} ` : '.';
  return [
    happened,
    { text: `${startSentence(kept)}${standing}` },
    ...(best && score !== undefined
      ? [{ text: formatScore(score), tone: 'strong' as const }, { text: ` by ${nameInSentence(best.candidate.label)}.`, tone: 'soft' as const }]
      : []),
  ];
}

/** What going on would train: "still to train: Neural network and Linear model"; empty where all have ended. */
export function stillToTrain(run: RunResult, planned: readonly { readonly id: string; readonly label: string }[]): string {
  const done = new Set(run.leaderboard.filter(({ status }) => status === 'done').map(({ candidate }) => candidate.id));
  const left = planned.filter(({ id }) => !done.has(id));
  if (left.length === 0) return '';
  return `still to train: ${joinSome(left.map(({ label }) => label))}`;
}
