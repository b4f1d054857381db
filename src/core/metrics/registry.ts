import { accuracy } from './accuracy.ts';
import { averagePrecision } from './average-precision.ts';
import { balancedAccuracy } from './balanced-accuracy.ts';
import { brier } from './brier.ts';
import { f1 } from './f1.ts';
import { logLoss } from './log-loss.ts';
import { macroF1 } from './macro-f1.ts';
import { mae } from './mae.ts';
import { mape } from './mape.ts';
import { mcc } from './mcc.ts';
import { medianAbsoluteError } from './median-absolute-error.ts';
import type { Metric, MetricId, Task } from './metric.ts';
import { precision } from './precision.ts';
import { quadraticKappa } from './quadratic-kappa.ts';
import { r2 } from './r2.ts';
import { recall } from './recall.ts';
import { rmse } from './rmse.ts';
import { rocAuc } from './roc-auc.ts';

const byId: Readonly<Record<MetricId, Metric>> = {
  roc_auc: rocAuc,
  average_precision: averagePrecision,
  log_loss: logLoss,
  brier,
  accuracy,
  balanced_accuracy: balancedAccuracy,
  f1,
  precision,
  recall,
  mcc,
  macro_f1: macroF1,
  quadratic_kappa: quadraticKappa,
  rmse,
  mae,
  median_absolute_error: medianAbsoluteError,
  r2,
  mape,
};

/** Every metric by its id, in the order in which they are shown. */
export const metrics: ReadonlyMap<MetricId, Metric> = new Map(Object.values(byId).map((metric) => [metric.id, metric]));

/** The metric called `id`. */
export function metricOf(id: MetricId): Metric {
  return byId[id];
}

/**
 * The metrics that apply to `task`, in the order in which they are shown, the default one first; those that need classes with an
 * order only where they are `ordered`.
 */
export function metricsFor(task: Task, ordered = false): Metric[] {
  const applicable = [...metrics.values()].filter(({ id, tasks }) => tasks.includes(task) && (ordered || id !== 'quadratic_kappa'));
  const first = defaultMetric(task);
  return [...applicable.filter(({ id }) => id === first), ...applicable.filter(({ id }) => id !== first)];
}

/** The metric that candidates are compared by unless another is chosen: ROC AUC, log loss or RMSE. */
export function defaultMetric(task: Task): MetricId {
  if (task === 'binary') return 'roc_auc';
  return task === 'multiclass' ? 'log_loss' : 'rmse';
}
