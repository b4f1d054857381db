import { Cancelled, type Control } from '../../core/math/control.ts';
import { FileChanged } from '../csv/errors.ts';
import { crc32 } from './crc32.ts';
import { BadPacking, TooLargeUnpacked } from './errors.ts';
import { gunzipMembers } from './gunzip-members.ts';

/** Bytes that a packed file may unpack to. */
export const maxUnpackedBytes = 2 * (1 << 30);
/** Beyond this size, what unpacks to over `maxRatio` times its packed size is taken for a bomb. */
const suspectBytes = 1 << 28;
const maxRatio = 200;
/** Unpacked bytes that are held in memory before they are handed to the browser as a part of the result. */
const partBytes = 1 << 24;

export interface Inflated {
  readonly file: Blob;
  /** The checksum of the whole; NaN for a gzip of several members, each of which was compared with its own. */
  readonly crc: number;
}

/** How much `packed` bytes may unpack to. */
export function unpackLimit(packed: number): number {
  return Math.min(maxUnpackedBytes, Math.max(suspectBytes, maxRatio * packed));
}

/**
 * What a deflated stretch of a file unpacks to, piece by piece, so that the whole is never in memory twice. Throws
 * BadPacking, TooLargeUnpacked, FileChanged and Cancelled.
 */
export async function inflate(
  packed: Blob,
  format: 'gzip' | 'deflate-raw',
  fileName: string,
  control: Control,
  limit = unpackLimit(packed.size),
): Promise<Inflated> {
  let taken = 0;
  let sourceFailed: unknown = null;
  const source = packed.stream().getReader();
  const counted = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(stream) {
      try {
        const { done, value } = await source.read();
        if (done) return stream.close();
        taken += value.length;
        stream.enqueue(value);
      } catch (error) {
        sourceFailed = error;
        stream.error(error);
      }
    },
    cancel: (reason) => source.cancel(reason),
  });
  const reader = counted.pipeThrough(new DecompressionStream(format)).getReader();
  const parts: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let waitingBytes = 0;
  let total = 0;
  let crc = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      total += value.length;
      if (total > limit) throw new TooLargeUnpacked(fileName, limit);
      crc = crc32(value, crc);
      waiting.push(value);
      waitingBytes += value.length;
      if (waitingBytes >= partBytes) {
        parts.push(new Blob(waiting));
        [waiting, waitingBytes] = [[], 0];
      }
      if (control.cancelled()) throw new Cancelled();
      control.progress(taken / packed.size, 'Unpacking');
      await control.breathe();
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    if (error instanceof TooLargeUnpacked || error instanceof Cancelled) throw error;
    if (sourceFailed) throw new FileChanged(fileName, sourceFailed);
    if (format === 'gzip' && total > 0) return { file: await gunzipMembers(packed, fileName, control, limit), crc: NaN };
    throw new BadPacking(fileName, 'is damaged or cut off, and cannot be unpacked', 'get it again, or unpack it yourself', error);
  }
  return { file: new Blob([...parts, ...waiting]), crc };
}
