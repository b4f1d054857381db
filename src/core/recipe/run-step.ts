import type { Column } from '../table/table.ts';
import type { FittedStep } from './fitted-recipe.ts';
import { transformers } from './registry.ts';
import type { StepKind, WorkColumn } from './transformer.ts';

function transformColumn<K extends StepKind>(kind: K, column: Column, state: unknown): Omit<WorkColumn, 'source'>[] {
  const transform = transformers[kind].transform as (column: Column, state: unknown) => Omit<WorkColumn, 'source'>[];
  return transform(column, state);
}

/** A part of a date may bear the name of another column; their sources tell them apart. */
const keyOf = (source: string, column: string) => JSON.stringify([source, column]);

/** The working columns after one fitted step: those it took are replaced, in place, by what it makes of them. */
export function runStep(step: FittedStep, work: readonly WorkColumn[]): WorkColumn[] {
  const states = new Map<string, unknown>(step.fitted.map(({ source, column, state }) => [keyOf(source, column), state]));
  return work.flatMap((taken) => {
    const key = keyOf(taken.source, taken.column.name);
    if (taken.final || !states.has(key)) return [taken];
    return transformColumn(step.kind, taken.column, states.get(key)).map((produced) => ({ ...produced, source: taken.source }));
  });
}
