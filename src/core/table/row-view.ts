/** Which rows are looked at, and in which order; nothing of the table is changed by it. */
export interface RowView {
  /** Null: in the order of the file. */
  readonly order: RowOrder | null;
  /** Rows for which all of these hold. */
  readonly conditions: readonly RowCondition[];
}

export interface RowOrder {
  readonly column: string;
  readonly descending: boolean;
}

export type RowCondition =
  /** Numbers, or instants in UTC milliseconds, from `min` to `max`, both included; null where there is no bound. */
  | { readonly kind: 'range'; readonly column: string; readonly min: number | null; readonly max: number | null }
  /** Labels or texts that are one of these. */
  | { readonly kind: 'labels'; readonly column: string; readonly labels: readonly string[] }
  /** Labels or texts that hold this, without regard to case. */
  | { readonly kind: 'contains'; readonly column: string; readonly text: string }
  /** Cells that are missing, or that are not. */
  | { readonly kind: 'missing'; readonly column: string; readonly missing: boolean };
