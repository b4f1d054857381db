import type { Dialect } from '../../core/csv/reading.ts';
import { Cancelled, uncontrolled, type Control } from '../../core/math/control.ts';
import { FileChanged, ReadingStalled } from './errors.ts';

/** Bytes decoded at a time: about 20 ms of reading and typing, after which the event loop gets its turn. */
const chunkBytes = 1 << 20;

/** After so long without a byte, reading ends with an error. */
const patienceMs = 10_000;
const askEveryMs = 200;

/** Thrown where bytes are not text in the encoding that was guessed for them. */
export class NotInEncoding extends Error {
  readonly code = 'NotInEncoding';
  constructor(encoding: Dialect['encoding']) {
    super(`NotInEncoding: the file is not ${encoding} throughout`);
    this.name = 'NotInEncoding';
  }
}

/** What `promise` gives, unless `control` is cancelled or nothing came for ten seconds. */
async function patiently<T>(promise: Promise<T>, fileName: string, control: Control): Promise<T> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const impatience = new Promise<never>((_, reject) => {
    let waitedMs = 0;
    timer = setInterval(() => {
      waitedMs += askEveryMs;
      if (control.cancelled()) reject(new Cancelled());
      else if (waitedMs >= patienceMs) reject(new ReadingStalled(fileName, patienceMs / 1000));
    }, askEveryMs);
  });
  try {
    return await Promise.race([promise, impatience]);
  } finally {
    clearInterval(timer);
  }
}

/**
 * The bytes of `file` from `start` up to `end`; throws FileChanged where the file is no longer what it was, and
 * ReadingStalled where they do not come.
 */
export async function readBytes(
  file: Blob,
  fileName: string,
  start: number,
  end: number,
  control: Control = uncontrolled,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await patiently(file.slice(start, end).arrayBuffer(), fileName, control));
  } catch (error) {
    if (error instanceof Cancelled || error instanceof ReadingStalled) throw error;
    throw new FileChanged(fileName, error);
  }
  if (bytes.length !== Math.min(end, file.size) - start) throw new FileChanged(fileName);
  return bytes;
}

/**
 * The text of `file`, chunk by chunk, without a byte order mark. With `strict`, throws NotInEncoding at the first bytes
 * that are no text in the encoding; else they become U+FFFD, as does a character cut off at the very end of the file.
 */
export async function* textChunks(
  file: Blob,
  fileName: string,
  encoding: Dialect['encoding'],
  strict: boolean,
  control: Control,
  bytesAtATime: number = chunkBytes,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: strict });
  const decode = (bytes?: Uint8Array<ArrayBuffer>): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new NotInEncoding(encoding);
    }
  };
  for (let start = 0; start < file.size; start += bytesAtATime) {
    if (control.cancelled()) throw new Cancelled();
    const bytes = await readBytes(file, fileName, start, start + bytesAtATime, control);
    yield decode(bytes);
    control.progress(Math.min(1, (start + bytes.length) / file.size));
    await control.breathe();
  }
  const rest = decode();
  if (rest) yield rest;
}
