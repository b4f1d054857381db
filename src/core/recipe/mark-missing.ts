import { parseDatetime } from '../csv/datetimes.ts';
import type { ColumnTransformer } from './transformer.ts';

/** The cells that count as missing: numbers (instants in milliseconds), or labels without the spaces around them. */
export type MarkMissingState =
  | { readonly kind: 'numbers'; readonly values: readonly number[] }
  | { readonly kind: 'labels'; readonly values: readonly string[] };

function withoutValues(values: Float64Array, marked: readonly number[]): Float64Array {
  const gone = new Set(marked);
  return values.map((value) => (gone.has(value) ? NaN : value));
}

/**
 * Takes cells as missing that hold one of the step's `values`: a number column compares them as numbers ("-1" is "-1.0"),
 * a date-time column as year-first instants, the others as labels, spaces around them aside. Values that cannot be read
 * as the column's kind mark nothing. Nothing is learned from the rows.
 */
export const markMissing: ColumnTransformer<'mark-missing', MarkMissingState> = {
  scope: 'column',
  kind: 'mark-missing',
  accepts: ['number', 'category', 'text', 'datetime'],
  fit({ kind }, { values }) {
    const texts = values.map((value) => value.trim());
    if (kind === 'category' || kind === 'text') return { kind: 'labels', values: texts };
    const read = (text: string) => (kind === 'datetime' ? parseDatetime(text, 'ymd') : text === '' ? NaN : Number(text));
    return { kind: 'numbers', values: texts.map(read).filter((value) => Number.isFinite(value)) };
  },
  transform(column, state) {
    const as = (changed: typeof column) => [{ column: changed, final: false }];
    if (state.kind === 'numbers') {
      if (column.kind !== 'number' && column.kind !== 'datetime') return as(column);
      return as({ ...column, values: withoutValues(column.values, state.values) });
    }
    const gone = new Set(state.values);
    if (column.kind === 'category') {
      const marked = column.levels.map((level) => gone.has(level.trim()));
      return as({ ...column, codes: column.codes.map((code) => (code >= 0 && marked[code] ? -1 : code)) });
    }
    if (column.kind !== 'text') return as(column);
    return as({ ...column, values: column.values.map((value) => (value !== null && gone.has(value.trim()) ? null : value)) });
  },
};
