import { Cancelled, type Control } from '../../core/math/control.ts';
import { FileChanged, TooManyColumns } from '../csv/errors.ts';
import { readBytes } from '../csv/text-chunks.ts';
import { BadPacking } from './errors.ts';
import { parquetColumns, textParsers, withRawDecimals } from './parquet-columns.ts';
import { createTally, noDialect, type RowSource, type Tally } from './row-source.ts';
import type { Member } from './unpack.ts';

const batchRows = 2000;
const maxColumns = 20_000;

/** What a failure inside hyparquet means: the file changed, or is none that it can read. */
function asRefusal(error: unknown, name: string): Error {
  if (error instanceof FileChanged || error instanceof Cancelled || error instanceof BadPacking) return error;
  const detail = error instanceof Error ? error.message.replace(/^parquet /, '').slice(0, 120) : 'damaged';
  return new BadPacking(name, `is a Parquet file that cannot be read (${detail})`, 'write it again with common types, or export CSV', error);
}

/**
 * The rows of a Parquet file, row group by row group. Whole numbers of 64 bits and decimals keep every digit, moments are
 * written in ISO form, lists and maps as JSON. Throws BadPacking, TooManyColumns, FileChanged and Cancelled.
 */
export async function parquetRows(member: Member, control: Control): Promise<RowSource> {
  const { name, file } = member;
  const [{ parquetMetadataAsync, parquetScan, parquetSchema }, { compressors }] = await Promise.all([import('hyparquet'), import('hyparquet-compressors')]);
  const buffer = {
    byteLength: file.size,
    slice: async (start: number, end = file.size) => (await readBytes(file, name, start, Math.min(end, file.size))).buffer,
  };
  const scan = await (async () => {
    try {
      const metadata = await parquetMetadataAsync(buffer);
      const columns = parquetColumns(parquetSchema(metadata));
      if (columns.length > maxColumns) throw new TooManyColumns(name, columns.length, maxColumns);
      const prepared = await parquetScan({ file: buffer, metadata: withRawDecimals(metadata), compressors, parsers: textParsers });
      return { columns, metadata, prepared };
    } catch (error) {
      throw asRefusal(error, name);
    }
  })();
  const { columns, metadata, prepared } = scan;
  control.progress(0);
  const nRows = Number(metadata.num_rows);
  let tally: Tally = createTally(0, 0);
  return {
    name,
    format: 'parquet',
    dialect: noDialect(true),
    sheets: [],
    header: columns.map((column) => column.name),
    written: new Map(columns.flatMap(({ written }, place) => (written ? [[place, written] as const] : []))),
    async *rows(within) {
      tally = createTally(0, 0);
      let groupStart = 0;
      for (const group of metadata.row_groups) {
        const groupEnd = groupStart + Number(group.num_rows);
        const values = new Map<string, ArrayLike<unknown>>();
        for (const { column } of columns) {
          if (within.cancelled()) throw new Cancelled();
          if (values.has(column)) continue;
          try {
            values.set(column, await prepared.readColumn({ column, rowStart: groupStart, rowEnd: groupEnd }));
          } catch (error) {
            throw asRefusal(error, name);
          }
          await within.breathe();
        }
        for (let from = groupStart; from < groupEnd; from += batchRows) {
          if (within.cancelled()) throw new Cancelled();
          const to = Math.min(groupEnd, from + batchRows);
          const records: string[][] = Array.from({ length: to - from }, () => []);
          for (const { column, text } of columns) {
            const cells = values.get(column);
            for (let row = from; row < to; row++) records[row - from].push(text(cells?.[row - groupStart]));
          }
          tally.kept(records.length);
          yield { records, lines: records.map((_, index) => from + index + 1) };
          within.progress(nRows === 0 ? 1 : to / nRows);
          await within.breathe();
        }
        groupStart = groupEnd;
      }
    },
    counts: () => tally.counts(),
  };
}
