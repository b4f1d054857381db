import type { MetricId } from '../metrics/metric.ts';
import type { Predictions, TargetValues } from '../metrics/predictions.ts';
import { metricOf } from '../metrics/registry.ts';
import { firstOfEqualRows } from '../table/equal-rows.ts';
import { columnByName, selectColumns, selectRows, type Table } from '../table/table.ts';
import { isFeature } from './features.ts';
import { positiveIndexOf } from './positive-class.ts';
import type { ProblemDefinition } from './problem.ts';
import { rowsWithTarget, targetOf } from './target.ts';

/** How far the labels themselves allow to go. */
export interface LabelCeiling {
  /** The metric of predicting, for each row, what the rows with the same features hold on average. */
  readonly value: number;
  /** Rows that share all their features with another row. */
  readonly repeatedRows: number;
  /** Rows among those whose answer differs from that of another row with the same features. */
  readonly conflictingRows: number;
}

/** The distribution, or mean, of the target among the rows of each row's group; rows of one group get the same. */
function bestGuess(y: TargetValues, first: Uint32Array): Predictions {
  if (y.kind === 'number') {
    const sums = new Float64Array(first.length);
    const counts = new Uint32Array(first.length);
    first.forEach((group, row) => {
      sums[group] += y.values[row];
      counts[group]++;
    });
    return { kind: 'number', values: Float64Array.from(first, (group) => sums[group] / counts[group]) };
  }
  const k = y.classes.length;
  const sizes = new Uint32Array(first.length);
  // Counts gather in the place of each group's first row, which comes before its others.
  const probabilities = new Float64Array(first.length * k);
  first.forEach((group, row) => {
    sizes[group]++;
    probabilities[group * k + y.codes[row]]++;
  });
  first.forEach((group, row) => {
    if (group !== row) probabilities.copyWithin(row * k, group * k, (group + 1) * k);
    else for (let c = row * k; c < (row + 1) * k; c++) probabilities[c] /= sizes[group];
  });
  return { kind: 'classes', classes: y.classes, probabilities };
}

function countConflicts(y: TargetValues, first: Uint32Array): { repeatedRows: number; conflictingRows: number } {
  const answers = y.kind === 'number' ? y.values : y.codes;
  const sizes = new Uint32Array(first.length);
  const differ = new Uint8Array(first.length);
  first.forEach((group, row) => {
    sizes[group]++;
    if (answers[row] !== answers[group]) differ[group] = 1;
  });
  let repeatedRows = 0;
  let conflictingRows = 0;
  for (const group of first) {
    if (sizes[group] > 1) repeatedRows++;
    if (differ[group] === 1) conflictingRows++;
  }
  return { repeatedRows, conflictingRows };
}

/**
 * The best value of `metric` that any model of the problem's features could reach on the labelled rows of the table: rows that
 * are equal in every feature must get the same prediction, however their answers differ. It bounds log loss, Brier, ROC AUC,
 * RMSE and R² (the mean of a group is the best guess); for metrics of another kind it is close to the bound. A perfect value
 * where no two rows have equal features, which says nothing. Null without features or labelled rows. Throws as targetOf.
 */
export function labelCeiling(table: Table, problem: ProblemDefinition, metric: MetricId): LabelCeiling | null {
  const features = table.columns.filter(({ name }) => isFeature(problem, name)).map(({ name }) => name);
  const rows = rowsWithTarget(table, problem);
  if (features.length === 0 || rows.length === 0) return null;
  const y = targetOf(selectRows({ nRows: table.nRows, columns: [columnByName(table, problem.target)] }, rows), problem);
  const first = firstOfEqualRows(selectRows(selectColumns(table, features), rows).columns);
  const context = { positiveIndex: positiveIndexOf(problem), threshold: 0.5 };
  return { value: metricOf(metric).compute(y, bestGuess(y, first), context), ...countConflicts(y, first) };
}
