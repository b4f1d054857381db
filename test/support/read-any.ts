import type { Reading, ReadingOptions } from '../../src/core/csv/reading.ts';
import { uncontrolled } from '../../src/core/math/control.ts';
import { isMissing, type Table } from '../../src/core/table/table.ts';
import { readTable } from '../../src/io/reading/read-table.ts';

export type Content = string | Uint8Array<ArrayBuffer>;

/** Reads a file as the studio does, whatever it holds. */
export function readAny(content: Content, fileName: string, options: Partial<ReadingOptions> = {}): Promise<{ table: Table; reading: Reading }> {
  return readTable(new Blob([content]), fileName, { kinds: {}, ...options }, uncontrolled);
}

/** The cells of a table by column, as numbers, ISO moments and texts; missing ones are null. */
export function cells(table: Table): Record<string, (string | number | null)[]> {
  return Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      Array.from({ length: table.nRows }, (_, row) => {
        if (isMissing(column, row)) return null;
        if (column.kind === 'category') return column.levels[column.codes[row]];
        if (column.kind === 'text') return column.values[row];
        return column.kind === 'number' ? column.values[row] : new Date(column.values[row]).toISOString();
      }),
    ]),
  );
}

/** Whether every record is in exactly one of the counts. */
export function addsUp({ accounting }: Reading): boolean {
  const { records, header, kept, rejected, blank, preamble = 0, comments = 0 } = accounting;
  return records === header + kept + rejected + blank + preamble + comments;
}

/** The bytes as gzip packs them. */
export async function gzip(content: Content): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([content]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer());
}
