import { placeName } from '../../core/csv/header-names.ts';
import type { Accounting, Dialect, RejectedRow } from '../../core/csv/reading.ts';
import { TooManyColumns } from './errors.ts';
import type { RecordBatch } from './record-cutter.ts';

const listedRejections = 10_000;
const excerptLength = 200;
/** More columns than this are taken for a mistake in the quotes or the delimiter. */
const maxColumns = 20_000;

/** Rows of a batch that have the header's width. */
export interface KeptRows {
  readonly records: string[][];
  readonly lines: number[];
}

type Counts = Pick<
  Accounting,
  'records' | 'header' | 'kept' | 'rejected' | 'blank' | 'preamble' | 'comments' | 'rejectedRows'
>;

/** Sorts records into header, kept, rejected, blank and comments; every record is counted in exactly one of them. */
export interface RecordSieve {
  /** The header as it stands, or names by place where there is none, once a record that is not blank came by. */
  readonly header: readonly string[] | null;
  keep(batch: RecordBatch): KeptRows;
  counts(): Counts;
}

function isBlank(batch: RecordBatch, index: number): boolean {
  const record = batch.records[index];
  return record.length === 1 && record[0].trim() === '' && batch.raw(index).trim() === '';
}

/**
 * A sieve that takes the first record that is not blank for the header, or, where the file has none, for the first row,
 * which says how many columns there are.
 */
export function createRecordSieve(
  fileName: string,
  { header: hasHeader = true, preamble = 0 }: Pick<Dialect, 'header' | 'preamble'> = {},
): RecordSieve {
  let header: readonly string[] | null = null;
  let width = 0;
  let records = 0;
  let kept = 0;
  let rejected = 0;
  let blank = 0;
  let comments = 0;
  const rejectedRows: RejectedRow[] = [];

  const reject = (batch: RecordBatch, index: number) => {
    rejected++;
    if (rejectedRows.length >= listedRejections) return;
    const { length } = batch.records[index];
    const reason = batch.malformed.has(index)
      ? 'text follows a closing quote'
      : `has ${length} ${length === 1 ? 'field' : 'fields'} where the ${hasHeader ? 'header' : 'first row'} has ${width}`;
    rejectedRows.push({ line: batch.lines[index], reason, excerpt: batch.raw(index).slice(0, excerptLength) });
  };

  const begin = (first: readonly string[]) => {
    if (first.length > maxColumns) throw new TooManyColumns(fileName, first.length, maxColumns);
    width = first.length;
    header = hasHeader ? first : first.map((_, place) => placeName(place));
  };

  return {
    get header() {
      return header;
    },
    keep(batch) {
      const rows: KeptRows = { records: [], lines: [] };
      comments += batch.comments ?? 0;
      for (let index = 0; index < batch.records.length; index++) {
        const record = batch.records[index];
        records++;
        if (record.length === 1 && isBlank(batch, index)) {
          blank++;
          continue;
        }
        if (header === null) {
          begin(record);
          if (hasHeader) continue;
        }
        if (record.length === width && !batch.malformed.has(index)) {
          rows.records.push(record);
          rows.lines.push(batch.lines[index]);
        } else {
          reject(batch, index);
        }
      }
      kept += rows.records.length;
      return rows;
    },
    counts: () => ({
      records: records + preamble + comments,
      header: header === null || !hasHeader ? 0 : 1,
      kept,
      rejected,
      blank,
      ...(preamble > 0 ? { preamble } : {}),
      ...(comments > 0 ? { comments } : {}),
      rejectedRows,
    }),
  };
}
