import type { Column } from '../table/table.ts';

/** The cells of a column as codes into its distinct labels, -1 where missing. */
export interface CodedLabels {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** The labels of a column of any kind; numbers as JavaScript writes them. Labels may be listed that no cell has. */
export function labelsOf(column: Column): CodedLabels {
  if (column.kind === 'category') return { codes: column.codes, labels: column.levels };
  const codeOf = new Map<string | number, number>();
  const codes = new Int32Array(column.values.length);
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row];
    if (value === null || Number.isNaN(value)) {
      codes[row] = -1;
      continue;
    }
    const known = codeOf.get(value) ?? codeOf.size;
    if (known === codeOf.size) codeOf.set(value, known);
    codes[row] = known;
  }
  return { codes, labels: Array.from(codeOf.keys(), String) };
}

/** How often each label occurs, most frequent first, ties in code-unit order; labels that no cell has are left out. */
export function countLabels({ codes, labels }: CodedLabels): { label: string; count: number }[] {
  const counts = new Uint32Array(labels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  return labels
    .map((label, code) => ({ label, count: counts[code] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || compareLabels(a.label, b.label));
}

/** The position in `levels` of each label of the column, `unknown` where it has none. */
export function positionsIn(levels: readonly string[], labels: readonly string[], unknown: number): Int32Array {
  const positionOf = new Map(levels.map((level, position) => [level, position]));
  return Int32Array.from(labels, (label) => positionOf.get(label) ?? unknown);
}

/** Code-unit order, the same everywhere; negative where `a` comes first. */
export function compareLabels(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
