import type { Control } from '../../../core/math/control.ts';
import { readBytes } from '../text-chunks.ts';

const lineFeed = 10;

/** Bytes of a file that go on where the former block ended. */
export interface Block {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where it begins in the file. */
  readonly start: number;
  /** It ends with a line feed: always, but for a stretch without one and the end of the file. */
  readonly whole: boolean;
}

/** The bytes of `file` in blocks of about `size` bytes, cut at line feeds; each is fetched while the one before is worked on. */
export async function* fileBlocks(file: Blob, fileName: string, size: number, control: Control): AsyncGenerator<Block> {
  const fetchFrom = (start: number) => {
    const fetched = readBytes(file, fileName, start, start + size, control);
    // Its failure is told where it is waited for.
    fetched.catch(() => undefined);
    return fetched;
  };
  let start = 0;
  let fetched = fetchFrom(0);
  while (start < file.size) {
    const all = await fetched;
    const feed = all.lastIndexOf(lineFeed);
    const bytes = feed === -1 ? all : all.subarray(0, feed + 1);
    const next = start + bytes.length;
    if (next < file.size) fetched = fetchFrom(next);
    yield { bytes, start, whole: feed !== -1 };
    start = next;
  }
}
