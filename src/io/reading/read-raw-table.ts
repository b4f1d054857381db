import { uniqueNames } from '../../core/csv/header-names.ts';
import type { ColumnFormat, Dialect } from '../../core/csv/reading.ts';
import { partOf, type Control } from '../../core/math/control.ts';
import { HeaderOnly } from '../csv/errors.ts';
import { readRawRows } from '../csv/read-raw-rows.ts';
import { appendRows } from './appended-rows.ts';
import { openMembers } from './read-table.ts';
import { unpack } from './unpack.ts';

/** The rows of a file as texts, in order. */
export interface RawTable {
  /** Unique column names, made as for reading a table. */
  readonly header: readonly string[];
  /** The names as they stand in the file. */
  readonly headerAsRead: readonly string[];
  readonly records: readonly (readonly string[])[];
  /** Those of them that reading a table keeps. */
  readonly kept: readonly (readonly string[])[];
}

export interface RawTableOptions {
  readonly dialect?: Partial<Dialect> | undefined;
  readonly sheet?: string | undefined;
  /** Names of columns that the file ought to have; they settle whether it has a header. */
  readonly columns?: readonly string[];
  /** Formats in which the texts will be read: numbers that the file itself typed are written in them. */
  readonly formats?: readonly ColumnFormat[];
}

/** Writes the numbers of typed columns with the decimal mark that their format reads. */
function inFormat(records: readonly string[][], names: readonly string[], numbers: Iterable<number>, formats: readonly ColumnFormat[]): void {
  for (const place of numbers) {
    const format = formats.find(({ name }) => name === names[place]);
    if (format?.kind !== 'number' || format.number.decimal !== ',') continue;
    for (const record of records) record[place] = record[place].replace('.', ',');
  }
}

/**
 * The rows of a file to score, of any format that readTable takes; files of one schema in a zip are appended. Text files are
 * read as readRawRows does, and throw what it throws; the others throw what readTable throws.
 */
export async function readRawTable(source: Blob, control: Control, fileName: string, options: RawTableOptions = {}): Promise<RawTable> {
  const { dialect, sheet, columns, formats = [] } = options;
  const { packing, members } = await unpack(source, fileName, partOf(control, 0, 0.3));
  const rest = packing === 'none' ? control : partOf(control, 0.3, 1);
  const [only] = members;
  if (members.length === 1 && only.format === 'delimited') {
    return readRawRows(only.file, rest, only.name, { dialect, ...(columns ? { columns } : {}) });
  }
  const layout = { ...(dialect ? { dialect } : {}), ...(sheet === undefined ? {} : { sheet }) };
  const opened = await openMembers(members, layout, false, partOf(rest, 0, 0.3));
  const rows = appendRows(opened, members.map(({ file }) => file.size));
  const records: string[][] = [];
  for await (const batch of rows.rows(partOf(rest, 0.3, 1))) for (const record of batch.records) records.push(record);
  const { names } = uniqueNames(rows.header);
  if (records.length === 0) throw new HeaderOnly(fileName, names.length);
  const numbers = Array.from(rows.written).flatMap(([place, { number }]) => (number ? [place] : []));
  inFormat(records, names, numbers, formats);
  return { header: names, headerAsRead: rows.header.map((name, place) => (name === '' ? names[place] : name)), records, kept: records };
}
