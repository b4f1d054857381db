import type { LearnerId } from '../../../../src/core/estimators/estimator.ts';
import { learnerTraits, type FittedLearnerId } from '../../../../src/core/estimators/learners.ts';
import { uncontrolled } from '../../../../src/core/math/control.ts';
import type { Estimate } from '../../../../src/core/metrics/metric.ts';
import { metricOf } from '../../../../src/core/metrics/registry.ts';
import { runPortfolio } from '../../../../src/core/training/run-portfolio.ts';
import type { LeaderboardEntry } from '../../../../src/core/training/run.ts';
import { createMemoryStorage } from '../../../../src/storage/open.ts';
import { archiveCommands } from '../../../../src/worker/handlers/archives.ts';
import { keptRun } from '../../../../src/worker/handlers/run-going.ts';
import { newRunInput } from '../../../../src/worker/handlers/run-input.ts';
import { Session } from '../../../../src/worker/session.ts';
import { wallClock } from '../../../support/node-executor.ts';

export interface WithAndWithout {
  readonly metric: string;
  readonly greaterIsBetter: boolean;
  /** Of the ensemble, or of the best model where there is none: the estimate out of fold. */
  readonly all: number;
  readonly without: number;
  /** Models judged on all folds, and how many of them are left out in the latter. */
  readonly models: number;
  readonly leftOut: number;
}

/** Whether a learner is a net of some kind. */
export const isNet = (learner: LearnerId): boolean => learnerTraits[learner as FittedLearnerId]?.family === 'net';

/**
 * The estimates out of fold of an exported project's run with all its models, and without those of some learners: the ensemble's weights
 * are learned anew on the predictions that the run kept, by the code that learned them there. Nothing is fitted again, so the time that those
 * models took from the others is not given back to them.
 */
export async function withAndWithout(project: Blob, leaves: (learner: LearnerId) => boolean): Promise<WithAndWithout> {
  // Node 20 has no navigator; browsers without Web Locks are trusted.
  if (typeof navigator === 'undefined') Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  const session = new Session(createMemoryStorage());
  await archiveCommands(session).importProject(project);
  const going = await keptRun(session, {});
  if (!going) throw new Error('the project has no run of the plan as it stands');
  const { kept, settings } = going;
  const estimate = async (entries: readonly LeaderboardEntry[]): Promise<number> => {
    const candidates = entries.map(({ candidate }) => candidate);
    const values = new Map(candidates.map(({ id }) => [id, kept.values.get(id)!] as const));
    const input = newRunInput(session, { ...settings, candidates, search: null, ensemble: true });
    // Candidates that are all kept are not fitted again, and what would fit them is never asked.
    const fits = { slots: 1, fit: () => Promise.reject(new Error('nothing is to be fitted')), predict: () => Promise.reject(new Error('nothing is to be predicted')) };
    const { result } = await runPortfolio(input, fits, wallClock, () => undefined, uncontrolled, { kept: { ...kept, entries, values } });
    const chosen = result.leaderboard.find(({ members }) => members) ?? result.leaderboard[0];
    const judged: Estimate | undefined = chosen.validation[input.problem.metric];
    return judged?.value ?? NaN;
  };
  const { metric } = session.require('problem', 'problem', '').settings;
  const complete = kept.entries.filter(({ status, reason }) => status === 'done' && reason === null);
  const all = await estimate(kept.entries);
  const without = await estimate(kept.entries.filter(({ candidate }) => !leaves(candidate.learner)));
  await session.close();
  return { metric, greaterIsBetter: metricOf(metric).greaterIsBetter, all, without, models: complete.length, leftOut: complete.filter(({ candidate }) => leaves(candidate.learner)).length };
}
