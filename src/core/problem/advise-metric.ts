import type { MetricId } from '../metrics/metric.ts';
import { metricOf } from '../metrics/registry.ts';
import type { ProblemDefinition } from './problem.ts';

export interface MetricAdvice {
  readonly metric: MetricId;
  /** Why, as a sentence with the figures seen. */
  readonly reason: string;
}

/** What a target looks like, as far as the choice of a metric goes. */
export interface TargetShape {
  /** Rows of each of the problem's classes, in their order; empty for a number. */
  readonly classRows: readonly number[];
  /** Mean divided by median of the absolute deviations from the median, for a number: 1.2 or so for a bell; null for classes. */
  readonly tailWeight: number | null;
}

/** Below this share of rows a class is so rare that accuracy says nothing of it. */
const rareShare = 0.1;
/** From here on a few rows decide the squared error. */
const heavyTail = 3;

const percent = (share: number) => `${share < 0.01 ? (share * 100).toFixed(1) : Math.round(share * 100)}%`;

/**
 * A metric that fits the data better than the one in use, and why; null where that one is fine. Rare positives ask for average
 * precision, uneven classes for macro F1 or balanced accuracy in place of accuracy, ordered classes for quadratic kappa in
 * place of accuracy, heavy tails for the absolute error.
 */
export function adviseMetric(problem: ProblemDefinition, { classRows, tailWeight }: TargetShape): MetricAdvice | null {
  const { metric, task } = problem;
  const rows = classRows.reduce((sum, count) => sum + count, 0);
  if (task === 'regression') {
    if (tailWeight === null || tailWeight < heavyTail || !['rmse', 'r2'].includes(metric)) return null;
    return { metric: 'mae', reason: `A few rows lie far from the rest, and squares let them decide ${metricOf(metric).label}; the absolute error counts each by its size.` };
  }
  if (rows === 0) return null;
  if (task === 'binary') {
    const positive = classRows[Math.max(0, problem.classes.indexOf(problem.positiveClass ?? ''))] / rows;
    const share = percent(positive);
    if (positive < rareShare && (metric === 'accuracy' || metric === 'roc_auc' || metric === 'brier')) {
      const why = metric === 'accuracy' ? `always saying no is right in ${percent(1 - positive)} of rows` : `${metricOf(metric).label} hardly notices false alarms among so many negatives`;
      return { metric: 'average_precision', reason: `Only ${share} of rows are ${problem.positiveClass ?? 'positive'}: ${why}, while average precision asks how many of those flagged are right.` };
    }
    const majority = Math.max(...classRows) / rows;
    if (metric === 'accuracy' && majority > 0.65) {
      return { metric: 'balanced_accuracy', reason: `${percent(majority)} of rows are of one class, so accuracy is high without looking at anything; balanced accuracy counts both classes alike.` };
    }
    return null;
  }
  if (problem.classOrder && ['accuracy', 'macro_f1', 'balanced_accuracy'].includes(metric)) {
    return { metric: 'quadratic_kappa', reason: 'The classes have an order, and this metric counts a near miss as much as a far one; quadratic kappa tells them apart.' };
  }
  const rarest = Math.min(...classRows) / rows;
  if (metric === 'accuracy' && rarest < rareShare) {
    return { metric: 'macro_f1', reason: `The rarest class has ${percent(rarest)} of the rows, which accuracy hardly counts; macro F1 counts every class alike.` };
  }
  return null;
}
