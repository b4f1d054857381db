import { contingency } from '../../stats/contingency.ts';
import { quantileOfSorted } from '../../stats/quantile.ts';
import { columnByName, columnLength, type CategoryColumn, type ColumnKind, type Table } from '../../table/table.ts';
import { createRankSpace, informationOfPair, measurePair, type PairInformation } from './measure-pair.ts';
import { isPaired, relationColumn, type PairedColumn } from './relation-column.ts';
import type { Control } from '../../math/control.ts';

const mostPoints = 1000;
const mostGroups = 12;
const trendBins = 20;

/** The numbers of one group of rows: quantiles 5, 25, 50, 75 and 95. */
export interface GroupBox {
  /** The label; null for the rows of all labels that are not listed. */
  readonly label: string | null;
  readonly rows: number;
  readonly quantiles: readonly number[];
}

/** What a pair of columns looks like, in at most a thousand points or some bins. */
export type PairShape =
  | {
      readonly kind: 'numbers';
      /** Evenly spaced among the rows that have both. */
      readonly points: readonly (readonly [number, number])[];
      /** The median of the second column in bins of about equally many rows along the first: [middle, median, rows]. */
      readonly trend: readonly (readonly [number, number, number])[];
    }
  | { readonly kind: 'mixed'; readonly labels: string; readonly numbers: string; readonly groups: readonly GroupBox[] }
  | {
      readonly kind: 'labels';
      /** At most 12 labels a side, most frequent first; null stands for all others together. */
      readonly first: readonly (string | null)[];
      readonly second: readonly (string | null)[];
      /** first × second counts, row-major. */
      readonly counts: readonly number[];
    };

/** Two columns seen together. */
export interface PairDetail extends PairInformation {
  readonly first: { readonly name: string; readonly kind: ColumnKind };
  readonly second: { readonly name: string; readonly kind: ColumnKind };
  /** Rows where both are present. */
  readonly rows: number;
  readonly strength: number;
  readonly shape: PairShape;
}

function numbersTogether(x: Float64Array, y: Float64Array): { rows: number; shape: PairShape } {
  const both: number[] = [];
  for (let row = 0; row < x.length; row++) if (Number.isFinite(x[row]) && Number.isFinite(y[row])) both.push(row);
  const step = Math.max(1, both.length / mostPoints);
  const points = Array.from({ length: Math.min(mostPoints, both.length) }, (_, i) => {
    const row = both[Math.floor(i * step)];
    return [x[row], y[row]] as const;
  });
  const order = Uint32Array.from(both).sort((a, b) => x[a] - x[b]);
  const nBins = Math.max(1, Math.min(trendBins, Math.floor(order.length / 10)));
  const trend: [number, number, number][] = [];
  for (let bin = 0, start = 0; bin < nBins && start < order.length; bin++) {
    let end = Math.max(start + 1, Math.floor(((bin + 1) * order.length) / nBins));
    while (end < order.length && x[order[end]] === x[order[end - 1]]) end++;
    const held = Float64Array.from(order.subarray(start, end), (row) => y[row]).sort();
    trend.push([x[order[(start + end - 1) >> 1]], quantileOfSorted(held, 0.5), end - start]);
    start = end;
  }
  return { rows: both.length, shape: { kind: 'numbers', points, trend } };
}

/** The most frequent labels among `codes` as groups 0, 1, …; all others are the last group where there are any. */
function listedLabels(codes: Int32Array, levels: readonly string[]) {
  const counts = new Uint32Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const order = [...levels.keys()].filter((code) => counts[code] > 0).sort((a, b) => counts[b] - counts[a] || a - b);
  const listed = order.length > mostGroups ? order.slice(0, mostGroups - 1) : order;
  const groupOf = new Int32Array(levels.length).fill(listed.length);
  listed.forEach((code, group) => (groupOf[code] = group));
  const labels: (string | null)[] = listed.map((code) => levels[code]);
  if (listed.length < order.length) labels.push(null);
  return { labels, groups: codes.map((code) => (code < 0 ? -1 : groupOf[code])) };
}

function numbersByLabel(column: CategoryColumn, values: Float64Array, numbers: string): { rows: number; shape: PairShape } {
  const { labels, groups } = listedLabels(column.codes, column.levels);
  const held: number[][] = labels.map(() => []);
  let rows = 0;
  for (let row = 0; row < values.length; row++) {
    if (groups[row] < 0 || !Number.isFinite(values[row])) continue;
    held[groups[row]].push(values[row]);
    rows++;
  }
  const boxes = held.map((own, group) => {
    const sorted = Float64Array.from(own).sort();
    return { label: labels[group], rows: sorted.length, quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => quantileOfSorted(sorted, p)) };
  });
  return { rows, shape: { kind: 'mixed', labels: column.name, numbers, groups: boxes.filter((box) => box.rows > 0) } };
}

function labelsTogether(a: CategoryColumn, b: CategoryColumn): { rows: number; shape: PairShape } {
  const first = listedLabels(a.codes, a.levels);
  const second = listedLabels(b.codes, b.levels);
  const table = contingency(first.groups, first.labels.length, second.groups, second.labels.length);
  const counts = new Array<number>(first.labels.length * second.labels.length).fill(0);
  table.counts.forEach((count, i) => (counts[table.rows[i] * second.labels.length + table.columns[i]] = count));
  return { rows: table.n, shape: { kind: 'labels', first: first.labels, second: second.labels, counts } };
}

function shapeOf(a: PairedColumn, b: PairedColumn) {
  if (a.kind === 'category') return b.kind === 'category' ? labelsTogether(a, b) : numbersByLabel(a, b.values, b.name);
  return b.kind === 'category' ? numbersByLabel(b, a.values, a.name) : numbersTogether(a.values, b.values);
}

/**
 * Two columns seen together, over all rows that have both (and, for numbers, finite ones). Null where one of them is free
 * text. Throws ColumnNotFound, Cancelled.
 */
export async function describePair(table: Table, firstName: string, secondName: string, control: Control): Promise<PairDetail | null> {
  const a = columnByName(table, firstName);
  const b = columnByName(table, secondName);
  if (!isPaired(a) || !isPaired(b)) return null;
  const first = await relationColumn(a, control);
  const second = await relationColumn(b, control);
  const strength = measurePair(first, second, createRankSpace(columnLength(a)));
  await control.breathe();
  const { rows, shape } = shapeOf(a, b);
  return { first: { name: a.name, kind: a.kind }, second: { name: b.name, kind: b.kind }, rows, strength, ...informationOfPair(first, second), shape };
}
