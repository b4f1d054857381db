import type { ColumnBuilder } from '../../../core/csv/column-builder.ts';
import { parseDatetime } from '../../../core/csv/datetimes.ts';
import { createNumberParser } from '../../../core/csv/numbers.ts';
import type { OpenColumn } from '../../../core/csv/typing.ts';
import { DateReader } from './date-reader.ts';
import type { PlainLayout } from './layout.ts';
import { LevelTable } from './level-table.ts';
import { NumberReader } from './number-reader.ts';

/** How the fields of a column are read from bytes. */
export const skipped = 0;
export const asNumber = 1;
export const asDate = 2;
export const asLevel = 3;
/** Every cell is left to the builder, as a string. */
export const asString = 4;

/** A column as its bytes are read; `kind` may change between runs. */
export interface PlainColumn {
  kind: number;
  readonly builder: ColumnBuilder | null;
  readonly reader: NumberReader | DateReader | null;
  readonly levels: LevelTable;
  /** Numbers that mean missing in this column. */
  readonly missing: Float64Array;
}

const noNumbers = new Float64Array(0);

/** Whether the column's own parser takes plain numbers for what they say; a format may give them another meaning. */
function readsPlainNumbers(parse: (field: string) => number, decimal: string): boolean {
  return parse('12') === 12 && parse('-3') === -3 && parse(` 1250${decimal}5`) === 1250.5;
}

function kindOf({ format }: OpenColumn, layout: PlainLayout): number {
  if (format.kind === 'category') return asLevel;
  if (format.kind === 'number') {
    const { decimal } = format.number;
    return decimal.charCodeAt(0) !== layout.delimiter && readsPlainNumbers(createNumberParser(format.number), decimal) ? asNumber : asString;
  }
  if (format.kind === 'datetime' && parseDatetime('2024-02-29 10:30:05', format.date) === 1_709_202_605_000) return asDate;
  return asString;
}

/** The columns of a record by place, those that `open` does not name skipped. */
export function plainColumns(open: readonly OpenColumn[], width: number, layout: PlainLayout): PlainColumn[] {
  const columns = Array.from({ length: width }, (): PlainColumn => {
    return { kind: skipped, builder: null, reader: null, levels: new LevelTable(), missing: noNumbers };
  });
  for (const column of open) {
    const { format, builder } = column;
    const kind = kindOf(column, layout);
    const numeric = kind === asNumber ? new NumberReader(format.number.decimal.charCodeAt(0)) : null;
    const parse = createNumberParser(format.number);
    const missing = kind === asNumber ? format.missingTokens.map(parse).filter((value) => !Number.isNaN(value)) : [];
    columns[column.place] = {
      kind,
      builder,
      reader: kind === asDate ? new DateReader() : numeric,
      levels: new LevelTable(),
      missing: Float64Array.from(missing),
    };
  }
  return columns;
}
