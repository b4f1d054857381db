import type { RecipeParams, RecipeStep } from './recipe.ts';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a step does, whichever columns it does it to. */
const deed = ({ columns: _columns, ...rest }: RecipeStep) => JSON.stringify(rest);

/** A step without columns that are gone; null where it would do nothing any more. */
function without(step: RecipeStep, gone: ReadonlySet<string>): RecipeStep | null {
  if (step.kind === 'elapsed' && gone.has(step.since)) return null;
  const columns = step.columns.filter((name) => !gone.has(name));
  if (columns.length === step.columns.length) return step;
  return columns.length === 0 ? null : { ...step, columns };
}

/** The steps with the new columns treated as `suggested` treats them: in the step that does the same, or in one of their own. */
function withColumns(steps: readonly RecipeStep[], suggested: readonly RecipeStep[], fresh: ReadonlySet<string>): RecipeStep[] {
  const carried = [...steps];
  let place = 0;
  for (const step of suggested) {
    const columns = step.columns.filter((name) => fresh.has(name));
    const at = carried.findIndex((known, i) => i >= place && deed(known) === deed(step));
    if (columns.length === 0) {
      if (at >= 0) place = at + 1;
    } else if (at >= 0) {
      carried[at] = { ...carried[at], columns: [...carried[at].columns, ...columns] };
      place = at + 1;
    } else {
      carried.splice(place, 0, { ...step, columns });
      place += 1;
    }
  }
  return carried;
}

/**
 * A recipe that was edited, carried over to other feature columns. `before` and `after` are what was suggested for the columns as
 * they were and as they are: where the recipe is still the one suggested, it becomes the one suggested now; else its own steps,
 * filters and weights stay, columns that are no features any more leave it, and new ones, and those of another kind now
 * (`retyped`), are treated as suggested.
 */
export function carryRecipe(recipe: RecipeParams, before: RecipeParams, after: RecipeParams, retyped: readonly string[] = []): RecipeParams {
  if (same(recipe, before)) return after;
  const gone = new Set([...retyped, ...recipe.columns.filter((name) => !after.columns.includes(name))]);
  const fresh = new Set(after.columns.filter((name) => retyped.includes(name) || !recipe.columns.includes(name)));
  const kept = recipe.steps.flatMap((step) => without(step, gone) ?? []);
  return { ...recipe, columns: after.columns, steps: withColumns(kept, after.steps, fresh) };
}
