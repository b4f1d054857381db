import type { FittedStep, TakenColumn } from './fitted-recipe.ts';
import { transformerOf } from './registry.ts';
import type { Produced, WorkColumn } from './transformer.ts';

/** A part of a date may bear the name of another column; their sources tell them apart. */
const keyOf = ({ source, column }: TakenColumn) => JSON.stringify([source, column]);
const keyOfWork = ({ source, column, final }: WorkColumn) => keyOf({ source, column: column.name }) + (final ? '!' : '');

/** The working columns with each one that `states` knows replaced, in place, by what `make` makes of it. */
export function replaceEach<State>(
  work: readonly WorkColumn[],
  states: readonly (TakenColumn & { readonly state: State })[],
  make: (taken: WorkColumn, state: State) => Produced[],
): WorkColumn[] {
  const byKey = new Map(states.map((known) => [keyOf(known), known]));
  return work.flatMap((taken) => {
    const known = taken.final ? undefined : byKey.get(keyOfWork(taken));
    return known === undefined ? [taken] : make(taken, known.state).map((produced) => ({ ...produced, source: taken.source }));
  });
}

/** The working columns with all of `taken` gone and `produced` in the place of the first; in place of none, at the end. */
export function replaceBlock(work: readonly WorkColumn[], taken: readonly WorkColumn[], produced: readonly WorkColumn[]): WorkColumn[] {
  const gone = new Set(taken);
  const at = work.findIndex((column) => gone.has(column));
  const before = at < 0 ? work : work.slice(0, at);
  return [...before, ...produced, ...(at < 0 ? [] : work.slice(at).filter((column) => !gone.has(column)))];
}

/** The working columns after one fitted step: those it took are replaced by what it makes of them. */
export function runStep(step: FittedStep, work: readonly WorkColumn[]): WorkColumn[] {
  const transformer = transformerOf(step.kind);
  if (transformer.scope === 'column') {
    return replaceEach<unknown>(work, step.fitted ?? [], ({ column }, state) => transformer.transform(column, state));
  }
  if (!step.block) return [...work];
  const { taken, state } = step.block;
  const byKey = new Map(work.map((column) => [keyOfWork(column), column]));
  const columns = taken.flatMap((wanted) => byKey.get(keyOf(wanted)) ?? byKey.get(`${keyOf(wanted)}!`) ?? []);
  return replaceBlock(work, columns, transformer.transform(columns, state));
}
