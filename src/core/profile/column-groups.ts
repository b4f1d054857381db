import { columnLength, type Column } from '../table/table.ts';
import { sortedPresent } from './numeric-summary.ts';

/** Each row's group by what a column holds; group 0 is "missing". */
export interface ColumnGroups {
  readonly groups: Int32Array;
  readonly count: number;
}

/** A text column as codes into its distinct values, -1 where missing, in order of first appearance. */
export function encodeText(values: readonly (string | null)[]): { codes: Int32Array; levels: string[] } {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(values.length).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null) continue;
    const known = codeOf.get(value);
    codes[row] = known ?? codeOf.size;
    if (known === undefined) codeOf.set(value, codeOf.size);
  }
  return { codes, levels: [...codeOf.keys()] };
}

/** Groups of a column of labels given as codes: one a label. */
export function groupsOfCodes(codes: Int32Array, nLevels: number): ColumnGroups {
  return { groups: codes.map((code) => code + 1), count: nLevels + 1 };
}

/** The most quantile bins of a number column: about the root of its rows, between 4 and 200. */
function binsFor(nValues: number): number {
  return Math.max(4, Math.min(200, Math.round(Math.sqrt(nValues))));
}

/** Ascending cut points of about equally filled bins of ascending `sorted`; each distinct value apart where they are few. */
function cutPoints(sorted: Float64Array): Float64Array {
  const nBins = binsFor(sorted.length);
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length <= nBins; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]);
  }
  if (distinct.length <= nBins) return Float64Array.from(distinct.slice(1));
  const cuts: number[] = [];
  for (let bin = 1; bin < nBins; bin++) {
    const cut = sorted[Math.floor((bin * sorted.length) / nBins)];
    if (cut !== cuts.at(-1) && cut > sorted[0]) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

/** Groups of a column of numbers: quantile bins, given its present values in ascending order. */
export function groupsOfNumbers(values: Float64Array, sorted: Float64Array): ColumnGroups {
  const cuts = cutPoints(sorted);
  const groups = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cuts[middle] <= value) low = middle + 1;
      else high = middle;
    }
    groups[row] = low + 1;
  }
  return { groups, count: cuts.length + 2 };
}

/** Groups of any column, as association with the target sees it. */
export function groupsOf(column: Column): ColumnGroups {
  if (columnLength(column) === 0) return { groups: new Int32Array(0), count: 1 };
  if (column.kind === 'category') return groupsOfCodes(column.codes, column.levels.length);
  if (column.kind === 'text') {
    const { codes, levels } = encodeText(column.values);
    return groupsOfCodes(codes, levels.length);
  }
  return groupsOfNumbers(column.values, sortedPresent(column.values));
}
