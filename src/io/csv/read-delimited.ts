import type { Reading, ReadingOptions } from '../../core/csv/reading.ts';
import type { Control } from '../../core/math/control.ts';
import type { Table } from '../../core/table/table.ts';
import { inferDialect } from './dialect.ts';
import { fileRecords, withFallback } from './file-records.ts';
import { typeRecords } from './type-records.ts';

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
    typeRecords({ dialect, open: () => fileRecords(file, fileName, dialect, strict, control) }, fileName, file.size, options, control),
  );
}
