import type { Column } from '../table/table.ts';

/** The number that a label stands for ("3", "-1.5", "1e3"), or NaN where it is not written as a plain number. */
export function numberOfLabel(label: string): number {
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(label) ? Number(label) : NaN;
}

/** How often each present value of a column occurs, by its label, in order of first appearance. */
export function labelCounts(column: Column): Map<string, number> {
  const counts = new Map<string, number>();
  if (column.kind === 'category') {
    const byCode = new Uint32Array(column.levels.length);
    const order: number[] = [];
    for (const code of column.codes) if (code >= 0 && byCode[code]++ === 0) order.push(code);
    for (const code of order) counts.set(column.levels[code], byCode[code]);
    return counts;
  }
  if (column.kind === 'text') {
    for (const value of column.values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  }
  const byNumber = new Map<number, number>();
  for (const value of column.values) if (!Number.isNaN(value)) byNumber.set(value, (byNumber.get(value) ?? 0) + 1);
  for (const [value, count] of byNumber) counts.set(String(value), count);
  return counts;
}

/** `labels` in numeric order where all of them are numbers, else in code-unit order. A new array. */
export function sortedLabels(labels: readonly string[]): string[] {
  const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const numbers = new Map(labels.map((label) => [label, numberOfLabel(label)]));
  if ([...numbers.values()].some(Number.isNaN)) return [...labels].sort(byCodeUnit);
  return [...labels].sort((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0) || byCodeUnit(a, b));
}
