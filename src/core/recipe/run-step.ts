import type { Column } from '../table/table.ts';
import type { FittedStep } from './fitted-recipe.ts';
import { transformers } from './registry.ts';
import type { StepKind, WorkColumn } from './transformer.ts';

function transformColumn<K extends StepKind>(kind: K, column: Column, state: unknown): Omit<WorkColumn, 'source'>[] {
  const transform = transformers[kind].transform as (column: Column, state: unknown) => Omit<WorkColumn, 'source'>[];
  return transform(column, state);
}

/** The working columns after one fitted step: those it took are replaced, in place, by what it makes of them. */
export function runStep(step: FittedStep, work: readonly WorkColumn[]): WorkColumn[] {
  const states = new Map<string, unknown>(step.fitted.map(({ column, state }) => [column, state]));
  return work.flatMap((column) => {
    if (column.final || !states.has(column.column.name)) return [column];
    const state = states.get(column.column.name);
    return transformColumn(step.kind, column.column, state).map((produced) => ({ ...produced, source: column.source }));
  });
}
