import type { Column } from '../table/table.ts';
import { labelCounts, sortedLabels } from './labels.ts';
import { inClassOrder } from './class-order.ts';
import type { ProblemDefinition } from './problem.ts';
import { bandOf, labelUnder } from './reframing.ts';

type Framed = Pick<ProblemDefinition, 'reframing' | 'classOrder'>;

/** How many rows each class of the restated target has, by label; a column of other than numbers has no bands. */
export function classCounts(column: Column, { reframing }: Framed): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (label: string, count: number) => counts.set(label, (counts.get(label) ?? 0) + count);
  if (reframing?.kind === 'bands') {
    if (column.kind === 'number') for (const value of column.values) if (!Number.isNaN(value)) add(bandOf(reframing, value), 1);
    return counts;
  }
  for (const [label, count] of labelCounts(column)) add(labelUnder(reframing, label), count);
  return counts;
}

/** The classes that occur, in the problem's order where it has one, bands in theirs, else sorted as labels are. */
export function classesUnder(counts: ReadonlyMap<string, number>, { reframing, classOrder }: Framed): string[] {
  const found = [...counts.keys()];
  if (reframing?.kind === 'bands') return reframing.labels.filter((label) => counts.has(label));
  return classOrder ? inClassOrder(sortedLabels(found), classOrder) : sortedLabels(found);
}

/**
 * The index among the problem's classes of each row of `column`: -1 where the cell is missing, -2 where its label is no
 * class of the problem. Labels count under what they were merged into, numbers by their band.
 */
export function classIndices(column: Column, { classes, reframing }: Pick<ProblemDefinition, 'classes' | 'reframing'>): Int32Array {
  const indexOf = new Map(classes.map((label, index) => [label, index]));
  const find = (label: string) => indexOf.get(labelUnder(reframing, label)) ?? -2;
  if (column.kind === 'category') {
    const byCode = column.levels.map(find);
    return column.codes.map((code) => (code < 0 ? -1 : byCode[code]));
  }
  if (column.kind === 'text') return Int32Array.from(column.values, (value) => (value === null ? -1 : find(value)));
  const indexed = (value: number) => (reframing?.kind === 'bands' ? (indexOf.get(bandOf(reframing, value)) ?? -2) : find(String(value)));
  return Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : indexed(value)));
}

/** The label of the first row with a class that the problem does not know (-2 in `indices`), or null. */
export function unknownLabel(column: Column, indices: Int32Array): string | null {
  const row = indices.indexOf(-2);
  if (row < 0) return null;
  if (column.kind === 'category') return column.levels[column.codes[row]];
  return String(column.values[row]);
}
