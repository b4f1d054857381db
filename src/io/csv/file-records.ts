import type { Dialect } from '../../core/csv/reading.ts';
import type { Control } from '../../core/math/control.ts';
import { createRecordCutter, type RecordBatch } from './record-cutter.ts';
import { NotUtf8, textChunks } from './text-chunks.ts';

/** All records of `file` in order, in batches; throws NotUtf8 where `strict` and the bytes are not in the encoding. */
export async function* fileRecords(
  file: Blob,
  fileName: string,
  dialect: Dialect,
  strict: boolean,
  control: Control,
): AsyncGenerator<RecordBatch> {
  const cutter = createRecordCutter(dialect.delimiter, fileName);
  for await (const text of textChunks(file, fileName, dialect.encoding, strict, control)) {
    yield cutter.push(text, false);
  }
  yield cutter.push('', true);
}

/**
 * Runs `read` with the guessed dialect, and once more as Windows-1252 where UTF-8 was guessed from the beginning and
 * later bytes turn out not to be. An encoding that the user set is kept, with U+FFFD for what is not in it.
 */
export async function withFallback<T>(
  dialect: Dialect,
  encodingSet: boolean,
  read: (dialect: Dialect, strict: boolean) => Promise<T>,
): Promise<T> {
  try {
    return await read(dialect, !encodingSet && dialect.encoding === 'utf-8');
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    return read({ ...dialect, encoding: 'windows-1252' }, false);
  }
}
