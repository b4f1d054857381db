import { Cancelled, type Control } from '../../../core/math/control.ts';
import type { Decoding } from '../file-records.ts';
import { createRecordCutter, type RecordBatch } from '../record-cutter.ts';
import { NotInEncoding } from '../text-chunks.ts';
import type { DirectRows } from '../type-records.ts';
import { fileBlocks } from './blocks.ts';
import { plainLayout } from './layout.ts';
import { createPlainRows, type PlainRows } from './plain-rows.ts';
import { createPace } from './pace.ts';

const lineFeed = 10;

/** How many bytes are worked on at a time; the tests make them small. */
export interface Sizes {
  /** Fetched from the file. */
  readonly block: number;
  /** Read before the event loop gets its turn: about ten milliseconds of work, or of slow work. */
  readonly run: number;
  readonly slowRun: number;
}

const usualSizes: Sizes = { block: 1 << 22, run: 1 << 20, slowRun: 1 << 18 };

/** The end of the stretch of at least `length` bytes from `at` on that ends with a line feed, if that is not too far. */
function endOfStretch(bytes: Uint8Array, at: number, length: number, most: number): number {
  const feed = bytes.subarray(0, at + length + most).indexOf(lineFeed, at + length - 1);
  return feed === -1 ? Math.min(bytes.length, at + length + most) : feed + 1;
}

/**
 * The records of a delimited file in order. As soon as `direct` knows the columns, those that are plain (see PlainRows) are
 * written into them straight from the bytes, and only the rest is given as records: what stops the bytes' reader is cut and
 * split as text, from there to a line end, and further as long as a record is open or most of what follows is not plain.
 * Throws NotInEncoding, and what reading bytes and cutting records throws.
 */
export async function* delimitedRecords(
  file: Blob,
  fileName: string,
  { dialect, strict }: Pick<Decoding, 'dialect' | 'strict'>,
  control: Control,
  direct: DirectRows,
  sizes: Sizes = usualSizes,
): AsyncGenerator<RecordBatch> {
  const cutter = createRecordCutter(dialect, fileName);
  const decoder = new TextDecoder(dialect.encoding, { fatal: strict });
  const decode = (bytes?: Uint8Array<ArrayBuffer>): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new NotInEncoding(dialect.encoding);
    }
  };
  // Bytes that are no text are told apart and counted by the decoder of whole stretches alone.
  const layout = strict || dialect.encoding === 'windows-1252' ? plainLayout(dialect) : null;
  const pace = createPace(file.size, control);
  let plain: PlainRows | null = null;
  let stretch = 0;
  const plainFrom = (whole: boolean): PlainRows | null => {
    if (layout === null || !whole || direct.columns === null || direct.width < 2 || !cutter.atRecordStart) return null;
    return (plain ??= createPlainRows(direct.columns, direct.width, layout));
  };

  for await (const { bytes, start, whole } of fileBlocks(file, fileName, sizes.block, control)) {
    for (let at = 0; at < bytes.length;) {
      if (control.cancelled()) throw new Cancelled();
      const rows = plainFrom(whole);
      if (rows && stretch < sizes.slowRun) {
        const from = at;
        const likely = pace.likelyRows(direct.rows, start + at);
        const run = rows.read(bytes, at, Math.min(bytes.length, at + sizes.run), cutter.line, likely);
        cutter.skip(run.lines);
        direct.wrote(run.rows);
        at = run.at;
        if (at - from > 2 * stretch) stretch = 0;
        if (!run.stopped) {
          await pace.step(direct.rows, start + at);
          continue;
        }
      }
      // Where little is plain, more and more is taken as text before bytes are tried again.
      const end = endOfStretch(bytes, at, Math.max(1, rows ? stretch : sizes.slowRun), sizes.run);
      stretch = stretch >= sizes.slowRun ? 0 : 2 * stretch + 256;
      yield cutter.push(decode(bytes.subarray(at, end)), false);
      at = end;
      await pace.step(direct.rows, start + at);
    }
  }
  yield cutter.push(decode(), true);
}
