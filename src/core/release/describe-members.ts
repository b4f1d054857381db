import type { LearnerId } from '../estimators/estimator.ts';
import type { WeightedPipeline } from '../estimators/pipeline.ts';
import type { RecipeInput } from '../recipe/recipe.ts';
import { modelSizeBytes } from '../training/model-size.ts';

/** What a member of a release is, without its model. */
export interface MemberFacts {
  readonly learner: LearnerId;
  /** In (0, 1]; the members' weights sum to 1. */
  readonly weight: number;
  /** Which of the two recipes it takes. */
  readonly input: RecipeInput;
  readonly iterations: number;
  /** The size of its model in bytes, as exported. */
  readonly sizeBytes: number;
}

/** What the members are, in their order. */
export function describeMembers(members: readonly WeightedPipeline[]): MemberFacts[] {
  return members.map(({ recipe, model, weight }) => {
    const { learner, iterations } = model;
    return { learner, weight, input: recipe.input, iterations, sizeBytes: modelSizeBytes(model) };
  });
}
