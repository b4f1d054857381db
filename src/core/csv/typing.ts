import type { Column } from '../table/table.ts';
import { createColumnBuilder, type BuiltColumn, type ColumnBuilder } from './column-builder.ts';
import { withDateOrderSeen } from './infer-date-order.ts';
import { countFilled, inferDecimalHint, inferFormat, kindSet, type InferenceContext } from './infer-formats.ts';
import type { FieldCounts } from './infer-number-format.ts';
import { defaultMissingTokens } from './missing-tokens.ts';
import type { ColumnFormat, Contradictions, Dialect, ReadingOptions } from './reading.ts';
import { freeTextOf, giveUp, reviseFormat } from './revise-format.ts';

/** Rows that formats are inferred from. */
const usualSample = 4000;

export interface TypedColumn {
  readonly format: ColumnFormat;
  readonly column: Column;
  readonly contradictions: Contradictions;
  /** Cells that are missing for what stands in them, by token. */
  readonly marks: ReadonlyMap<string, number>;
}

/** What one pass over the records gave. */
export interface TypingPass {
  readonly nRows: number;
  readonly columns: readonly TypedColumn[];
  /** Formats of the columns, by place, that the records have to be gone through again for; empty when all is settled. */
  readonly again: ReadonlyMap<number, ColumnFormat>;
}

/** A column that is being typed: its place among the fields of a record, and what takes its cells. */
export interface OpenColumn {
  readonly place: number;
  readonly format: ColumnFormat;
  readonly builder: ColumnBuilder;
}

/** Takes the records of a file in order and types all columns at once. */
export interface Typing {
  /** Records as long as the names, and the physical line that each begins on. */
  append(records: readonly (readonly string[])[], lines: ArrayLike<number>): void;
  /** The columns, once their formats are known; null before. All of their builders have taken the same number of rows. */
  readonly open: readonly OpenColumn[] | null;
  finish(): TypingPass;
}

interface SampledColumn extends OpenColumn {
  readonly sample: FieldCounts;
}

/**
 * A first pass: infers formats from the first rows, types all of them, and says which columns turned out otherwise. Then
 * `createNextTyping` goes through the same records again for those alone. What comes behind the first `sampleRows` rows can
 * still revise what they promised.
 */
export function createTyping(
  names: readonly string[],
  options: Pick<ReadingOptions, 'kinds' | 'missingTokens' | 'formats'>,
  delimiter: Dialect['delimiter'],
  sampleRows: number = usualSample,
): Typing {
  let waiting: { records: (readonly string[])[]; lines: number[] } | null = { records: [], lines: [] };
  let columns: SampledColumn[] = [];
  let context: InferenceContext = { options, hint: 'none' };

  const open = (records: readonly (readonly string[])[], lines: readonly number[]) => {
    const tokens = options.missingTokens ?? defaultMissingTokens;
    const samples = names.map((_, place) =>
      countFilled(
        records.map((record) => record[place]),
        tokens,
      ),
    );
    context = { options, hint: inferDecimalHint(samples, { options }, delimiter) };
    columns = names.map((name, place) => {
      const format = inferFormat(name, samples[place], context);
      // Whether a column is free text is decided on all of it, from its labels.
      const provisional = format.kind === 'text' && kindSet(options.kinds, name) === undefined;
      const opened: ColumnFormat = provisional ? { ...format, kind: 'category' } : format;
      return { place, format: opened, builder: createColumnBuilder(opened), sample: samples[place] };
    });
    addAll(columns, records, lines, 0);
  };

  return {
    append(records, lines) {
      if (!waiting) return addAll(columns, records, lines, 0);
      let row = 0;
      for (; row < records.length && waiting.records.length < sampleRows; row++) {
        waiting.records.push(records[row]);
        waiting.lines.push(lines[row]);
      }
      if (waiting.records.length < sampleRows) return;
      open(waiting.records, waiting.lines);
      waiting = null;
      addAll(columns, records, lines, row);
    },
    get open() {
      return waiting ? null : columns;
    },
    finish() {
      if (waiting) open(waiting.records, waiting.lines);
      waiting = null;
      const built = columns.map((column) => ({ ...column, built: column.builder.finish() }));
      const again = new Map<number, ColumnFormat>();
      for (const { place, format, built: done, sample } of built) {
        if (kindSet(options.kinds, format.name) !== undefined) continue;
        const revised = reviseFormat(format, done, sample, context);
        if (revised) again.set(place, revised);
      }
      const nRows = columns.length === 0 ? 0 : columns[0].builder.length;
      return { nRows, columns: built.map(({ format, built: done }) => settle(format, done, options)), again };
    },
  };
}

/** A later pass over the same records: types only the columns that the former pass named, and keeps its other ones. */
export function createNextTyping(former: TypingPass, options: Pick<ReadingOptions, 'kinds' | 'missingTokens' | 'formats'>): Typing {
  const columns = [...former.again].map(([place, format]) => {
    return { place, format, builder: createColumnBuilder(format) };
  });
  return {
    append: (records, lines) => addAll(columns, records, lines, 0),
    open: columns,
    finish() {
      const settled = [...former.columns];
      const again = new Map<number, ColumnFormat>();
      for (const { place, format, builder } of columns) {
        const done = builder.finish();
        settled[place] = settle(format, done, options);
        const labels = giveUp(format, done, { options, hint: 'none' });
        if (labels) again.set(place, labels);
      }
      return { nRows: columns.length === 0 ? former.nRows : columns[0].builder.length, columns: settled, again };
    },
  };
}

function addAll(
  columns: readonly OpenColumn[],
  records: readonly (readonly string[])[],
  lines: ArrayLike<number>,
  from: number,
): void {
  for (const { place, builder } of columns) {
    for (let row = from; row < records.length; row++) builder.add(records[row][place], lines[row]);
  }
}

function settle(format: ColumnFormat, built: BuiltColumn, options: Pick<ReadingOptions, 'kinds'>): TypedColumn {
  const { column, contradictions, marks } = built;
  if (column.kind === 'category' && kindSet(options.kinds, format.name) === undefined) {
    const values = freeTextOf(column);
    if (values) {
      return {
        format: { ...format, kind: 'text' },
        column: { kind: 'text', name: format.name, values },
        contradictions,
        marks,
      };
    }
  }
  const settled = column.kind === 'datetime' ? withDateOrderSeen(format, column.values) : format;
  return { format: settled, column, contradictions, marks };
}
