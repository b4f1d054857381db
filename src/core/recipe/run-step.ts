import type { FittedStep, TakenColumn } from './fitted-recipe.ts';
import { StepColumnGone } from './recipe-errors.ts';
import { transformerOf } from './registry.ts';
import type { Produced, StepKind, WorkColumn } from './transformer.ts';

/** A part of a date may bear the name of another column; their sources tell them apart. */
const keyOf = ({ source, column }: TakenColumn) => JSON.stringify([source, column]);
const keyOfWork = ({ source, column }: WorkColumn) => keyOf({ source, column: column.name });

/** The columns with a number after each name that an earlier one of the same source bears, so that steps can tell them apart. */
function distinct(work: readonly WorkColumn[]): WorkColumn[] {
  const known = new Set<string>();
  return work.map((one) => {
    const { source, column } = one;
    let { name } = column;
    for (let i = 2; known.has(keyOf({ source, column: name })); i++) name = `${column.name} (${i})`;
    known.add(keyOf({ source, column: name }));
    return name === column.name ? one : { ...one, column: { ...column, name } };
  });
}

/**
 * The working columns with each one that `states` knows replaced, in place, by what `make` makes of it. Throws StepColumnGone
 * where one of them is not there.
 */
export function replaceEach<State>(
  kind: StepKind,
  work: readonly WorkColumn[],
  states: readonly (TakenColumn & { readonly state: State })[],
  make: (taken: WorkColumn, state: State) => Produced[],
): WorkColumn[] {
  const byKey = new Map(states.map((known) => [keyOf(known), known]));
  const replaced = work.flatMap((taken) => {
    const known = taken.final ? undefined : byKey.get(keyOfWork(taken));
    if (known === undefined) return [taken];
    byKey.delete(keyOf(known));
    return make(taken, known.state).map((produced) => ({ ...produced, source: taken.source }));
  });
  for (const { column } of byKey.values()) throw new StepColumnGone(kind, column);
  return distinct(replaced);
}

/** The working columns with all of `taken` gone and `produced` in the place of the first; in place of none, at the end. */
export function replaceBlock(work: readonly WorkColumn[], taken: readonly WorkColumn[], produced: readonly WorkColumn[]): WorkColumn[] {
  const gone = new Set(taken);
  const at = work.findIndex((column) => gone.has(column));
  const before = at < 0 ? work : work.slice(0, at);
  return distinct([...before, ...produced, ...(at < 0 ? [] : work.slice(at).filter((column) => !gone.has(column)))]);
}

/** The working columns after one fitted step: those it took are replaced by what it makes of them. Throws StepColumnGone. */
export function runStep(step: FittedStep, work: readonly WorkColumn[]): WorkColumn[] {
  const transformer = transformerOf(step.kind);
  if (transformer.scope === 'column') {
    return replaceEach<unknown>(step.kind, work, step.fitted ?? [], ({ column }, state) => transformer.transform(column, state));
  }
  if (!step.block) return [...work];
  const { taken, state } = step.block;
  const byKey = new Map(work.map((column) => [keyOfWork(column), column]));
  const columns = taken.map((wanted) => {
    const found = byKey.get(keyOf(wanted));
    if (!found) throw new StepColumnGone(step.kind, wanted.column);
    return found;
  });
  return replaceBlock(work, columns, transformer.transform(columns, state));
}
