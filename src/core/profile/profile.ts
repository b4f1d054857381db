import type { ColumnKind } from '../table/table.ts';
import type { DateOrder } from '../csv/reading.ts';
import type { ColumnRole, ProblemDefinition } from '../problem/problem.ts';
import type { RecipeInput, RecipeStep, RowFilter } from '../recipe/recipe.ts';
import type { SplitParams } from '../split/split.ts';

export interface Histogram {
  /** nBins + 1 ascending edges; bins are [edge, next), the last one closed. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** Rows of the positive class in each bin, where the problem is binary; else null. */
  readonly positive: readonly number[] | null;
}

export interface NumericSummary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); NaN for fewer than two values. */
  readonly standardDeviation: number;
  /** Corrected for bias, as pandas; 0 for a constant, NaN for fewer than three values. */
  readonly skewness: number;
  readonly median: number;
  readonly quantile25: number;
  readonly quantile75: number;
  readonly zeros: number;
  readonly infinite: number;
  readonly histogram: Histogram;
}

export interface LevelCount {
  readonly level: string;
  readonly count: number;
  /** Rows of the positive class among them, where the problem is binary; else null. */
  readonly positive: number | null;
}

export interface ColumnProfile {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Cells that hold a value; with `missing` they make up the rows. */
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  /** For number and datetime columns with at least one value. */
  readonly numeric: NumericSummary | null;
  /** The most frequent levels, at most 12, most frequent first; for category and text columns. */
  readonly levels: readonly LevelCount[] | null;
  /**
   * How well this column alone predicts the target, in [0, 1]: |2 AUC - 1| (Gini) of the best binning for classes,
   * R² for numbers, both out of fold; null for the target itself or where there is no target yet.
   */
  readonly association: number | null;
}

export type FindingKind =
  | 'missing'
  | 'constant'
  | 'identifier'
  | 'duplicates'
  | 'leak'
  | 'suspicious'
  | 'imbalance'
  | 'high-cardinality'
  | 'contradictions'
  | 'rejected-rows'
  | 'replaced-characters'
  | 'few-rows'
  | 'target-missing'
  | 'row-number'
  | 'question-mark-missing'
  | 'time-order'
  | 'repeated-entity'
  | 'disguised-missing'
  | 'mixed-spellings'
  | 'conflicting-labels'
  | 'row-order'
  | 'skewed'
  | 'zeros'
  | 'infinite'
  | 'outliers'
  | 'near-constant'
  | 'redundant'
  | 'date-order'
  | 'text';

/** What a one-click fix does: a plain record that the app applies and can undo. */
export type Fix =
  | { readonly action: 'set-role'; readonly column: string; readonly role: ColumnRole; readonly label: string }
  | { readonly action: 'set-kind'; readonly column: string; readonly kind: ColumnKind; readonly label: string }
  | { readonly action: 'set-date-order'; readonly column: string; readonly order: DateOrder; readonly label: string }
  /** Puts a step before the others of the recipes for these inputs. */
  | { readonly action: 'add-step'; readonly column: string | null; readonly step: RecipeStep; readonly inputs: readonly RecipeInput[]; readonly label: string }
  | { readonly action: 'add-row-filter'; readonly column: string | null; readonly filter: RowFilter; readonly label: string }
  | { readonly action: 'set-split'; readonly column: string | null; readonly change: Partial<SplitParams>; readonly label: string }
  /** Restates the problem as a new version: another metric, merged classes, bands. */
  | { readonly action: 'restate'; readonly column: string | null; readonly change: Partial<ProblemDefinition>; readonly label: string };

export interface Finding {
  /** Stable for the same column and kind, so that a dismissal holds. */
  readonly id: string;
  readonly kind: FindingKind;
  readonly severity: 'bad' | 'warn' | 'info';
  readonly column: string | null;
  /** A short sentence: "alive gives the target away". */
  readonly title: string;
  /** Why it matters for this problem, with the numbers. */
  readonly detail: string;
  readonly fixes: readonly Fix[];
  /** What the studio did by itself, such as leaving a leak out; null where it did nothing. */
  readonly applied: Fix | null;
  /** The columns that it is about, where there are several. */
  readonly related?: readonly string[];
}

export interface Profile {
  readonly nRows: number;
  /** Rows that were looked at, evenly taken, while the others are still being counted; absent where all were. */
  readonly glance?: number;
  readonly columns: readonly ColumnProfile[];
  readonly findings: readonly Finding[];
}
