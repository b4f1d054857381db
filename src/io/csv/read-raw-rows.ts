import { isPlaceName, uniqueNames } from '../../core/csv/header-names.ts';
import type { Dialect } from '../../core/csv/reading.ts';
import type { Control } from '../../core/math/control.ts';
import { inferDialect } from './dialect.ts';
import { EmptyFile, HeaderOnly, NoHeader } from './errors.ts';
import { fileRecords, withFallback } from './file-records.ts';
import { createRawCollector, firstRecord, type RawRecords } from './parse-records.ts';
import type { FullDialect } from './signs.ts';

export interface RawFile extends RawRecords {
  readonly dialect: FullDialect;
}

/** What is known of a file besides its bytes. */
export interface RawFileOptions {
  /** What is set of its dialect; the rest is guessed. */
  readonly dialect?: Partial<Dialect> | undefined;
  /**
   * Names of columns that it ought to have. They settle whether its first record is a header: it is one where it holds any of
   * them, and none where they are but places ("column_3"), as for a model made from a file without a header.
   */
  readonly columns?: readonly string[];
}

async function settleHeader(
  file: Blob,
  fileName: string,
  guessed: FullDialect,
  columns: readonly string[],
  control: Control,
): Promise<FullDialect> {
  const first = await firstRecord(fileRecords(file, fileName, guessed, false, control));
  if (first === null) return guessed;
  const { names } = uniqueNames(first.fields);
  if (columns.some((name) => names.includes(name))) return { ...guessed, header: true };
  if (columns.every(isPlaceName)) return { ...guessed, header: false };
  if (guessed.header) return guessed;
  throw new NoHeader(fileName, first.raw.slice(0, 60), columns);
}

/**
 * The rows of a file to score, as they stand: one record for each row, in order, each as wide as the header. Rows with
 * too few or too many fields are filled up or cut, and counted; only blank lines at the end are dropped.
 * Throws EmptyFile, HeaderOnly, NotText, UnclosedQuote, LineTooLong, BadDialect, FileChanged, ReadingStalled, Cancelled, and
 * NoHeader where the first record is a row and the wanted columns have names.
 */
export async function readRawRows(
  file: Blob,
  control: Control,
  fileName = 'the file',
  { dialect: set = {}, columns = [] }: RawFileOptions = {},
): Promise<RawFile> {
  let guessed = await inferDialect(file, fileName, set, control);
  if (columns.length > 0 && set.header === undefined) {
    guessed = await settleHeader(file, fileName, guessed, columns, control);
  }
  return withFallback(file, fileName, guessed, set.encoding !== undefined, control, async ({ dialect, strict }) => {
    const collector = createRawCollector(dialect.header);
    for await (const batch of fileRecords(file, fileName, dialect, strict, control)) collector.add(batch);
    const raw = collector.finish();
    if (raw === null) throw new EmptyFile(fileName);
    if (raw.records.length === 0) throw new HeaderOnly(fileName, raw.header.length);
    return { ...raw, dialect };
  });
}
