import type { Estimate, MetricId, Task } from '../metrics/metric.ts';

/** What happens to the rows at one threshold: predicted positive from this probability on. */
export interface ThresholdPoint {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

export interface CalibrationBin {
  readonly meanPredicted: number;
  readonly observedShare: number;
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

export interface BinaryEvaluation {
  readonly kind: 'binary';
  readonly positiveClass: string;
  /** At most 201 points, descending by threshold, both ends included; ROC, PR and confusion all come from them. */
  readonly thresholds: readonly ThresholdPoint[];
  readonly calibration: readonly CalibrationBin[];
}

export interface MulticlassEvaluation {
  readonly kind: 'multiclass';
  /** confusion[true][predicted], counts. */
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly { readonly label: string; readonly precision: number; readonly recall: number; readonly f1: number; readonly support: number }[];
  /** Of the top label's probability. */
  readonly calibration: readonly CalibrationBin[];
}

export interface RegressionEvaluation {
  readonly kind: 'regression';
  /** At most 2,000 rows, evenly taken: [true, predicted]. */
  readonly points: readonly (readonly [number, number])[];
  readonly residuals: { readonly edges: readonly number[]; readonly counts: readonly number[] };
}

/** Mean loss in the primary metric when a source column is shuffled; positive means the model relies on it. */
export interface Importance {
  readonly column: string;
  readonly drop: number;
  readonly standardDeviation: number;
}

/** How one candidate does on one set of rows. */
export interface Evaluation {
  readonly candidateId: string;
  readonly on: 'validation' | 'test';
  readonly rows: number;
  readonly task: Task;
  readonly classes: readonly string[];
  readonly metrics: Readonly<Partial<Record<MetricId, Estimate>>>;
  readonly detail: BinaryEvaluation | MulticlassEvaluation | RegressionEvaluation;
  /** Most important first; null until computed. Only on validation rows. */
  readonly importance: readonly Importance[] | null;
}
