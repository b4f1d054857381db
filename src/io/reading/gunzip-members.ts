import { Gunzip } from 'fflate';
import { Cancelled, type Control } from '../../core/math/control.ts';
import { readBytes } from '../csv/text-chunks.ts';
import { crc32 } from './crc32.ts';
import { BadPacking, TooLargeUnpacked } from './errors.ts';

const chunkBytes = 1 << 18;
const trailerBytes = 8;

/**
 * What a gzip of several members unpacks to, one after the other, each compared with its checksum. Browsers' own
 * unpacking stops at the end of the first; tools that pack in blocks write many. Throws BadPacking, TooLargeUnpacked,
 * FileChanged and Cancelled.
 */
export async function gunzipMembers(packed: Blob, fileName: string, control: Control, limit: number): Promise<Blob> {
  const parts: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  let crc = 0;
  const ends: { readonly at: number; readonly crc: number }[] = [];
  const endsAt = (at: number) => {
    ends.push({ at, crc });
    crc = 0;
  };
  const gunzip = new Gunzip((bytes) => {
    total += bytes.length;
    crc = crc32(bytes, crc);
    // The bytes may lie in a buffer that is used again.
    waiting.push(bytes.slice());
  });
  gunzip.onmember = endsAt;
  try {
    for (let at = 0; at < packed.size; at += chunkBytes) {
      if (control.cancelled()) throw new Cancelled();
      const end = Math.min(packed.size, at + chunkBytes);
      gunzip.push(await readBytes(packed, fileName, at, end), end === packed.size);
      if (total > limit) throw new TooLargeUnpacked(fileName, limit);
      parts.push(new Blob(waiting));
      waiting = [];
      control.progress(end / packed.size, 'Unpacking');
      await control.breathe();
    }
    endsAt(packed.size);
    for (const end of ends) {
      const trailer = await readBytes(packed, fileName, end.at - trailerBytes, end.at);
      if (new DataView(trailer.buffer).getUint32(0, true) !== end.crc) throw new Error('the checksum differs');
    }
  } catch (error) {
    // What fflate throws has a number for its code.
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') throw error;
    throw new BadPacking(fileName, 'is damaged or cut off, and cannot be unpacked', 'get it again, or unpack it yourself', error);
  }
  return new Blob(parts);
}
