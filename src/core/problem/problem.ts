import type { MetricId, Task } from '../metrics/metric.ts';

export type ColumnRole = 'target' | 'feature' | 'identifier' | 'group' | 'time' | 'ignored';

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
  /** The role of every column of the dataset, by name. Exactly one is 'target'. */
  readonly roles: Readonly<Record<string, ColumnRole>>;
}
