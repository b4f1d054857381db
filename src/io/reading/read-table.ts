import { uniqueNames } from '../../core/csv/header-names.ts';
import type { Accounting, Reading, ReadingOptions, SourceForm } from '../../core/csv/reading.ts';
import { partOf, type Control } from '../../core/math/control.ts';
import type { Table } from '../../core/table/table.ts';
import { AllRowsRejected, HeaderOnly } from '../csv/errors.ts';
import { readDelimited } from '../csv/read-delimited.ts';
import { typeRecords, type RecordSource } from '../csv/type-records.ts';
import { appendRows, type AppendedRows } from './appended-rows.ts';
import { openRows, type LayoutOptions } from './open-rows.ts';
import { noDialect, type RowSource } from './row-source.ts';
import { unpack, type Member, type Unpacked } from './unpack.ts';

export interface ReadTable {
  readonly table: Table;
  readonly reading: Reading;
}

const noMalformed: ReadonlySet<number> = new Set();

/** The files of a source, opened one after the other with the same options. */
export async function openMembers(
  members: readonly Member[],
  options: LayoutOptions,
  headOnly: boolean,
  control: Control,
): Promise<RowSource[]> {
  const sources: RowSource[] = [];
  for (const [index, member] of members.entries()) {
    const share = partOf(control, index / members.length, (index + 1) / members.length);
    sources.push(await openRows(member, options, headOnly, share));
  }
  return sources;
}

/** Formats of the columns that the files themselves typed, under those that the user set. */
export function withWritten(options: ReadingOptions, rows: Pick<AppendedRows, 'header' | 'written'>): ReadingOptions {
  if (rows.written.size === 0) return options;
  const { names } = uniqueNames(rows.header);
  const formats = Object.fromEntries(Array.from(rows.written, ([place, written]) => [names[place], written]));
  return { ...options, formats: { ...formats, ...options.formats } };
}

const counted = new Intl.NumberFormat('en-US');
/** The speed is not told before so much time went by. */
const settledMs = 300;

/** The control with each report of progress saying how many rows went by, and how fast. */
function tellingRows(control: Control, rows: () => number): Control {
  const startedAt = performance.now();
  return {
    cancelled: () => control.cancelled(),
    breathe: () => control.breathe(),
    progress(fraction) {
      const ms = performance.now() - startedAt;
      const speed = ms < settledMs ? '' : `, ${counted.format(Math.round(rows() / ms) * 1000)} a second`;
      control.progress(fraction, `${counted.format(rows())} rows${speed}`);
    },
  };
}

/** The rows as the records that typing goes through: a header, and rows that all have its width. */
function asRecords(rows: AppendedRows, delimiter: string, control: Control): RecordSource {
  return {
    dialect: { ...noDialect(true), delimiter },
    async *open() {
      const line = [0];
      yield { records: [[...rows.header]], lines: line, malformed: noMalformed, raw: () => 'header' };
      let seen = 0;
      for await (const { records, lines } of rows.rows(tellingRows(control, () => seen))) {
        seen += records.length;
        yield { records, lines, malformed: noMalformed, raw: () => 'row' };
      }
    },
  };
}

/** The accounting of what was typed, with what became of the records in their files. */
function accountingOf(typed: Accounting, rows: AppendedRows): Accounting {
  const contradictions = typed.contradictions.map((found) => ({
    ...found,
    examples: found.examples.map(({ line, value }) => ({ value, ...rows.whereIs(line) })),
  }));
  return { ...typed, ...rows.counts(), contradictions };
}

async function readRows(
  sources: readonly RowSource[],
  { members, packing }: Unpacked,
  fileName: string,
  sizeBytes: number,
  options: ReadingOptions,
  control: Control,
): Promise<ReadTable> {
  const rows = appendRows(sources, members.map(({ file }) => file.size));
  const { dialect, format, sheets } = sources[0];
  let typed: ReadTable;
  try {
    typed = await typeRecords(asRecords(rows, dialect.delimiter, control), fileName, sizeBytes, withWritten(options, rows), control);
  } catch (error) {
    const { rejected, rejectedRows } = rows.counts();
    if (error instanceof HeaderOnly && rejected > 0) throw new AllRowsRejected(fileName, rejected, rejectedRows[0]);
    throw error;
  }
  const form: SourceForm = { format, packing, members: rows.members(), sheets };
  const { table, reading } = typed;
  return { table, reading: { ...reading, dialect, form, accounting: accountingOf(reading.accounting, rows) } };
}

/**
 * The table of a source and how it was read, whatever it is: delimited text, JSON, JSON lines, a sheet of a workbook or
 * Parquet, plain, in a gzip or in a zip, where files of one schema are appended. What it is, its content tells; kinds and
 * formats are inferred from the texts of its cells where `options` do not set them, so that it can be read again otherwise
 * without loss. Throws the errors of readDelimited and those of `errors.ts` beside this file, FileChanged and Cancelled.
 */
export async function readTable(source: Blob, fileName: string, options: ReadingOptions, control: Control): Promise<ReadTable> {
  const unpacked = await unpack(source, fileName, partOf(control, 0, 0.3));
  const { packing, members } = unpacked;
  const rest = packing === 'none' ? control : partOf(control, 0.3, 1);
  const [only] = members;
  if (members.length === 1 && only.format === 'delimited') {
    const { table, reading } = await readDelimited(only.file, only.name, options, rest);
    const form: SourceForm = { format: 'delimited', packing, members: [{ name: only.name, rows: table.nRows }], sheets: [] };
    return { table, reading: { ...reading, fileName, sizeBytes: source.size, form } };
  }
  const sources = await openMembers(members, options, false, partOf(rest, 0, 0.3));
  return readRows(sources, unpacked, fileName, source.size, options, partOf(rest, 0.3, 1));
}
