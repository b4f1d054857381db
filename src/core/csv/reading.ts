import type { ColumnKind } from '../table/table.ts';

/** How numbers are written in a column. `thousands` is '' where no grouping is used. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  readonly thousands: '' | ',' | '.' | ' ' | "'";
  /** What may stand before or behind each number ("%", "$", "CHF"); "12 %" is 12. Absent: nothing may. */
  readonly unit?: string;
  /** How negative numbers may be written besides "-12": "(12)" or "12-". Absent: in no other way. */
  readonly negative?: 'parentheses' | 'trailing';
}

/**
 * How date-times are written in a column: the order of the parts that are ambiguous on their own. 'compact' reads eight
 * digits without a separator, "20240301"; the other orders take those for a number.
 */
export type DateOrder = 'ymd' | 'dmy' | 'mdy' | 'compact';

/** Everything needed to turn one column's fields into typed cells again, exactly as the first time. */
export interface ColumnFormat {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly number: NumberFormat;
  readonly date: DateOrder;
  /** No date of the column tells day and month apart, so that their order is a guess; absent where it is none. */
  readonly dateOrderUnsure?: true;
  /** Fields that mean missing, compared after trimming; the empty field always does. */
  readonly missingTokens: readonly string[];
}

/** How a delimited file is laid out; what was guessed, or what the user set. */
export interface Dialect {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** One character; a space stands for runs of spaces. */
  readonly delimiter: string;
  /** The character that fields are quoted with; null where quotes mean nothing. Absent: '"'. */
  readonly quote?: '"' | "'" | null;
  /** How a quote stands inside a quoted field: written twice, or after a backslash. Absent: 'double'. */
  readonly escape?: 'double' | 'backslash';
  /** Physical lines before the header that are no part of the table. Absent: 0. */
  readonly preamble?: number;
  /** Records that begin with this are skipped; null or absent: none are. */
  readonly comment?: string | null;
  /** Whether the first record names the columns; else they are column_1, column_2, … Absent: true. */
  readonly header?: boolean;
}

/** What a source is, once unpacked: several members (of a zip, or files dropped together) are appended. */
export interface SourceForm {
  readonly format: 'delimited' | 'json' | 'ndjson' | 'xlsx' | 'parquet';
  readonly packing: 'none' | 'gzip' | 'zip';
  /** The files that were appended, in order, and the rows kept of each; one where there is a single file. */
  readonly members: readonly { readonly name: string; readonly rows: number }[];
  /** The sheets of a workbook, the one that was read first; empty for other formats. */
  readonly sheets: readonly string[];
}

/** What the user may override; everything else is inferred. */
export interface ReadingOptions {
  readonly dialect?: Partial<Dialect>;
  /** Kinds by column name, where the user (or the problem, for a class target) set them. */
  readonly kinds: Readonly<Record<string, ColumnKind>>;
  /** Replaces the default missing tokens where given. */
  readonly missingTokens?: readonly string[];
  /** Number formats and date orders by column name, where the user set them. */
  readonly formats?: Readonly<Record<string, { readonly number?: NumberFormat; readonly date?: DateOrder }>>;
  /** The sheet of a workbook to read; the first that holds a table where absent. */
  readonly sheet?: string;
}

/** Why a physical row was left out. `line` is the row's first physical line in the file, counted from 1. */
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
  /** The raw row, at most 200 characters of it. */
  readonly excerpt: string;
  /** The file that `line` counts in, where several were appended. */
  readonly file?: string;
}

/** Cells that contradict their column's kind: read as missing, counted, and the first of them listed. */
export interface Contradictions {
  readonly column: string;
  readonly count: number;
  readonly examples: readonly { readonly line: number; readonly value: string; readonly file?: string }[];
}

/**
 * records = header + kept + rejected + blank (+ preamble + comments). Every record of the file is in exactly one of them;
 * several files that were appended are counted together.
 */
export interface Accounting {
  readonly records: number;
  readonly header: number;
  readonly kept: number;
  readonly rejected: number;
  readonly blank: number;
  /** Lines before the header, and records that are comments; absent where there are none. */
  readonly preamble?: number;
  readonly comments?: number;
  /** Bytes that are no text in the file's encoding, read as U+FFFD; absent where there are none. */
  readonly replacedCharacters?: number;
  /** The first 10,000 rejected rows. */
  readonly rejectedRows: readonly RejectedRow[];
  readonly contradictions: readonly Contradictions[];
  /** Cells read as missing for what stands in them ("?", "NA"), not for being blank; absent where it was not counted. */
  readonly missingMarks?: readonly { readonly column: string; readonly token: string; readonly count: number }[];
  /** Names that were changed because they were blank or stood twice: [as in the file, as used]. */
  readonly renamed: readonly (readonly [string, string])[];
}

/** What reading a file gave, besides its table. */
export interface Reading {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly dialect: Dialect;
  /** Absent: one delimited file, not packed. */
  readonly form?: SourceForm;
  readonly formats: readonly ColumnFormat[];
  readonly accounting: Accounting;
}
