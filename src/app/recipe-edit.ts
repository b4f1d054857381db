import type { ColumnProfile } from '../core/profile/profile.ts';
import type { RecipeParams, RecipeStep, RowFilter } from '../core/recipe/recipe.ts';
import type { ColumnKind } from '../core/table/table.ts';
import { stepType, type StepType } from './recipe-catalog.ts';

export interface Recipes {
  readonly dense: RecipeParams;
  readonly native: RecipeParams;
}

type Schema = readonly Pick<ColumnProfile, 'name' | 'kind'>[];

/** What steps before `at` leave of a source column: its kind, or that it is finished and later steps pass it by. */
function stateAfter(step: RecipeStep, name: string, kind: ColumnKind): ColumnKind | 'finished' {
  const { accepts } = stepType(step.kind);
  if (!accepts.includes(kind)) return kind;
  if (step.kind === 'dateparts' || step.kind === 'frequency' || step.kind === 'target-encode') return 'number';
  if (step.kind === 'ordinal') return step.order && Object.hasOwn(step.order, name) ? 'number' : 'finished';
  if (step.kind === 'bin') return step.encode === 'onehot' ? 'finished' : 'number';
  return step.kind === 'onehot' || step.kind === 'hash' || step.kind === 'tfidf' ? 'finished' : kind;
}

/** The columns to which a step of this kind applies at position `at` of the recipe, in the order of the table. */
export function columnsFor(recipe: RecipeParams, at: number, { kind, accepts }: StepType, schema: Schema): string[] {
  const before = recipe.steps.slice(0, at);
  return schema.flatMap(({ name, kind: read }) => {
    if (!recipe.columns.includes(name) || before.some((step) => step.kind === 'drop' && step.columns.includes(name))) return [];
    let state: ColumnKind | 'finished' = read;
    for (const step of before) if (state !== 'finished' && step.columns.includes(name)) state = stateAfter(step, name, state);
    const takesFinished = kind === 'select' || kind === 'drop';
    return state === 'finished' ? (takesFinished ? [name] : []) : accepts.includes(state) ? [name] : [];
  });
}

/** Where a new step of this kind belongs: after the last that should precede it. */
export function placeFor({ steps }: RecipeParams, type: StepType): number {
  const later = steps.findIndex(({ kind }) => stepType(kind).rank > type.rank);
  return later < 0 ? steps.length : later;
}

const isEncoding = (kind: RecipeStep['kind']) => ['Encode', 'Text'].includes(stepType(kind).group);

/** The columns to which a new step of this kind would apply where it belongs; an encoding may take them over from another. */
export function columnsForNew(recipe: RecipeParams, type: StepType, schema: Schema): string[] {
  const free = isEncoding(type.kind) ? { ...recipe, steps: recipe.steps.filter(({ kind }) => !isEncoding(kind)) } : recipe;
  return columnsFor(free, placeFor(free, type), type, schema);
}

/** The recipe with a step put in where it belongs; a column that it encodes is taken out of the other encodings. */
export function addStep(recipe: RecipeParams, step: RecipeStep): RecipeParams {
  const others = isEncoding(step.kind)
    ? recipe.steps.flatMap((known) => {
        const columns = known.columns.filter((name) => !step.columns.includes(name));
        if (!isEncoding(known.kind) || columns.length === known.columns.length) return [known];
        return columns.length === 0 ? [] : [{ ...known, columns }];
      })
    : recipe.steps;
  const at = placeFor({ ...recipe, steps: others }, stepType(step.kind));
  return { ...recipe, steps: [...others.slice(0, at), step, ...others.slice(at)] };
}

export function replaceStep(recipe: RecipeParams, at: number, step: RecipeStep): RecipeParams {
  return { ...recipe, steps: recipe.steps.map((known, i) => (i === at ? step : known)) };
}

export function removeStep(recipe: RecipeParams, at: number): RecipeParams {
  return { ...recipe, steps: recipe.steps.filter((_, i) => i !== at) };
}

/** The recipe with the step at `from` moved to `to`; as it is where that is no place. */
export function moveStep(recipe: RecipeParams, from: number, to: number): RecipeParams {
  if (to < 0 || to >= recipe.steps.length || from === to) return recipe;
  const steps = [...recipe.steps];
  const [moved] = steps.splice(from, 1);
  steps.splice(to, 0, moved);
  return { ...recipe, steps };
}

/** The recipe with these row filters; none at all where the list is empty. */
export function withRows({ rows: _former, ...recipe }: RecipeParams, rows: readonly RowFilter[]): RecipeParams {
  return rows.length === 0 ? recipe : { ...recipe, rows };
}

export function withClassWeights({ classWeights: _former, ...recipe }: RecipeParams, balanced: boolean): RecipeParams {
  return balanced ? { ...recipe, classWeights: 'balanced' } : recipe;
}

/** Whether the two recipes are the same but for the input that they serve. */
export function areSame({ dense, native }: Recipes): boolean {
  return JSON.stringify({ ...dense, input: null }) === JSON.stringify({ ...native, input: null });
}
