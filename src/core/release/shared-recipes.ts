import type { WeightedPipeline } from '../estimators/pipeline.ts';
import type { FittedRecipe } from '../recipe/fitted-recipe.ts';

/**
 * The members with one object for recipes that are equal, so that each is kept, exported and applied once however many
 * models take it. Members whose recipe differs from all before are given back as they are.
 */
export function withSharedRecipes(members: readonly WeightedPipeline[]): readonly WeightedPipeline[] {
  if (members.length < 2) return members;
  const seen = new Map<string, FittedRecipe>();
  return members.map((member) => {
    const text = JSON.stringify(member.recipe);
    const recipe = seen.get(text) ?? member.recipe;
    seen.set(text, recipe);
    return recipe === member.recipe ? member : { ...member, recipe };
  });
}
