import { placeName, uniqueNames } from '../../core/csv/header-names.ts';
import type { Dialect } from '../../core/csv/reading.ts';
import { createRecordCutter, type RecordBatch } from './record-cutter.ts';
import { inferLayout } from './sniff-layout.ts';

/** The records of a file as strings, each as wide as the header, in order. */
export interface RawRecords {
  /** Unique column names, made as for reading a table. */
  readonly header: readonly string[];
  /** The names as they stand in the file. */
  readonly headerAsRead: readonly string[];
  readonly records: string[][];
  /** Those of them that reading a table keeps: as wide as the header as they stand, and with sound quotes. */
  readonly kept: string[][];
  /** Records that had too few fields and were filled up with empty ones; blank lines between rows are among them. */
  readonly padded: number;
  /** Records that had too many fields and were cut. */
  readonly truncated: number;
  /** Records with text after a closing quote; their fields are a guess. */
  readonly malformed: number;
}

/** Collects the records of batches, whatever their width. */
export interface RawCollector {
  add(batch: RecordBatch): void;
  /** Null where no record held anything. */
  finish(): RawRecords | null;
}

function isBlank(batch: RecordBatch, index: number): boolean {
  return batch.records[index].length === 1 && batch.raw(index).trim() === '';
}

/** The first record that is not blank, as fields and as it stands; null where there is none. */
export async function firstRecord(
  batches: AsyncIterable<RecordBatch>,
): Promise<{ readonly fields: readonly string[]; readonly raw: string } | null> {
  for await (const batch of batches) {
    const index = batch.records.findIndex((_, place) => !isBlank(batch, place));
    if (index !== -1) return { fields: batch.records[index], raw: batch.raw(index) };
  }
  return null;
}

/**
 * A collector that takes the first record that is not blank for the header, or for the first row where the file has none,
 * and drops blank lines at the end alone.
 */
export function createRawCollector(hasHeader = true): RawCollector {
  let headerAsRead: readonly string[] | null = null;
  const records: string[][] = [];
  const kept: string[][] = [];
  let filled = 0;
  let padded = 0;
  let truncated = 0;
  let malformed = 0;
  let paddedAtEnd = 0;
  return {
    add(batch) {
      for (let index = 0; index < batch.records.length; index++) {
        const record = batch.records[index];
        const blank = isBlank(batch, index);
        if (headerAsRead === null) {
          if (blank) continue;
          headerAsRead = hasHeader ? record : record.map((_, place) => placeName(place));
          if (hasHeader) continue;
        }
        const width = headerAsRead.length;
        if (record.length === width && !blank && !batch.malformed.has(index)) kept.push(record);
        if (record.length < width) {
          padded++;
          while (record.length < width) record.push('');
        } else if (record.length > width) {
          truncated++;
          record.length = width;
        }
        if (batch.malformed.has(index)) malformed++;
        records.push(record);
        if (blank) {
          paddedAtEnd += width > 1 ? 1 : 0;
        } else {
          filled = records.length;
          paddedAtEnd = 0;
        }
      }
    },
    finish() {
      if (headerAsRead === null) return null;
      records.length = filled;
      const { names } = uniqueNames(headerAsRead);
      return { header: names, headerAsRead, records, kept, padded: padded - paddedAtEnd, truncated, malformed };
    },
  };
}

/**
 * The records of a whole decoded text; what `set` does not say of its dialect is guessed. A text that holds nothing has an
 * empty header. Throws UnclosedQuote and LineTooLong.
 */
export function parseRecords(text: string, set: Partial<Dialect> = {}, fileName = 'the file'): RawRecords {
  const content = text.startsWith('\ufeff') ? text.slice(1) : text;
  const layout = inferLayout(content.slice(0, 1 << 16), content.length <= 1 << 16, set);
  const collector = createRawCollector(layout.header);
  const cutter = createRecordCutter(layout, fileName);
  collector.add(cutter.push(content, true));
  const empty = { header: [], headerAsRead: [], records: [], kept: [], padded: 0, truncated: 0, malformed: 0 };
  return collector.finish() ?? empty;
}
