import type { ColumnKind } from '../table/table.ts';
import type { Estimate, MetricId } from '../metrics/metric.ts';

/** The reference distribution of a column of numbers or instants, missing apart. */
export interface NumericReference {
  readonly kind: 'number' | 'datetime';
  readonly name: string;
  /** The levels at which `quantiles` stand: every percent, and finer in the last percent at both ends. */
  readonly probabilities: readonly number[];
  readonly quantiles: readonly number[];
  readonly standardDeviation: number;
  readonly missingShare: number;
  readonly rows: number;
}

/** The reference distribution of a column of labels: shares that sum to 1 with `otherShare`, missing apart. */
export interface LabelReference {
  readonly kind: 'category' | 'text';
  readonly name: string;
  readonly levels: readonly string[];
  readonly shares: readonly number[];
  /** The share of the labels that are not listed, together. */
  readonly otherShare: number;
  readonly missingShare: number;
  readonly rows: number;
}

export type ReferenceColumn = NumericReference | LabelReference;

/** What a later batch is compared with; goes into the bundle as reference.json. */
export interface Reference {
  readonly columns: readonly ReferenceColumn[];
  /** Of the positive class's probability, of each class's share, or of the predicted number. */
  readonly prediction: ReferenceColumn;
  readonly test: Readonly<Partial<Record<MetricId, Estimate>>>;
  /** Absent in references of releases made before there were any. */
  readonly rows?: RowMarks;
}

/** What tells whether a later row was among those that were fitted on; see marksOf. */
export interface RowMarks {
  /** The features that the marks were made of. */
  readonly columns: readonly string[];
  /** Ascending. */
  readonly marks: readonly number[];
  /** Whether every row's mark is among them; else those above the last were left out. */
  readonly complete: boolean;
  /** The share of the rows that repeat the features of another. */
  readonly repeated: number;
}

export interface ContractViolation {
  /** Empty where it is about whole rows. */
  readonly column: string;
  readonly kind: 'absent' | 'contradictions' | 'new-levels' | 'out-of-range' | 'more-missing' | 'training-rows';
  readonly severity: 'bad' | 'warn';
  readonly detail: string;
}

export interface ColumnDrift {
  readonly column: string;
  readonly columnKind: ColumnKind;
  /** Wasserstein distance over the reference's standard deviation, or Jensen-Shannon distance (base 2). */
  readonly measure: 'wasserstein' | 'jensen-shannon';
  readonly effect: number;
  /** 95% of batches of this size drawn from the reference stay below it. */
  readonly nullBand: number;
  /** effect > max(0.1, nullBand). */
  readonly drifted: boolean;
  readonly missingShare: { readonly reference: number; readonly current: number };
}

/** What the check of one batch gave. */
export interface BatchCheck {
  readonly fileName: string;
  readonly rows: number;
  readonly violations: readonly ContractViolation[];
  /** Most drifted first. */
  readonly drift: readonly ColumnDrift[];
  readonly predictionDrift: ColumnDrift;
  /** On the batch, where it carries the target; else null. */
  readonly performance: Readonly<Partial<Record<MetricId, Estimate>>> | null;
}
