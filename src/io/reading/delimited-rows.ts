import type { Dialect, ReadingOptions } from '../../core/csv/reading.ts';
import type { Control } from '../../core/math/control.ts';
import { inferDialect } from '../csv/dialect.ts';
import { EmptyFile } from '../csv/errors.ts';
import { fileRecords, withFallback } from '../csv/file-records.ts';
import { createRecordSieve } from '../csv/record-sieve.ts';
import { textChunks } from '../csv/text-chunks.ts';
import type { RowSource } from './row-source.ts';
import type { Member } from './unpack.ts';

/** How the whole file is decoded: the dialect with another encoding where later bytes are not in the guessed one. */
async function settleEncoding({ file, name }: Member, guessed: Dialect, set: boolean, control: Control) {
  return withFallback(file, name, guessed, set, control, async ({ dialect, strict, replaced }) => {
    if (!strict) return { dialect, replaced };
    for await (const _text of textChunks(file, name, dialect.encoding, true, control));
    return { dialect, replaced };
  });
}

/**
 * The rows of one of several delimited files. With `headOnly` its encoding is taken from its beginning. Throws EmptyFile,
 * NotText, TooManyColumns, FileChanged and Cancelled, and while the rows go by UnclosedQuote and LineTooLong.
 */
export async function delimitedRows(
  member: Member,
  set: ReadingOptions['dialect'],
  headOnly: boolean,
  control: Control,
): Promise<RowSource> {
  const { file, name } = member;
  const guessed = await inferDialect(file, name, set);
  const { dialect } = headOnly ? { dialect: guessed } : await settleEncoding(member, guessed, set?.encoding !== undefined, control);
  const newSieve = () => createRecordSieve(name, dialect);
  let sieve = newSieve();
  for await (const batch of fileRecords(file, name, dialect, false, control)) {
    sieve.keep(batch);
    if (sieve.header !== null) break;
  }
  const { header } = sieve;
  if (header === null) throw new EmptyFile(name, set?.preamble);
  return {
    name,
    format: 'delimited',
    dialect,
    sheets: [],
    header,
    written: new Map(),
    async *rows(within) {
      sieve = newSieve();
      for await (const batch of fileRecords(file, name, dialect, false, within)) yield sieve.keep(batch);
    },
    counts: () => sieve.counts(),
  };
}
