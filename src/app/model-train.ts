import type { LearnerId } from '../core/estimators/estimator.ts';
import type { Project } from '../core/project/project.ts';
import { currentVersion } from '../core/project/current.ts';
import type { StudioApi } from '../worker/protocol.ts';

export type Budget = '10' | '30' | '60' | '300';
export type LearnerChoice = 'all' | Exclude<LearnerId, 'dummy'>;

export const budgets: readonly { readonly value: Budget; readonly label: string }[] = [
  { value: '10', label: '10 seconds' },
  { value: '30', label: '30 seconds' },
  { value: '60', label: '1 minute' },
  { value: '300', label: '5 minutes' },
];

export const learnerChoices: readonly { readonly value: LearnerChoice; readonly label: string }[] = [
  { value: 'all', label: 'All learners' },
  { value: 'linear', label: 'Linear only' },
  { value: 'boosting', label: 'Boosted trees only' },
  { value: 'mlp', label: 'Neural net only' },
];

/** What `train` is asked for. */
export function trainingSettings(budget: Budget, learners: LearnerChoice): Parameters<StudioApi['train']>[0] {
  return { budgetSeconds: Number(budget), ...(learners === 'all' ? {} : { only: learners }) };
}

/** The budget of the last run where it is one of those offered; 30 seconds otherwise. */
export function suggestedBudget(project: Project | null): Budget {
  const last = project && currentVersion(project, 'run')?.settings.budgetSeconds;
  return budgets.find(({ value }) => Number(value) === last)?.value ?? '30';
}

/** What a run is asked for again: the same budget, seed and backend, on the data as it now stands. */
export function settingsAgain(project: Project): Parameters<StudioApi['train']>[0] {
  const last = currentVersion(project, 'run')?.settings;
  return last ? { budgetSeconds: last.budgetSeconds, seed: last.seed, backend: last.backend } : {};
}
