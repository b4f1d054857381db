import type { MetricId, Task } from '../metrics/metric.ts';

/**
 * What a column is used for. 'weight': how much a row counts in training. 'protected': kept out of the features, and what
 * fairness is measured by.
 */
export type ColumnRole = 'target' | 'feature' | 'identifier' | 'group' | 'time' | 'weight' | 'protected' | 'ignored';

/** Another metric that must hold besides the primary one. */
export interface Guardrail {
  readonly metric: MetricId;
  readonly bound: number;
}

/** What one row of each outcome brings (positive) or costs (negative), in `unit`; binary problems only. */
export interface OutcomeValues {
  readonly unit: string;
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

/** What a model must keep to, to be of use; null where nothing is asked. */
export interface Constraints {
  readonly modelBytes: number | null;
  /** Milliseconds for one row, on this machine. */
  readonly predictionMs: number | null;
  /** Only learners whose answer can be read off: linear models. */
  readonly explainable: boolean;
}

/** How the target was restated: classes joined under one label, or a number cut into bands [edge, next). */
export type Reframing =
  | { readonly kind: 'merge-classes'; readonly merged: readonly string[]; readonly into: string }
  | { readonly kind: 'bands'; readonly edges: readonly number[]; readonly labels: readonly string[] };

/** What is to be predicted, why, and what would count as good. Plain, versioned and stored. */
export interface ProblemDefinition {
  readonly target: string;
  readonly task: Task;
  /** Why this task was inferred, in words; kept beside an override. */
  readonly taskReason: string;
  readonly taskOverridden: boolean;
  /** Labels as they stand in the file; numeric labels in numeric order, others in code-unit order. Empty for regression. */
  readonly classes: readonly string[];
  /** The class to find; null unless binary. */
  readonly positiveClass: string | null;
  readonly metric: MetricId;
  /** The primary metric counts as good from here on; null while the user has not said. */
  readonly criterion: number | null;
  /** "each row is a …", as the user wrote it; may be empty. */
  readonly rowMeaning: string;
  /** "so that …", as the user wrote it; may be empty. */
  readonly decision: string;
  /** Anything stakeholders should know, as the user wrote it. */
  readonly note?: string;
  /** The model must also be better than the baseline by this much of the primary metric; absent or null: not asked. */
  readonly aboveBaseline?: number | null;
  readonly guardrails?: readonly Guardrail[];
  readonly outcomes?: OutcomeValues | null;
  readonly constraints?: Constraints | null;
  /** Classes from lowest to highest, where they have an order; absent or null where they have none. */
  readonly classOrder?: readonly string[] | null;
  readonly reframing?: Reframing | null;
  /** Columns that are not known yet when a prediction is asked for; they are no features. */
  readonly knownLate?: readonly string[];
  /** The role of every column of the dataset, by name. Exactly one is 'target'. */
  readonly roles: Readonly<Record<string, ColumnRole>>;
}
