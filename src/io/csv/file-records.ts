import type { Dialect } from '../../core/csv/reading.ts';
import type { Control } from '../../core/math/control.ts';
import { countInvalid, looksLikeWindows1252 } from './count-invalid.ts';
import { createRecordCutter, type RecordBatch } from './record-cutter.ts';
import { NotInEncoding, textChunks } from './text-chunks.ts';

/** All records of `file` in order, in batches; throws NotInEncoding where `strict` and bytes are not in the encoding. */
export async function* fileRecords(
  file: Blob,
  fileName: string,
  dialect: Dialect,
  strict: boolean,
  control: Control,
  bytesAtATime?: number,
): AsyncGenerator<RecordBatch> {
  const cutter = createRecordCutter(dialect, fileName);
  for await (const text of textChunks(file, fileName, dialect.encoding, strict, control, bytesAtATime)) {
    yield cutter.push(text, false);
  }
  yield cutter.push('', true);
}

/** How a file is decoded: strictly, until bytes turn up that are no text in the encoding. */
export interface Decoding<D extends Dialect = Dialect> {
  readonly dialect: D;
  /** Whether such bytes end the reading with NotInEncoding. */
  readonly strict: boolean;
  /** How many pieces become U+FFFD where they do not. */
  readonly replaced: number;
}

/**
 * Runs `read` with the dialect, strictly, and once more where bytes turn up that are not in its encoding: as Windows-1252
 * where UTF-8 was guessed and they rather look like that, else with U+FFFD for each, counted.
 */
export async function withFallback<D extends Dialect, T>(
  file: Blob,
  fileName: string,
  dialect: D,
  encodingSet: boolean,
  control: Control,
  read: (decoding: Decoding<D>) => Promise<T>,
): Promise<T> {
  try {
    return await read({ dialect, strict: dialect.encoding !== 'windows-1252', replaced: 0 });
  } catch (error) {
    if (!(error instanceof NotInEncoding)) throw error;
    const count = await countInvalid(file, fileName, dialect.encoding, control);
    if (!encodingSet && dialect.encoding === 'utf-8' && looksLikeWindows1252(count)) {
      return read({ dialect: { ...dialect, encoding: 'windows-1252' }, strict: false, replaced: 0 });
    }
    return read({ dialect, strict: false, replaced: count.invalid });
  }
}
