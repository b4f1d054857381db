import type { Dialect } from '../../core/csv/reading.ts';
import { Cancelled, type Control } from '../../core/math/control.ts';
import { FileChanged } from './errors.ts';

/** Bytes decoded at a time: about 20 ms of reading and typing, after which the event loop gets its turn. */
const chunkBytes = 1 << 20;

/** Thrown where bytes that were taken for UTF-8 are not; the file is then read again as Windows-1252. */
export class NotUtf8 extends Error {
  readonly code = 'NotUtf8';
  constructor() {
    super('NotUtf8: the file is not UTF-8 throughout');
    this.name = 'NotUtf8';
  }
}

/** The bytes of `file` from `start` up to `end`; throws FileChanged where the file is no longer what it was. */
export async function readBytes(
  file: Blob,
  fileName: string,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
  } catch (error) {
    throw new FileChanged(fileName, error);
  }
  if (bytes.length !== Math.min(end, file.size) - start) throw new FileChanged(fileName);
  return bytes;
}

/**
 * The text of `file`, chunk by chunk, without a byte order mark. With `strict`, throws NotUtf8 at the first byte that is
 * not valid; a character cut off at the very end of the file becomes U+FFFD.
 */
export async function* textChunks(
  file: Blob,
  fileName: string,
  encoding: Dialect['encoding'],
  strict: boolean,
  control: Control,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: strict });
  for (let start = 0; start < file.size; start += chunkBytes) {
    if (control.cancelled()) throw new Cancelled();
    const bytes = await readBytes(file, fileName, start, start + chunkBytes);
    let text: string;
    try {
      text = decoder.decode(bytes, { stream: true });
    } catch {
      throw new NotUtf8();
    }
    yield text;
    control.progress(Math.min(1, (start + bytes.length) / file.size));
    await control.breathe();
  }
  let rest = '\ufffd';
  try {
    rest = decoder.decode();
  } catch {
    // The strict decoder reports a character that the end of the file cuts off.
  }
  if (rest) yield rest;
}
