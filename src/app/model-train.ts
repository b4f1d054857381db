import type { LearnerId } from '../core/estimators/estimator.ts';
import { learnerIds, traitsOf } from '../core/estimators/learners.ts';
import type { Project } from '../core/project/project.ts';
import { currentVersion } from '../core/project/current.ts';
import type { StudioApi } from '../worker/protocol.ts';

export type LearnerChoice = 'all' | LearnerId;

/** Budgets that are offered, in seconds; any other may be written. */
export const offeredBudgets: readonly number[] = [10, 30, 60, 300];

const usualBudgetSeconds = 30;
const longestBudgetSeconds = 24 * 3600;

export const learnerChoices: readonly { readonly value: LearnerChoice; readonly label: string }[] = [
  { value: 'all', label: 'All learners' },
  ...learnerIds.map((learner) => ({ value: learner, label: `${traitsOf(learner).label} only` })),
];

/** The whole number that a field holds, within its bounds; `otherwise` where it holds none. */
function wholeNumber(text: string, least: number, most: number, otherwise: number): number {
  const value = Math.round(Number(text));
  return text.trim() === '' || !Number.isFinite(value) ? otherwise : Math.min(most, Math.max(least, value));
}

/** What `train` is asked for, from the fields as they are written. */
export function trainingSettings(budget: string, learners: LearnerChoice, seed: string): Parameters<StudioApi['train']>[0] {
  return {
    budgetSeconds: wholeNumber(budget, 1, longestBudgetSeconds, usualBudgetSeconds),
    seed: wholeNumber(seed, 0, 2 ** 31 - 1, 0),
    ...(learners === 'all' ? {} : { only: learners }),
  };
}

/** The budget of the last run in seconds, or 30, as a field holds it. */
export function suggestedBudget(project: Project | null): string {
  return String((project && currentVersion(project, 'run')?.settings.budgetSeconds) ?? usualBudgetSeconds);
}

/** The seed of the last run, or 0, as a field holds it. */
export function suggestedSeed(project: Project | null): string {
  return String((project && currentVersion(project, 'run')?.settings.seed) ?? 0);
}

/** What a run is asked for again: the same budget, seed and backend, on the data as it now stands. */
export function settingsAgain(project: Project): Parameters<StudioApi['train']>[0] {
  const last = currentVersion(project, 'run')?.settings;
  return last ? { budgetSeconds: last.budgetSeconds, seed: last.seed, backend: last.backend } : {};
}
