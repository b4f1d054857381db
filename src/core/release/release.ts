import type { ColumnFormat } from '../csv/reading.ts';
import type { WeightedPipeline } from '../estimators/pipeline.ts';
import type { Estimate, MetricId } from '../metrics/metric.ts';
import type { ProblemDefinition } from '../problem/problem.ts';

/** What an input column must look like, and what was seen in training. */
export interface InputColumn {
  readonly format: ColumnFormat;
  /** Seen in training: numbers and instants. */
  readonly min: number | null;
  readonly max: number | null;
  readonly median: number | null;
  /** Seen in training: the most frequent labels, at most 1,000, most frequent first. */
  readonly levels: readonly string[] | null;
  readonly missingShare: number;
}

/** Fitted pipelines as plain data: everything needed to turn raw fields into predictions, and nothing else. */
export interface Release {
  readonly formatVersion: 2;
  readonly name: string;
  readonly version: string;
  readonly createdAt: string;
  readonly problem: ProblemDefinition;
  /** One for each feature column, in the order of the training table; no other column is read. */
  readonly inputs: readonly InputColumn[];
  /** How the target is written, so that a later batch that carries it can be measured. */
  readonly targetFormat: ColumnFormat;
  /** Class labels by index of the probabilities; empty for regression. */
  readonly classes: readonly string[];
  /** One for a single model, several for an ensemble; those that take the same recipe refer to one object. */
  readonly members: readonly WeightedPipeline[];
  /** Binary: predicted positive from this probability on; null otherwise. */
  readonly threshold: number | null;
  readonly metrics: {
    readonly validation: Readonly<Partial<Record<MetricId, Estimate>>>;
    readonly test: Readonly<Partial<Record<MetricId, Estimate>>>;
  };
  readonly datasetHash: string;
  readonly seed: number;
}

/** Fields of the rows to score, by column name, as they stand in the file. */
export interface RawRows {
  readonly nRows: number;
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

/** What scoring gives, one per row, in order. */
export interface ScoredRows {
  /** The predicted label, or the number in shortest round-trip form. */
  readonly prediction: readonly string[];
  /** Row-major n × classes.length; null for regression. */
  readonly probabilities: Float64Array | null;
  readonly classes: readonly string[];
  /** Cells that contradict their column's kind and were taken as missing, by column. */
  readonly contradictions: Readonly<Record<string, number>>;
  /** Contract columns that the rows lack; they were taken as missing. */
  readonly absentColumns: readonly string[];
}
