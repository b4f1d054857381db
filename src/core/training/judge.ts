import { estimateMetrics } from '../metrics/bootstrap.ts';
import type { Estimate, MetricId } from '../metrics/metric.ts';
import type { Predictions, TargetValues } from '../metrics/predictions.ts';
import { metricOf } from '../metrics/registry.ts';
import { metricContext } from '../problem/positive-class.ts';
import { targetOf } from '../problem/target.ts';
import { selectColumns, selectRows } from '../table/table.ts';
import { joinPredictions, joinRows } from './collect.ts';
import type { RunInput } from './run-input.ts';
import type { FoldFit } from './trial.ts';

/** Dataset rows that were predicted out of fold, and their predictions, in the same order. */
export interface OutOfFold {
  readonly rows: Uint32Array;
  readonly predictions: Predictions;
}

/** The validation rows of the folds that were fitted, one fold after the other. */
export function outOfFold({ split }: RunInput, fits: readonly FoldFit[]): OutOfFold {
  return {
    rows: joinRows(fits.map(({ span }) => split.folds[span.fold].validation)),
    predictions: joinPredictions(fits.map(({ predictions }) => predictions)),
  };
}

/** What is to be predicted, at the given rows of the dataset. */
export function answersAt({ table, problem }: RunInput, rows: Uint32Array): TargetValues {
  return targetOf(selectRows(selectColumns(table, [problem.target]), rows), problem);
}

/** Every metric of the problem's task with its interval, by the bootstrap over the rows. */
export function judge(input: RunInput, { rows, predictions }: OutOfFold): Partial<Record<MetricId, Estimate>> {
  const { problem, settings } = input;
  return estimateMetrics(problem.task, answersAt(input, rows), predictions, metricContext(problem), settings.seed);
}

/** The problem's metric as a loss: less is better, Infinity where it is not defined. */
export function lossOf(input: RunInput, { rows, predictions }: OutOfFold): number {
  const metric = metricOf(input.problem.metric);
  const value = metric.compute(answersAt(input, rows), predictions, metricContext(input.problem));
  if (Number.isNaN(value)) return Infinity;
  return metric.greaterIsBetter ? -value : value;
}
