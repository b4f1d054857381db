import type { MetricId } from '../metrics/metric.ts';
import { selectTarget, type Predictions, type TargetValues } from '../metrics/predictions.ts';
import { metricOf } from '../metrics/registry.ts';
import { firstOfEqualRows } from '../table/equal-rows.ts';
import { columnByName, selectColumns, selectRows, type Table } from '../table/table.ts';
import { isFeature } from './features.ts';
import { judgedRows } from './judged-rows.ts';
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

/** The distribution, or mean, of the target among all rows of the group of each of `judged`; rows of one group get the same. */
function bestGuess(y: TargetValues, first: Uint32Array, judged: Uint32Array): Predictions {
  if (y.kind === 'number') {
    const sums = new Float64Array(first.length);
    const counts = new Uint32Array(first.length);
    first.forEach((group, row) => {
      sums[group] += y.values[row];
      counts[group]++;
    });
    return { kind: 'number', values: Float64Array.from(judged, (row) => sums[first[row]] / counts[first[row]]) };
  }
  const k = y.classes.length;
  const sizes = new Uint32Array(first.length);
  // Counts gather at the first judged row of each group, which comes before its others.
  const placeOf = new Int32Array(first.length).fill(-1);
  judged.forEach((row, place) => {
    if (placeOf[first[row]] < 0) placeOf[first[row]] = place;
  });
  const probabilities = new Float64Array(judged.length * k);
  first.forEach((group, row) => {
    sizes[group]++;
    if (placeOf[group] >= 0) probabilities[placeOf[group] * k + y.codes[row]]++;
  });
  judged.forEach((row, place) => {
    const from = placeOf[first[row]];
    if (from !== place) probabilities.copyWithin(place * k, from * k, (from + 1) * k);
    else for (let c = place * k; c < (place + 1) * k; c++) probabilities[c] /= sizes[first[row]];
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
 * where no two rows have equal features, which says nothing. Where rows and classes are many, the metric is that of some of the
 * rows (see judgedRows). Null without features or labelled rows. Throws as targetOf.
 */
export function labelCeiling(table: Table, problem: ProblemDefinition, metric: MetricId): LabelCeiling | null {
  const features = table.columns.filter(({ name }) => isFeature(problem, name)).map(({ name }) => name);
  const rows = rowsWithTarget(table, problem);
  if (features.length === 0 || rows.length === 0) return null;
  const y = targetOf(selectRows({ nRows: table.nRows, columns: [columnByName(table, problem.target)] }, rows), problem);
  const first = firstOfEqualRows(selectRows(selectColumns(table, features), rows).columns);
  const context = { positiveIndex: positiveIndexOf(problem), threshold: 0.5 };
  const judged = judgedRows(rows.length, y.kind === 'classes' ? y.classes.length : 1);
  return { value: metricOf(metric).compute(selectTarget(y, judged), bestGuess(y, first, judged), context), ...countConflicts(y, first) };
}
