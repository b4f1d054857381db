import type { Reading, ReadingOptions } from '../../core/csv/reading.ts';
import type { Control } from '../../core/math/control.ts';
import type { Table } from '../../core/table/table.ts';
import { inferDialect } from './dialect.ts';
import { withFallback } from './file-records.ts';
import { delimitedRecords } from './plain/delimited-records.ts';
import { typeRecords, type DirectRows } from './type-records.ts';

/**
 * The table of a delimited text file and how it was read. The first record that is not blank is the header, if it
 * names the columns; rows with another number of fields are rejected and listed. Dialect and formats are inferred where `options` do not set
 * them; the file is read again where a column turns out otherwise than its first rows promised.
 * Throws EmptyFile, HeaderOnly, NotText, UnclosedQuote, LineTooLong, TooManyColumns, AllRowsRejected, BadDialect, FileChanged,
 * ReadingStalled, and Cancelled.
 */
export async function readDelimited(
  file: Blob,
  fileName: string,
  options: ReadingOptions,
  control: Control,
): Promise<{ table: Table; reading: Reading }> {
  const guessed = await inferDialect(file, fileName, options.dialect, control);
  const encodingSet = options.dialect?.encoding !== undefined;
  return withFallback(file, fileName, guessed, encodingSet, control, (decoding) => {
    const { dialect, replaced } = decoding;
    const open = (direct: DirectRows) => delimitedRecords(file, fileName, decoding, control, direct);
    return typeRecords({ dialect, replacedCharacters: replaced, open }, fileName, file.size, options, control);
  });
}
