import type { Estimate, MetricId } from './metric.ts';
import { metricOf } from './registry.ts';

/**
 * Whether the whole interval of `estimate` is better than guessing: than `baseline`, the baseline's value of the metric,
 * and for ROC AUC than 0.5 too, below which pooled folds put a baseline by chance. A missing interval is taken as the
 * value alone; a missing baseline (NaN) is beaten, except where guessing is known.
 */
export function beatsGuessing(id: MetricId, { value, lower, upper }: Estimate, baseline: number): boolean {
  const { greaterIsBetter } = metricOf(id);
  const known = id === 'roc_auc' ? 0.5 : NaN;
  const weakest = greaterIsBetter ? lower : upper;
  const bound = Number.isNaN(weakest) ? value : weakest;
  return [known, baseline].every((guess) => Number.isNaN(guess) || (greaterIsBetter ? bound > guess : bound < guess));
}
