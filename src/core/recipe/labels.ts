import type { Column } from '../table/table.ts';

/** The label of each cell of a column, null where missing; numbers as JavaScript writes them. */
export function labelsOf(column: Column): (string | null)[] {
  if (column.kind === 'category') return Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]));
  if (column.kind === 'text') return column.values.slice();
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value)));
}

/** How often each label occurs, most frequent first, ties in code-unit order. */
export function countLabels(labels: readonly (string | null)[]): { label: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const label of labels) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Array.from(counts, ([label, count]) => ({ label, count })).sort(
    (a, b) => b.count - a.count || compareLabels(a.label, b.label),
  );
}

/** Code-unit order, the same everywhere; negative where `a` comes first. */
export function compareLabels(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
