import type { LearnerId } from '../estimators/estimator.ts';
import { traitsOf } from '../estimators/learners.ts';
import type { Constraints } from '../problem/problem.ts';

/** What a constraint is held against. */
export interface ConstrainedModel {
  readonly learner: LearnerId;
  readonly sizeBytes: number;
  /** Microseconds to predict one row. */
  readonly perRowUs: number;
}

export type ConstraintName = 'model-size' | 'prediction-time' | 'explainable';

/** The constraints that a model breaks; none where nothing is asked. */
export function brokenConstraints(constraints: Constraints | null | undefined, { learner, sizeBytes, perRowUs }: ConstrainedModel): ConstraintName[] {
  if (!constraints) return [];
  const { modelBytes, predictionMs, explainable } = constraints;
  return [
    ...(modelBytes !== null && sizeBytes > modelBytes ? ['model-size' as const] : []),
    ...(predictionMs !== null && perRowUs / 1000 > predictionMs ? ['prediction-time' as const] : []),
    ...(explainable && !traitsOf(learner).readable ? ['explainable' as const] : []),
  ];
}
