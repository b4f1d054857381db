import type { BlockTransformer, WorkColumn } from './transformer.ts';

/** The source column that the days are counted from. */
export interface ElapsedState {
  readonly since: string;
}

const dayMs = 86_400_000;
const isStart = (since: string) => ({ source, column }: WorkColumn) => source === since && column.kind === 'datetime';

/** The days from each instant of `from` to that of `to`; NaN where one is missing. */
function daysBetween(from: Float64Array, to: Float64Array): Float64Array {
  return to.map((ms, row) => (ms - from[row]) / dayMs);
}

/**
 * The days from the column `since` to each of the other date-time columns that the step names, negative where the date
 * lies before, as a number after each; the dates themselves stay. Missing where either is missing. Nothing is learned from
 * the rows; where `since` is no date-time column any more, nothing is added.
 */
export const elapsed: BlockTransformer<'elapsed', ElapsedState> = {
  scope: 'block',
  kind: 'elapsed',
  accepts: ['datetime'],
  sources: ({ columns, since }) => [since, ...columns],
  takesFinished: () => false,
  fit: (_columns, { since }) => ({ since }),
  transform(columns, { since }) {
    const start = columns.find(isStart(since))?.column;
    if (start?.kind !== 'datetime') return [...columns];
    return columns.flatMap((taken) => {
      const { column, source } = taken;
      if (column === start || column.kind !== 'datetime') return [taken];
      const values = daysBetween(start.values, column.values);
      return [taken, { column: { kind: 'number', name: `${column.name} days since ${start.name}`, values }, source, final: false }];
    });
  },
};
