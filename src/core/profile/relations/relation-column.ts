import { Cancelled, type Control } from '../../math/control.ts';
import { sortRows } from '../../stats/sort-rows.ts';
import type { CategoryColumn, Column, DatetimeColumn, NumberColumn } from '../../table/table.ts';

/** A column that pairs are made of. Free text is none. */
export type PairedColumn = NumberColumn | DatetimeColumn | CategoryColumn;

/** A code in `bins` that stands for a missing cell comes after the others: it is `nBins`. */
interface Binned {
  readonly name: string;
  readonly missing: number;
  /** Quantile bins of numbers, or the most frequent labels with the rest together; for information. */
  readonly bins: Uint8Array;
  readonly nBins: number;
}

/** A column of numbers or instants, worked out once for all pairs. */
export interface RankedColumn extends Binned {
  readonly kind: 'number' | 'datetime';
  readonly values: Float64Array;
  /** The mean of the finite values, or 0 where there are none. */
  readonly centre: number;
  /** Ranks among the present values less their mean, equal values sharing a rank; NaN where missing. Multiples of a half. */
  readonly ranks: Float32Array;
  /** The sum of the squared centred ranks. */
  readonly squares: number;
}

/** A column of labels, worked out once for all pairs. */
export interface LabelledColumn extends Binned {
  readonly kind: 'category';
  readonly codes: Int32Array;
  readonly nLevels: number;
}

export type RelationColumn = RankedColumn | LabelledColumn;

/** Labels told apart when information is measured; the others are one. */
const mostLabelBins = 30;

/** Quantile bins of a column of numbers for n rows: at most 10, and about ten rows for each pair of them. */
export function informationBins(nRows: number): number {
  return Math.max(2, Math.min(10, Math.floor(Math.sqrt(nRows / 10))));
}

/** Ranks given between two breaths. */
const rowsABreath = 200_000;

async function rankedColumn({ kind, name, values }: NumberColumn | DatetimeColumn, control: Control): Promise<RankedColumn> {
  const order = await sortRows(values, control);
  await control.breathe();
  const present = order.length;
  const ranks = new Float32Array(values.length).fill(NaN);
  const nBins = informationBins(present);
  const bins = new Uint8Array(values.length).fill(nBins);
  const middle = (present + 1) / 2;
  let squares = 0;
  let sum = 0;
  let finite = 0;
  let breathed = 0;
  for (let start = 0; start < present; ) {
    if (start - breathed >= rowsABreath) {
      breathed = start;
      await control.breathe();
    }
    const value = values[order[start]];
    let end = start + 1;
    while (end < present && values[order[end]] === value) end++;
    const rank = (start + 1 + end) / 2;
    const bin = Math.min(nBins - 1, Math.floor(((rank - 0.5) * nBins) / present));
    for (let at = start; at < end; at++) {
      ranks[order[at]] = rank - middle;
      bins[order[at]] = bin;
    }
    squares += (end - start) * (rank - middle) ** 2;
    if (Number.isFinite(value)) {
      sum += value * (end - start);
      finite += end - start;
    }
    start = end;
  }
  const mean = sum / Math.max(1, finite);
  return { kind, name, values, missing: values.length - present, centre: Number.isFinite(mean) ? mean : 0, ranks, squares, bins, nBins };
}

function labelledColumn({ kind, name, codes, levels }: CategoryColumn): LabelledColumn {
  const counts = new Uint32Array(levels.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]++;
  }
  const byCount = Uint32Array.from(levels.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
  const pooled = levels.length > mostLabelBins;
  const nBins = Math.max(1, pooled ? mostLabelBins : levels.length);
  const binOf = new Uint8Array(levels.length).fill(nBins - 1);
  byCount.subarray(0, pooled ? nBins - 1 : nBins).forEach((code, bin) => (binOf[code] = bin));
  const bins = Uint8Array.from(codes, (code) => (code < 0 ? nBins : binOf[code]));
  return { kind, name, codes, nLevels: levels.length, missing, bins, nBins };
}

/** Whether pairs can be made of the column. */
export function isPaired(column: Column): column is PairedColumn {
  return column.kind !== 'text';
}

/** What all pairs of the column need, in some ten bytes a row; throws Cancelled. */
export async function relationColumn(column: PairedColumn, control: Control): Promise<RelationColumn> {
  await control.breathe();
  if (control.cancelled()) throw new Cancelled();
  return column.kind === 'category' ? labelledColumn(column) : rankedColumn(column, control);
}
