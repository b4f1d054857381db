import type { Dialect } from '../../core/csv/reading.ts';
import type { Control } from '../../core/math/control.ts';
import { inferDialect } from './dialect.ts';
import { EmptyFile, HeaderOnly } from './errors.ts';
import { fileRecords, withFallback } from './file-records.ts';
import { createRawCollector, type RawRecords } from './parse-records.ts';

export interface RawFile extends RawRecords {
  readonly dialect: Dialect;
}

/**
 * The rows of a file to score, as they stand: one record for each row, in order, each as wide as the header. Rows with
 * too few or too many fields are filled up or cut, and counted; only blank lines at the end are dropped.
 * Throws EmptyFile, HeaderOnly, NotText, UnclosedQuote, LineTooLong, FileChanged and Cancelled.
 */
export async function readRawRows(
  file: Blob,
  control: Control,
  fileName = 'the file',
  set?: Partial<Dialect>,
): Promise<RawFile> {
  const guessed = await inferDialect(file, fileName, set);
  return withFallback(guessed, set?.encoding !== undefined, async (dialect, strict) => {
    const collector = createRawCollector();
    for await (const batch of fileRecords(file, fileName, dialect, strict, control)) collector.add(batch);
    const raw = collector.finish();
    if (raw === null) throw new EmptyFile(fileName);
    if (raw.records.length === 0) throw new HeaderOnly(fileName, raw.header.length);
    return { ...raw, dialect };
  });
}
