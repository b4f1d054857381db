import type { Accounting, RejectedRow } from '../../core/csv/reading.ts';
import { TooManyColumns } from './errors.ts';
import type { RecordBatch } from './record-cutter.ts';

const listedRejections = 1000;
const excerptLength = 200;
/** More columns than this are taken for a mistake in the quotes or the delimiter. */
const maxColumns = 20_000;

/** Rows of a batch that have the header's width. */
export interface KeptRows {
  readonly records: string[][];
  readonly lines: number[];
}

/** Sorts records into header, kept, rejected and blank; every record is counted in exactly one of them. */
export interface RecordSieve {
  /** The header as it stands, once a record that is not blank came by. */
  readonly header: readonly string[] | null;
  keep(batch: RecordBatch): KeptRows;
  counts(): Pick<Accounting, 'records' | 'header' | 'kept' | 'rejected' | 'blank' | 'rejectedRows'>;
}

function isBlank(batch: RecordBatch, index: number): boolean {
  const record = batch.records[index];
  return record.length === 1 && record[0].trim() === '' && batch.raw(index).trim() === '';
}

/** A sieve that takes the first record that is not blank for the header. */
export function createRecordSieve(fileName: string): RecordSieve {
  let header: readonly string[] | null = null;
  let records = 0;
  let kept = 0;
  let rejected = 0;
  let blank = 0;
  const rejectedRows: RejectedRow[] = [];

  const reject = (batch: RecordBatch, index: number, width: number) => {
    rejected++;
    if (rejectedRows.length >= listedRejections) return;
    const { length } = batch.records[index];
    const reason = batch.malformed.has(index)
      ? 'text follows a closing quote'
      : `has ${length} ${length === 1 ? 'field' : 'fields'} where the header has ${width}`;
    rejectedRows.push({ line: batch.lines[index], reason, excerpt: batch.raw(index).slice(0, excerptLength) });
  };

  return {
    get header() {
      return header;
    },
    keep(batch) {
      const rows: KeptRows = { records: [], lines: [] };
      for (let index = 0; index < batch.records.length; index++) {
        const record = batch.records[index];
        records++;
        if (record.length === 1 && isBlank(batch, index)) {
          blank++;
        } else if (header === null) {
          if (record.length > maxColumns) throw new TooManyColumns(fileName, record.length, maxColumns);
          header = record;
        } else if (record.length === header.length && !batch.malformed.has(index)) {
          rows.records.push(record);
          rows.lines.push(batch.lines[index]);
        } else {
          reject(batch, index, header.length);
        }
      }
      kept += rows.records.length;
      return rows;
    },
    counts: () => ({ records, header: header === null ? 0 : 1, kept, rejected, blank, rejectedRows }),
  };
}
