import type { RecipeParams, RecipeStep } from './recipe.ts';

const encodings: readonly RecipeStep['kind'][] = ['onehot', 'ordinal', 'frequency', 'target-encode', 'hash', 'tfidf'];
/** Encodings whose numbers go on, so that a scaling takes them in. */
const open: readonly RecipeStep['kind'][] = ['frequency', 'target-encode'];

/**
 * The recipe with room for an encoding: its columns leave the other encodings, which would take the numbers that it makes for
 * labels, and in a dense recipe these numbers are standardised with the others. The recipe itself for any other step.
 */
export function makeWayFor(recipe: RecipeParams, { kind, columns }: RecipeStep): RecipeParams {
  if (!encodings.includes(kind)) return recipe;
  const taken = columns.filter((name) => recipe.columns.includes(name));
  const steps = recipe.steps.flatMap((step) => {
    if (!encodings.includes(step.kind)) return [step];
    const kept = step.columns.filter((name) => !taken.includes(name));
    return kept.length === 0 ? [] : [{ ...step, columns: kept }];
  });
  if (recipe.input !== 'dense' || !open.includes(kind)) return { ...recipe, steps };
  const at = steps.findIndex((step) => step.kind === 'scale' && step.method === 'standard');
  if (at < 0) return { ...recipe, steps: [...steps, { kind: 'scale', columns: taken, method: 'standard' }] };
  const scaled = { ...steps[at], columns: [...new Set([...steps[at].columns, ...taken])] };
  return { ...recipe, steps: steps.map((step, place) => (place === at ? scaled : step)) };
}
