import { estimateMetrics } from '../metrics/bootstrap.ts';
import { selectPredictions, type Predictions } from '../metrics/predictions.ts';
import { metricContext } from '../problem/positive-class.ts';
import { createScorer, predictionsOf } from '../release/scorer.ts';
import type { RawRows, Release, ScoredRows } from '../release/release.ts';
import { targetFields } from '../release/target-fields.ts';
import { typeRows } from '../release/type-rows.ts';
import { checkContract } from './contract-check.ts';
import { columnDrift, measureOf } from './drift.ts';
import type { BatchCheck, ColumnDrift, Reference } from './monitoring.ts';
import { createNullDraws } from './null-draws.ts';
import { seenViolation } from './row-overlap.ts';
import { predictionColumn } from './prediction-column.ts';

/** Thrown where a batch has no rows. */
export class BatchIsEmpty extends Error {
  readonly code = 'BatchIsEmpty';
  constructor(fileName: string) {
    super(`BatchIsEmpty: "${fileName}" has no rows to check; drop a file with at least one row below its header`);
    this.name = 'BatchIsEmpty';
  }
}

/** Thrown where a batch shares no column with the contract. */
export class BatchIsForeign extends Error {
  readonly code = 'BatchIsForeign';
  constructor(fileName: string, expected: readonly string[]) {
    super(`BatchIsForeign: "${fileName}" has none of the columns that the model reads; it needs ${expected.slice(0, 10).join(', ')}`);
    this.name = 'BatchIsForeign';
  }
}

/** A later file, and what it is held against. */
export interface BatchInput {
  readonly release: Release;
  readonly reference: Reference;
  readonly fileName: string;
  /** The contract's columns, and the target's where the file has it. */
  readonly rows: RawRows;
  /** The rows as scored already; they are scored here where it is absent. */
  readonly scored?: ScoredRows;
  readonly seed: number;
}

/**
 * How the metrics come out on the rows that carry a target that can be read, with intervals; null where none does, so
 * also for a scored file. A class that the release does not know leaves its row out.
 */
export function measureRows(release: Release, rows: RawRows, predictions: Predictions, seed: number): BatchCheck['performance'] {
  const known = targetFields(release, rows);
  if (!known) return null;
  const context = metricContext(release.problem, release.threshold ?? 0.5);
  return estimateMetrics(release.problem.task, known.yTrue, selectPredictions(predictions, known.rows), context, seed);
}

function unmeasurable(reference: Reference['prediction']): ColumnDrift {
  const missingShare = { reference: reference.missingShare, current: 0 };
  return { column: reference.name, columnKind: reference.kind, measure: measureOf(reference), effect: 0, nullBand: 0, drifted: false, missingShare };
}

/**
 * What a later batch shows: where it breaks the input contract, which columns drifted, whether the predictions did,
 * and how the model does where the target is there. Columns that the batch lacks, or that have no values in it, have
 * no drift; the contract check names them. The same batch and seed give the same check. Throws BatchIsEmpty,
 * BatchIsForeign.
 */
export function checkBatch({ release, reference, fileName, rows, scored, seed }: BatchInput): BatchCheck {
  if (rows.nRows === 0) throw new BatchIsEmpty(fileName);
  const typed = typeRows(release, rows);
  if (release.inputs.length > 0 && typed.absentColumns.length === release.inputs.length) {
    throw new BatchIsForeign(fileName, release.inputs.map(({ format }) => format.name));
  }
  const predictions = predictionsOf(scored ?? createScorer(release).score(rows));
  const draws = createNullDraws(seed);
  const absent = new Set(typed.absentColumns);
  const byName = new Map(typed.table.columns.map((column) => [column.name, column]));
  const drift = reference.columns.flatMap((column) => {
    const current = byName.get(column.name);
    const measured = current && !absent.has(column.name) ? columnDrift(column, current, draws) : null;
    return measured ? [measured] : [];
  });
  const seen = reference.rows ? seenViolation(reference.rows, typed.table.columns.filter(({ name }) => !absent.has(name))) : null;
  const trainingRows = reference.columns[0]?.rows ?? 0;
  return {
    fileName,
    rows: rows.nRows,
    violations: [...checkContract(release.inputs, typed, trainingRows), ...(seen ? [seen] : [])],
    drift: drift.sort((a, b) => Number(b.drifted) - Number(a.drifted) || b.effect - a.effect),
    predictionDrift: columnDrift(reference.prediction, predictionColumn(release.problem, predictions), draws) ?? unmeasurable(reference.prediction),
    performance: measureRows(release, rows, predictions, seed),
  };
}
