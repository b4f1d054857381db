import type { LearnerId } from '../estimators/estimator.ts';
import type { RecipeInput } from '../recipe/recipe.ts';

interface LearnerNeeds {
  readonly input: RecipeInput;
  /** Whether it sets training rows aside to decide when to stop. */
  readonly stopsEarly: boolean;
}

const needs: Readonly<Record<LearnerId, LearnerNeeds>> = {
  dummy: { input: 'dense', stopsEarly: false },
  linear: { input: 'dense', stopsEarly: false },
  boosting: { input: 'native', stopsEarly: true },
  mlp: { input: 'dense', stopsEarly: true },
};

/** The recipe input that a learner takes, known without loading it. */
export function learnerInput(learner: LearnerId): RecipeInput {
  return needs[learner].input;
}

/** Whether a learner watches stopping rows, and can have its count of iterations fixed instead. */
export function stopsEarly(learner: LearnerId): boolean {
  return needs[learner].stopsEarly;
}
