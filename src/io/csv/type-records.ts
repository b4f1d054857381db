import { uniqueNames } from '../../core/csv/header-names.ts';
import type { Accounting, Dialect, Reading, ReadingOptions } from '../../core/csv/reading.ts';
import { createNextTyping, createTyping, type OpenColumn, type TypedColumn, type Typing, type TypingPass } from '../../core/csv/typing.ts';
import { Cancelled, type Control } from '../../core/math/control.ts';
import type { Table } from '../../core/table/table.ts';
import { AllRowsRejected, EmptyFile, FileChanged, HeaderOnly } from './errors.ts';
import type { RecordBatch } from './record-cutter.ts';
import { createRecordSieve, type RecordSieve } from './record-sieve.ts';

/** Where a source that knows how writes rows itself, between its batches, instead of giving their records. */
export interface DirectRows {
  /** The columns that are being typed, once their formats are known; null before. */
  readonly columns: readonly OpenColumn[] | null;
  /** Fields of a record; 0 before the header is known. */
  readonly width: number;
  /** Rows kept so far. */
  readonly rows: number;
  /** Says that so many rows were written into the builders of all columns. */
  wrote(rows: number): void;
}

/** Records of strings that can be gone through more than once, always the same. */
export interface RecordSource {
  readonly dialect: Dialect;
  /** How many pieces of the source were no text in its encoding and became U+FFFD. */
  readonly replacedCharacters?: number;
  /** All records from the beginning, in order, but for those that the source writes into `direct`. */
  open(direct: DirectRows): AsyncIterable<RecordBatch>;
}

interface Pass extends TypingPass {
  /** Rows that the source wrote itself; the sieve has not seen them. */
  readonly written: number;
}

/** Goes through the records once; `open` gives the typing as soon as the header is known. */
export async function pass(
  source: RecordSource,
  fileName: string,
  sieve: RecordSieve,
  control: Control,
  open: (header: readonly string[]) => Typing,
): Promise<Pass> {
  let typing: Typing | null = null;
  let given = 0;
  let written = 0;
  const direct: DirectRows = {
    get columns() {
      return typing?.open ?? null;
    },
    get width() {
      return sieve.header?.length ?? 0;
    },
    get rows() {
      return given + written;
    },
    wrote: (rows) => void (written += rows),
  };
  for await (const batch of source.open(direct)) {
    if (control.cancelled()) throw new Cancelled();
    const rows = sieve.keep(batch);
    if (sieve.header === null) continue;
    typing ??= open(sieve.header);
    typing.append(rows.records, rows.lines);
    given += rows.records.length;
  }
  if (!typing) throw new EmptyFile(fileName);
  return { ...typing.finish(), written };
}

/** What the columns have to say for the accounting. */
export function accountingOfColumns(columns: readonly TypedColumn[]): Pick<Accounting, 'contradictions' | 'missingMarks'> {
  return {
    contradictions: columns.map(({ contradictions }) => contradictions).filter(({ count }) => count > 0),
    missingMarks: columns.flatMap(({ column: { name }, marks }) => [...marks].map(([token, count]) => ({ column: name, token, count }))),
  };
}

/**
 * The table of the records that `source` gives and how they were read, whatever they were written in. The first record
 * that is not blank is the header; rows with another number of fields are rejected and listed. Formats are inferred where
 * `options` do not set them; the records are gone through again where a column turns out otherwise than its first rows
 * promised. The source breathes and reports progress; `control` is asked whether to go on after each batch. `sampleRows`: see createTyping.
 * Throws EmptyFile, HeaderOnly, TooManyColumns, AllRowsRejected, FileChanged, Cancelled, and what the source throws.
 */
export async function typeRecords(
  source: RecordSource,
  fileName: string,
  sizeBytes: number,
  options: ReadingOptions,
  control: Control,
  sampleRows?: number,
): Promise<{ table: Table; reading: Reading }> {
  const { dialect } = source;
  const sieve = createRecordSieve(fileName, dialect);
  let header: ReturnType<typeof uniqueNames> = { names: [], renamed: [] };
  let typed = await pass(source, fileName, sieve, control, (raw) => {
    header = uniqueNames(raw);
    return createTyping(header.names, options, dialect.delimiter, sampleRows);
  });
  const seen = sieve.counts();
  const counts = { ...seen, records: seen.records + typed.written, kept: seen.kept + typed.written };
  if (counts.kept + counts.rejected === 0) throw new HeaderOnly(fileName, header.names.length);
  if (counts.kept === 0) throw new AllRowsRejected(fileName, counts.rejected, counts.rejectedRows[0]);
  while (typed.again.size > 0) {
    const names = [...typed.again.values()].map(({ name }) => name);
    control.progress(0, `Reading again for ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and others' : ''}`);
    const former = typed;
    typed = await pass(source, fileName, createRecordSieve(fileName, dialect), control, () => createNextTyping(former, options));
    if (typed.nRows !== former.nRows) throw new FileChanged(fileName);
  }
  return {
    table: { nRows: typed.nRows, columns: typed.columns.map(({ column }) => column) },
    reading: {
      fileName,
      sizeBytes,
      dialect,
      formats: typed.columns.map(({ format }) => format),
      accounting: {
        ...counts,
        ...(source.replacedCharacters ? { replacedCharacters: source.replacedCharacters } : {}),
        ...accountingOfColumns(typed.columns),
        renamed: header.renamed,
      },
    },
  };
}
