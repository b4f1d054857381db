import { Cancelled, type Control } from '../../core/math/control.ts';
import { readBytes } from '../csv/text-chunks.ts';
import { BadPacking } from './errors.ts';
import { crc32 } from './crc32.ts';

/** The archive comment by which files that were dropped together are known. */
export const droppedTogether = 'files dropped together';

const chunkBytes = 1 << 22;
/** The first day that the format knows: the same files give the same bytes. */
const firstDay = 0x21;
const utf8Names = 0x800;

interface Named {
  readonly fileName: string;
  readonly file: Blob;
}

async function checksum(file: Blob, fileName: string, control: Control, progress: (bytes: number) => void): Promise<number> {
  let crc = 0;
  for (let at = 0; at < file.size; at += chunkBytes) {
    if (control.cancelled()) throw new Cancelled();
    const bytes = await readBytes(file, fileName, at, Math.min(file.size, at + chunkBytes));
    crc = crc32(bytes, crc);
    progress(bytes.length);
    await control.breathe();
  }
  return crc;
}

/** Names as they are, with a number where one stands twice. */
function distinctNames(files: readonly Named[]): string[] {
  const taken = new Set<string>();
  return files.map(({ fileName }) => {
    const stem = fileName.replace(/\.[^.]*$/, '');
    let name = fileName;
    for (let n = 2; taken.has(name); n++) name = `${stem} (${n})${fileName.slice(stem.length)}`;
    taken.add(name);
    return name;
  });
}

function record(bytes: number, fill: (view: DataView) => void): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(bytes));
  fill(view);
  return new Uint8Array(view.buffer);
}

/** The fields that an entry's local and central headers share, from the flags on. */
function describe(view: DataView, at: number, crc: number, size: number, nameLength: number): void {
  view.setUint16(at, utf8Names, true);
  view.setUint16(at + 6, firstDay, true);
  view.setUint32(at + 8, crc, true);
  view.setUint32(at + 12, size, true);
  view.setUint32(at + 16, size, true);
  view.setUint16(at + 20, nameLength, true);
}

/**
 * One zip archive of the files, unpacked inside it, with the comment `droppedTogether`. The files are referred to, not
 * copied. Throws BadPacking beyond 4 GB or 65,535 files, which the plain format does not hold, FileChanged and Cancelled.
 */
export async function storedZip(files: readonly Named[], control: Control): Promise<Blob> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  if (total > 0xfff00000 || files.length > 0xffff) {
    throw new BadPacking(`${files.length} files`, 'are too many or over 4 GB together', 'choose fewer of them');
  }
  const names = distinctNames(files);
  const parts: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let at = 0;
  let directoryBytes = 0;
  let read = 0;
  const progress = (bytes: number) => control.progress((read += bytes) / Math.max(1, total), 'Putting the files together');
  for (const [index, { file, fileName }] of files.entries()) {
    const name = new TextEncoder().encode(names[index]);
    const crc = await checksum(file, fileName, control, progress);
    const headerAt = at;
    const local = record(30, (view) => {
      view.setUint32(0, 0x04034b50, true);
      view.setUint16(4, 20, true);
      describe(view, 6, crc, file.size, name.length);
    });
    const central = record(46, (view) => {
      view.setUint32(0, 0x02014b50, true);
      view.setUint16(4, 20, true);
      view.setUint16(6, 20, true);
      describe(view, 8, crc, file.size, name.length);
      view.setUint32(42, headerAt, true);
    });
    parts.push(local, name, file);
    directory.push(central, name);
    at += local.length + name.length + file.size;
    directoryBytes += central.length + name.length;
  }
  const comment = new TextEncoder().encode(droppedTogether);
  const end = record(22, (view) => {
    view.setUint32(0, 0x06054b50, true);
    view.setUint16(8, files.length, true);
    view.setUint16(10, files.length, true);
    view.setUint32(12, directoryBytes, true);
    view.setUint32(16, at, true);
    view.setUint16(20, comment.length, true);
  });
  return new Blob([...parts, ...directory, end, comment], { type: 'application/zip' });
}
