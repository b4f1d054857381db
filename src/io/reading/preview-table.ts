import { uniqueNames } from '../../core/csv/header-names.ts';
import { inferFormats } from '../../core/csv/infer-formats.ts';
import type { ColumnFormat, Dialect, ReadingOptions, RejectedRow, SourceForm } from '../../core/csv/reading.ts';
import { partOf, type Control } from '../../core/math/control.ts';
import { openRows } from './open-rows.ts';
import { withWritten } from './read-table.ts';
import type { RowBatch } from './row-source.ts';
import { unpack } from './unpack.ts';

/** Rows that kinds and formats of a preview are inferred from. */
const rowsLookedAt = 2000;

/** The beginning of a source as it would be read under some options. */
export interface ReadingPreview {
  readonly dialect: Dialect;
  readonly form: Pick<SourceForm, 'format' | 'packing' | 'sheets'>;
  /** The names of its files. */
  readonly members: readonly string[];
  /** How the columns would be called and typed, judged by the first rows alone. */
  readonly formats: readonly ColumnFormat[];
  /** The first rows as texts, and the line each begins on. */
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  /** The rows among the first ones that would be rejected. */
  readonly rejected: readonly RejectedRow[];
}

function taken(batches: readonly RowBatch[], rows: number): RowBatch {
  return {
    records: batches.flatMap(({ records }) => records).slice(0, rows),
    lines: batches.flatMap(({ lines }) => lines).slice(0, rows),
  };
}

/**
 * The first `rows` rows of a source's first file as they would be read, without reading more of it than that needs. Throws
 * what reading it throws, where that shows in the beginning.
 */
export async function previewTable(
  source: Blob,
  fileName: string,
  options: ReadingOptions,
  control: Control,
  rows = 50,
): Promise<ReadingPreview> {
  const { packing, members } = await unpack(source, fileName, partOf(control, 0, 0.5));
  const opened = await openRows(members[0], options, true, partOf(control, 0.5, 1));
  const batches: RowBatch[] = [];
  let seen = 0;
  for await (const batch of opened.rows(control)) {
    batches.push(batch);
    seen += batch.records.length;
    if (seen >= rowsLookedAt) break;
  }
  const looked = taken(batches, rowsLookedAt);
  const { names } = uniqueNames(opened.header);
  const shown = taken([looked], rows);
  const lastLine = shown.lines.at(-1) ?? Infinity;
  return {
    dialect: opened.dialect,
    form: { format: opened.format, packing, sheets: opened.sheets },
    members: members.map(({ name }) => name),
    formats: inferFormats(names, looked.records, withWritten(options, opened), opened.dialect.delimiter),
    rows: shown.records,
    lines: shown.lines,
    rejected: opened.counts().rejectedRows.filter(({ line }) => line <= lastLine),
  };
}
