import type { ColumnKind } from '../table/table.ts';

/** How numbers are written in a column. `thousands` is '' where no grouping is used. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  readonly thousands: '' | ',' | '.' | ' ' | "'";
}

/** How date-times are written in a column: the order of the parts that are ambiguous on their own. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** Everything needed to turn one column's fields into typed cells again, exactly as the first time. */
export interface ColumnFormat {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly number: NumberFormat;
  readonly date: DateOrder;
  /** Fields that mean missing, compared after trimming; the empty field always does. */
  readonly missingTokens: readonly string[];
}

/** How the file is laid out; what was guessed, or what the user set. */
export interface Dialect {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly delimiter: ',' | ';' | '\t' | '|';
}

/** What the user may override; everything else is inferred. */
export interface ReadingOptions {
  readonly dialect?: Partial<Dialect>;
  /** Kinds by column name, where the user (or the problem, for a class target) set them. */
  readonly kinds: Readonly<Record<string, ColumnKind>>;
  /** Replaces the default missing tokens where given. */
  readonly missingTokens?: readonly string[];
}

/** Why a physical row was left out. `line` is the row's first physical line in the file, counted from 1. */
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
  /** The raw row, at most 200 characters of it. */
  readonly excerpt: string;
}

/** Cells that contradict their column's kind: read as missing, counted, and the first of them listed. */
export interface Contradictions {
  readonly column: string;
  readonly count: number;
  readonly examples: readonly { readonly line: number; readonly value: string }[];
}

/** records = header (0 or 1) + kept + rejected + blank. Every record of the file is in exactly one of them. */
export interface Accounting {
  readonly records: number;
  readonly header: number;
  readonly kept: number;
  readonly rejected: number;
  readonly blank: number;
  /** The first 1,000 rejected rows. */
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
  readonly formats: readonly ColumnFormat[];
  readonly accounting: Accounting;
}
