import type { ColumnBuilder } from '../../../core/csv/column-builder.ts';
import { parseDatetime } from '../../../core/csv/datetimes.ts';
import { createNumberParser } from '../../../core/csv/numbers.ts';
import type { OpenColumn } from '../../../core/csv/typing.ts';
import type { PlainLayout } from './layout.ts';
import { LevelTable } from './level-table.ts';

/** How the fields of a column are read from bytes: not at all, or as one of these. */
export const skipped = 0;
export const asNumber = 1;
export const asDate = 2;
export const asLevel = 3;
/** Every cell is left to the builder, as a string. */
export const asString = 4;

/** A column as its bytes are read; `kind` may change between runs. */
export interface PlainColumn {
  readonly place: number;
  kind: number;
  readonly builder: ColumnBuilder;
  /** The byte of its decimal mark. */
  readonly decimal: number;
  /** Numbers that mean missing in it. */
  readonly missing: readonly number[];
  readonly levels: LevelTable;
}

/** Whether the column's own parser takes plain numbers for what they say; a format may give them another meaning. */
function readsPlainNumbers(parse: (field: string) => number, decimal: string): boolean {
  return parse('12') === 12 && parse('-3') === -3 && parse('+4 ') === 4 && parse(` 1250${decimal}5`) === 1250.5;
}

function kindOf({ format }: OpenColumn, layout: PlainLayout): number {
  if (format.kind === 'category') return asLevel;
  if (format.kind === 'number') {
    const { decimal } = format.number;
    const isPlain = decimal.charCodeAt(0) !== layout.delimiter && readsPlainNumbers(createNumberParser(format.number), decimal);
    return isPlain ? asNumber : asString;
  }
  const readsIso = format.kind === 'datetime' && parseDatetime('2024-02-29 10:30:05', format.date) === 1_709_202_605_000;
  return readsIso ? asDate : asString;
}

/** The columns of a typing as their bytes are to be read. */
export function plainColumns(open: readonly OpenColumn[], layout: PlainLayout): PlainColumn[] {
  return open.map((column) => {
    const { place, builder, format } = column;
    const parse = createNumberParser(format.number);
    return {
      place,
      builder,
      kind: kindOf(column, layout),
      decimal: format.number.decimal.charCodeAt(0),
      missing: format.missingTokens.map(parse).filter((value) => !Number.isNaN(value)),
      levels: new LevelTable(),
    };
  });
}

/** Stops looking up levels where most of them are new ones anyway: `unknown` of the `rows` of a run. */
export function giveUpLevels(column: PlainColumn, unknown: number, rows: number): void {
  if (column.kind === asLevel && unknown > 500 && unknown > 0.5 * rows) column.kind = asString;
}
