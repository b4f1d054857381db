import { createRng, type Rng } from '../math/rng.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import type { Estimate, Metric, MetricContext, MetricId, Task, WeightedScore } from './metric.ts';
import { targetLength, type Predictions, type TargetValues } from './predictions.ts';
import { metricsFor } from './registry.ts';

export interface BootstrapOptions {
  readonly seed: number;
  /** Resamples to draw; a few hundred are enough for a 95% interval. */
  readonly rounds: number;
}

const defaultRounds = 400;
const fewestRounds = 100;
/** Rows drawn over all rounds, so that an interval over many rows stays cheap. */
const drawBudget = 1e7;

/** How often each of `counts.length` rows is drawn when as many are drawn with replacement; fills `counts`. */
function drawCounts(counts: Uint32Array, rng: Rng): void {
  counts.fill(0);
  const n = counts.length;
  for (let i = 0; i < n; i++) counts[rng.int(n)]++;
}

/** The percentile interval of the finite draws; NaN where fewer than half of them are defined, or of fewer than two rows. */
function toEstimate(value: number, draws: Float64Array, rows: number): Estimate {
  const defined = draws.filter((draw) => !Number.isNaN(draw)).sort();
  if (rows < 2 || Number.isNaN(value) || defined.length === 0 || defined.length * 2 < draws.length) {
    return { value, lower: NaN, upper: NaN, rows };
  }
  return { value, lower: quantileOfSorted(defined, 0.025), upper: quantileOfSorted(defined, 0.975), rows };
}

function bootstrap(
  selected: readonly Metric[],
  yTrue: TargetValues,
  yPred: Predictions,
  context: MetricContext,
  { seed, rounds }: BootstrapOptions,
): Estimate[] {
  const rows = targetLength(yTrue);
  if (rows === 0) return selected.map(() => ({ value: NaN, lower: NaN, upper: NaN, rows }));
  const scores: WeightedScore[] = selected.map((metric) => metric.prepare(yTrue, yPred, context));
  const counts = new Uint32Array(rows).fill(1);
  const values = scores.map((score) => score(counts));
  const draws = scores.map(() => new Float64Array(rounds));
  const rng = createRng(seed).fork('bootstrap');
  for (let round = 0; round < rounds; round++) {
    drawCounts(counts, rng);
    for (let m = 0; m < scores.length; m++) draws[m][round] = scores[m](counts);
  }
  return values.map((value, m) => toEstimate(value, draws[m], rows));
}

/**
 * The metric with its 95% bootstrap percentile interval (Efron & Tibshirani 1993, ch. 13): rows are drawn with
 * replacement `rounds` times. Resamples on which the metric is not defined are left out; where that is more than half
 * of them, or there are fewer than two rows, the bounds are NaN. The same seed gives the same bounds.
 */
export function estimateMetric(
  metric: Metric,
  yTrue: TargetValues,
  yPred: Predictions,
  context: MetricContext,
  options: BootstrapOptions,
): Estimate {
  return bootstrap([metric], yTrue, yPred, context, options)[0];
}

/** How many resamples an interval over `rows` rows is given: 400, fewer for very many rows, at least 100. */
export function roundsFor(rows: number): number {
  return Math.max(fewestRounds, Math.min(defaultRounds, Math.floor(drawBudget / Math.max(1, rows))));
}

/** Every metric of the task with its interval, all from the same resamples. */
export function estimateMetrics(
  task: Task,
  yTrue: TargetValues,
  yPred: Predictions,
  context: MetricContext,
  seed: number,
): Partial<Record<MetricId, Estimate>> {
  const selected = metricsFor(task, context.ordered);
  const options = { seed, rounds: roundsFor(targetLength(yTrue)) };
  const estimates = bootstrap(selected, yTrue, yPred, context, options);
  return Object.fromEntries(selected.map(({ id }, i) => [id, estimates[i]]));
}
