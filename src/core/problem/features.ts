import type { ProblemDefinition } from './problem.ts';

/** Whether a learner may look at the column: its role is feature, and it is known by the time a prediction is asked for. */
export function isFeature({ roles, knownLate = [] }: Pick<ProblemDefinition, 'roles' | 'knownLate'>, column: string): boolean {
  return Object.hasOwn(roles, column) && roles[column] === 'feature' && !knownLate.includes(column);
}
