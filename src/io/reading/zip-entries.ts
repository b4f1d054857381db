import type { Control } from '../../core/math/control.ts';
import { readBytes } from '../csv/text-chunks.ts';
import { BadPacking, TooLargeUnpacked } from './errors.ts';
import { inflate, maxUnpackedBytes, unpackLimit } from './inflate.ts';

/** One file of a zip archive, as its directory lists it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerAt: number;
  readonly encrypted: boolean;
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  readonly comment: string;
}

const endBytes = 22;
const maxEntries = 20_000;
const again = 'get it again, or unpack it yourself and choose what it held';

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where the end record begins in the last bytes of the file, or -1. */
function findEnd(tail: Uint8Array): number {
  const view = viewOf(tail);
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (view.getUint32(at, true) === 0x06054b50 && at + endBytes + view.getUint16(at + 20, true) <= tail.length) return at;
  }
  return -1;
}

/** The 64-bit sizes and place of an entry, where its 32-bit ones say that they stand in the extra field. */
function wide(view: DataView, extraAt: number, extraEnd: number, narrow: readonly number[]): number[] {
  const values = [...narrow];
  for (let at = extraAt; at + 4 <= extraEnd; ) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let place = at + 4;
      values.forEach((value, index) => {
        if (value !== 0xffffffff || place + 8 > at + 4 + length) return;
        values[index] = Number(view.getBigUint64(place, true));
        place += 8;
      });
    }
    at += 4 + length;
  }
  return values;
}

/** The directory of a zip file, read from its end without touching what it holds. Throws BadPacking and FileChanged. */
export async function zipDirectory(file: Blob, fileName: string): Promise<ZipDirectory> {
  const tailAt = Math.max(0, file.size - endBytes - 0xffff);
  const tail = await readBytes(file, fileName, tailAt, file.size);
  const endAt = findEnd(tail);
  if (endAt === -1) throw new BadPacking(fileName, 'is a zip archive that is cut off', again);
  const end = viewOf(tail);
  const comment = new TextDecoder().decode(tail.subarray(endAt + endBytes, endAt + endBytes + end.getUint16(endAt + 20, true)));
  let directoryBytes = end.getUint32(endAt + 12, true);
  let directoryAt = end.getUint32(endAt + 16, true);
  if (directoryAt === 0xffffffff || directoryBytes === 0xffffffff) {
    if (endAt < 20 || end.getUint32(endAt - 20, true) !== 0x07064b50) throw new BadPacking(fileName, 'is a damaged zip archive', again);
    const record = viewOf(await readBytes(file, fileName, Number(end.getBigUint64(endAt - 12, true)), file.size));
    [directoryBytes, directoryAt] = [Number(record.getBigUint64(40, true)), Number(record.getBigUint64(48, true))];
  }
  if (directoryAt + directoryBytes > file.size) throw new BadPacking(fileName, 'is a damaged zip archive', again);
  const bytes = await readBytes(file, fileName, directoryAt, directoryAt + directoryBytes);
  return { entries: entriesOf(bytes, fileName), comment };
}

function entriesOf(bytes: Uint8Array, fileName: string): ZipEntry[] {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= bytes.length; ) {
    if (view.getUint32(at, true) !== 0x02014b50) break;
    if (entries.length >= maxEntries) throw new BadPacking(fileName, `holds more than ${maxEntries} files`, again);
    const flags = view.getUint16(at + 8, true);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const extraAt = at + 46 + nameLength;
    const next = extraAt + extraLength + commentLength;
    if (next > bytes.length) throw new BadPacking(fileName, 'is a damaged zip archive', again);
    const narrow = [24, 20, 42].map((field) => view.getUint32(at + field, true));
    const [size, packedBytes, headerAt] = wide(view, extraAt, extraAt + extraLength, narrow);
    entries.push({
      name: nameOf(bytes.subarray(at + 46, extraAt)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes,
      bytes: size,
      headerAt,
      encrypted: (flags & 1) !== 0,
    });
    at = next;
  }
  return entries;
}

/** A name as UTF-8, which most write whether they say so or not, else byte by byte. */
function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Throws TooLargeUnpacked where the entries claim to be more than the studio takes, before any is unpacked. */
export function checkSizes(entries: readonly ZipEntry[], fileName: string): void {
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const limit = unpackLimit(entries.reduce((sum, { packedBytes }) => sum + packedBytes, 0));
  const stored = entries.every(({ method }) => method === 0);
  if (!stored && total > limit) throw new TooLargeUnpacked(fileName, Math.min(limit, maxUnpackedBytes));
}

/**
 * What an entry holds. A stored one is a slice of the archive, without a copy; a deflated one is unpacked and its checksum
 * compared. Throws BadPacking, TooLargeUnpacked, FileChanged and Cancelled.
 */
export async function entryFile(archive: Blob, entry: ZipEntry, control: Control): Promise<Blob> {
  const { name, method, headerAt, packedBytes } = entry;
  if (entry.encrypted) throw new BadPacking(name, 'is locked with a password', 'unlock it and choose it again');
  if (method !== 0 && method !== 8) throw new BadPacking(name, 'is packed in a way that no browser can undo', again);
  const header = viewOf(await readBytes(archive, name, headerAt, headerAt + 30));
  if (header.getUint32(0, true) !== 0x04034b50) throw new BadPacking(name, 'is not where its archive says', again);
  const from = headerAt + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = archive.slice(from, from + packedBytes);
  if (packed.size !== packedBytes) throw new BadPacking(name, 'is cut off', again);
  if (method === 0) return packed;
  const { file, crc } = await inflate(packed, 'deflate-raw', name, control, Math.min(entry.bytes, maxUnpackedBytes));
  if (crc !== entry.crc || file.size !== entry.bytes) throw new BadPacking(name, 'does not match its checksum', again);
  return file;
}
