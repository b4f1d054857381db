import { makeWayFor } from '../recipe/make-way.ts';
import type { RecipeParams, RecipeStep, RowFilter } from '../recipe/recipe.ts';

/** Steps that findings put before the others, in the order in which they have to run: cells are put right first. */
const order: readonly RecipeStep['kind'][] = ['mark-missing', 'unify-labels', 'clip', 'log1p', 'scale', 'target-encode', 'hash', 'tfidf'];
const firstKinds = 3;

/** What a step does, whatever its columns; equal for steps that can be one. */
function deed({ columns: _columns, ...rest }: RecipeStep): string {
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether the recipe does to all of the step's columns what the step does. */
export function hasStep({ steps }: RecipeParams, wanted: RecipeStep): boolean {
  const done = new Set(steps.filter((step) => deed(step) === deed(wanted)).flatMap(({ columns }) => columns));
  return wanted.columns.every((column) => done.has(column));
}

/** Where a step has to stand: behind the leading ones that put cells right before it does. */
function placeOf(steps: readonly RecipeStep[], kind: RecipeStep['kind']): number {
  const rank = order.indexOf(kind);
  let at = 0;
  const leads = ({ kind: other }: RecipeStep) => order.indexOf(other) >= 0 && order.indexOf(other) < firstKinds && order.indexOf(other) <= rank;
  while (at < steps.length && leads(steps[at])) at++;
  return at;
}

/**
 * The recipe with a step before its others, on those of the step's columns that the recipe takes and does not treat so
 * yet; a step that does the same at that place takes them in, and an encoding takes them out of the other encodings. The
 * recipe itself where there are none.
 */
export function withStep(recipe: RecipeParams, wanted: RecipeStep): RecipeParams {
  const columns = wanted.columns.filter((name) => recipe.columns.includes(name) && !hasStep(recipe, { ...wanted, columns: [name] }));
  if (columns.length === 0) return recipe;
  const base = makeWayFor(recipe, { ...wanted, columns });
  const at = placeOf(base.steps, wanted.kind);
  const same = base.steps.findIndex((step, place) => place <= at && deed(step) === deed(wanted));
  if (same >= 0) {
    const steps = base.steps.map((step, place) => (place === same ? { ...step, columns: [...step.columns, ...columns] } : step));
    return { ...base, steps };
  }
  return { ...base, steps: [...base.steps.slice(0, at), { ...wanted, columns }, ...base.steps.slice(at)] };
}

/** Whether the recipe leaves out training rows by this filter. */
export function hasFilter({ rows = [] }: RecipeParams, wanted: RowFilter): boolean {
  return rows.some((filter) => JSON.stringify(filter) === JSON.stringify(wanted));
}

/** The recipe that leaves out training rows by this filter, too. */
export function withFilter(recipe: RecipeParams, filter: RowFilter): RecipeParams {
  return hasFilter(recipe, filter) ? recipe : { ...recipe, rows: [...(recipe.rows ?? []), filter] };
}
