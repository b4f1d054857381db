import type { LearnerId } from '../core/estimators/estimator.ts';
import { learnerIds, traitsOf } from '../core/estimators/learners.ts';
import type { Project } from '../core/project/project.ts';
import type { SearchSettings } from '../core/training/run.ts';
import { isTunable } from '../core/training/search-space.ts';
import type { StudioApi } from '../worker/protocol.ts';
import { asksReadable, lastSettings } from './model-again.ts';
import { learnersByHand, paramSpecsOf } from './model-params.ts';

type TrainSettings = Parameters<StudioApi['train']>[0];

export type LearnerChoice = 'all' | LearnerId;

/** What is tuned: nothing, every learner that has settings to draw, or one. */
export type TuningChoice = 'none' | LearnerChoice;

/** What the training controls hold, as they are written. */
export interface TrainFields {
  readonly budget: string;
  readonly learners: LearnerChoice;
  readonly seed: string;
  readonly ensemble: boolean;
  readonly tuning: TuningChoice;
  readonly nTrials: string;
}

/** Budgets that are offered, in seconds; any other may be written. */
export const offeredBudgets: readonly number[] = [10, 30, 60, 300];

const usualBudgetSeconds = 30;
const longestBudgetSeconds = 24 * 3600;
const usualTrials = 24;
export const mostTrials = 500;

export const learnerChoices: readonly { readonly value: LearnerChoice; readonly label: string }[] = [
  { value: 'all', label: 'All learners' },
  ...learnerIds.map((learner) => ({ value: learner, label: `${traitsOf(learner).label} only` })),
];

const tunable = learnersByHand.filter(({ value }) => isTunable(paramSpecsOf(value)));

export const tuningChoices: readonly { readonly value: TuningChoice; readonly label: string }[] = [
  { value: 'none', label: 'No tuning' },
  { value: 'all', label: 'All that can be tuned' },
  ...tunable,
];

/** The whole number that a field holds, within its bounds; `otherwise` where it holds none. */
function wholeNumber(text: string, least: number, most: number, otherwise: number): number {
  const value = Math.round(Number(text));
  return text.trim() === '' || !Number.isFinite(value) ? otherwise : Math.min(most, Math.max(least, value));
}

/** The learners that `choice` has tuned; of all of them those that can be read alone, where `readable`. */
export function tunedLearners(choice: TuningChoice, readable = false): readonly LearnerId[] {
  if (choice === 'none') return [];
  if (choice !== 'all') return [choice];
  return tunable.map(({ value }) => value).filter((learner) => !readable || traitsOf(learner).readable);
}

/** What is tried beside the portfolio; null for nothing. */
export function searchOf({ tuning, nTrials }: Pick<TrainFields, 'tuning' | 'nTrials'>, readable = false): SearchSettings | null {
  const learners = tunedLearners(tuning, readable);
  return learners.length === 0 ? null : { learners, nTrials: wholeNumber(nTrials, 2, mostTrials, usualTrials) };
}

/** Seconds that a field holds, within their bounds. */
export function budgetSecondsOf(budget: string): number {
  return wholeNumber(budget, 1, longestBudgetSeconds, usualBudgetSeconds);
}

/** What `train` is asked for, from the fields as they are written; `readable` where every model has to be. */
export function trainingSettings(fields: TrainFields, readable = false): TrainSettings {
  return {
    budgetSeconds: budgetSecondsOf(fields.budget),
    seed: wholeNumber(fields.seed, 0, 2 ** 31 - 1, 0),
    ensemble: fields.ensemble,
    search: searchOf(fields, readable),
    ...(fields.learners === 'all' ? {} : { only: fields.learners }),
  };
}

/** The fields as the last run was asked for, or as is usual: an ensemble unless every model has to be read. */
export function suggestedFields(project: Project | null): TrainFields {
  const last = lastSettings(project);
  const tuned = last?.search?.learners ?? [];
  const tuning: TuningChoice = tuned.length === 0 ? 'none' : tuned.length === 1 ? tuned[0] : 'all';
  return {
    budget: String(last?.budgetSeconds ?? usualBudgetSeconds),
    seed: String(last?.seed ?? 0),
    learners: 'all',
    ensemble: last?.ensemble ?? !asksReadable(project),
    tuning,
    nTrials: String(last?.search?.nTrials ?? usualTrials),
  };
}
