import type { TargetValues } from '../metrics/predictions.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { trainTable } from '../split/train-table.ts';
import type { TrainTable } from '../split/split.ts';
import type { Column, ColumnSchema, Table } from '../table/table.ts';
import type { RecipeStep } from './steps.ts';

const nRows = 12;
const dayMs = 86_400_000;
const rows = Array.from({ length: nRows }, (_, row) => row);

/** A column of a kind, with a gap in every third row if `gaps`; `labels` differ between the rows fitted on and later ones. */
function madeUp({ name, kind }: ColumnSchema, at: number, gaps: boolean, label: string): Column {
  const isGap = (row: number) => gaps && (row + at) % 3 === 0;
  const number = (row: number) => (isGap(row) ? NaN : ((row * 7 + at * 5) % 11) + at);
  const word = (row: number) => (isGap(row) ? null : `${label} ${(row + at) % 4}`);
  if (kind === 'number') return { kind, name, values: Float64Array.from(rows, number) };
  if (kind === 'datetime') return { kind, name, values: Float64Array.from(rows, (row) => number(row) * 1.3 * dayMs) };
  if (kind === 'text') return { kind, name, values: rows.map(word) };
  const levels = [0, 1, 2, 3].map((i) => `${label} ${i}`);
  return { kind, name, levels, codes: Int32Array.from(rows, (row) => (isGap(row) ? -1 : (row + at) % 4)) };
}

/** Twelve rows to try a recipe on: columns of these kinds, those in `missing` with gaps. */
export function madeUpRows(schema: readonly ColumnSchema[], missing: ReadonlySet<string>): TrainTable {
  const columns = schema.map((column, at) => madeUp(column, at, missing.has(column.name), 'label'));
  return trainTable({ nRows, columns }, Uint32Array.from(rows));
}

/** Twelve rows that might come later: gaps in every column, and labels that were not there before. */
export function madeUpLaterRows(schema: readonly ColumnSchema[]): Table {
  return { nRows, columns: schema.map((column, at) => madeUp(column, at, true, 'another')) };
}

/** A target of the problem's task for the twelve rows; null without a problem. */
export function madeUpTarget(problem: ProblemDefinition | null): TargetValues | null {
  if (problem === null) return null;
  if (problem.task === 'regression') return { kind: 'number', values: Float64Array.from(rows, (row) => row * row) };
  const classes = problem.classes.length > 0 ? problem.classes : ['no', 'yes'];
  return { kind: 'classes', classes, codes: Int32Array.from(rows, (row) => row % Math.min(classes.length, 4)) };
}

/** The same step, sparing: made small where the made-up rows cannot tell, and null where what it does hangs on real rows. */
export function madeUpStep(step: RecipeStep): RecipeStep | null {
  if (step.kind === 'select') return null;
  if (step.kind === 'tfidf') return { ...step, minFrequency: 1, maxFeatures: 3, ngramRange: [1, 1] };
  if (step.kind === 'hash') return { ...step, nFeatures: 2 };
  if (step.kind === 'pca') return { ...step, nComponents: 2 };
  if (step.kind === 'interact') return { ...step, columns: step.columns.slice(0, 8) };
  return step;
}
