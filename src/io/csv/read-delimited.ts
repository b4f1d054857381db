import { uniqueNames } from '../../core/csv/header-names.ts';
import type { Dialect, Reading, ReadingOptions } from '../../core/csv/reading.ts';
import { createNextTyping, createTyping, type Typing, type TypingPass } from '../../core/csv/typing.ts';
import type { Control } from '../../core/math/control.ts';
import type { Table } from '../../core/table/table.ts';
import { inferDialect } from './dialect.ts';
import { AllRowsRejected, EmptyFile, FileChanged, HeaderOnly } from './errors.ts';
import { fileRecords, withFallback } from './file-records.ts';
import { createRecordSieve, type RecordSieve } from './record-sieve.ts';

interface Source {
  readonly file: Blob;
  readonly fileName: string;
  readonly dialect: Dialect;
  readonly strict: boolean;
  readonly control: Control;
}

/** Goes through the records once; `open` gives the typing as soon as the header is known. */
async function pass(
  source: Source,
  sieve: RecordSieve,
  open: (header: readonly string[]) => Typing,
): Promise<TypingPass> {
  const { file, fileName, dialect, strict, control } = source;
  let typing: Typing | null = null;
  for await (const batch of fileRecords(file, fileName, dialect, strict, control)) {
    const rows = sieve.keep(batch);
    if (sieve.header === null) continue;
    typing ??= open(sieve.header);
    typing.append(rows.records, rows.lines);
  }
  if (!typing) throw new EmptyFile(fileName);
  return typing.finish();
}

async function readAs(source: Source, options: ReadingOptions): Promise<{ table: Table; reading: Reading }> {
  const { file, fileName, dialect, control } = source;
  const sieve = createRecordSieve(fileName);
  let header: ReturnType<typeof uniqueNames> = { names: [], renamed: [] };
  let typed = await pass(source, sieve, (raw) => {
    header = uniqueNames(raw);
    return createTyping(header.names, options, dialect.delimiter);
  });
  const counts = sieve.counts();
  if (counts.kept + counts.rejected === 0) throw new HeaderOnly(fileName, header.names.length);
  if (counts.kept === 0) throw new AllRowsRejected(fileName, counts.rejected, counts.rejectedRows[0]);
  while (typed.again.size > 0) {
    const names = [...typed.again.values()].map(({ name }) => name);
    control.progress(0, `Reading again for ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and others' : ''}`);
    const former = typed;
    typed = await pass(source, createRecordSieve(fileName), () => createNextTyping(former, options));
    if (typed.nRows !== former.nRows) throw new FileChanged(fileName);
  }
  return {
    table: { nRows: typed.nRows, columns: typed.columns.map(({ column }) => column) },
    reading: {
      fileName,
      sizeBytes: file.size,
      dialect,
      formats: typed.columns.map(({ format }) => format),
      accounting: {
        ...counts,
        contradictions: typed.columns.map(({ contradictions }) => contradictions).filter(({ count }) => count > 0),
        missingMarks: typed.columns.flatMap(({ column: { name }, marks }) =>
          [...marks].map(([token, count]) => ({ column: name, token, count })),
        ),
        renamed: header.renamed,
      },
    },
  };
}

/**
 * The table of a delimited text file and how it was read. The first record that is not blank is the header; rows with
 * another number of fields are rejected and listed. Encoding, delimiter and formats are inferred where `options` do not set
 * them; the file is read again where a column turns out otherwise than its first rows promised.
 * Throws EmptyFile, HeaderOnly, NotText, UnclosedQuote, LineTooLong, TooManyColumns, AllRowsRejected, FileChanged, and
 * Cancelled.
 */
export async function readDelimited(
  file: Blob,
  fileName: string,
  options: ReadingOptions,
  control: Control,
): Promise<{ table: Table; reading: Reading }> {
  const guessed = await inferDialect(file, fileName, options.dialect);
  return withFallback(guessed, options.dialect?.encoding !== undefined, (dialect, strict) =>
    readAs({ file, fileName, dialect, strict, control }, options),
  );
}
