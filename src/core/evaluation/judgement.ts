import type { Estimate, MetricId } from '../metrics/metric.ts';
import { metricOf } from '../metrics/registry.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import { brokenConstraints, type ConstrainedModel, type ConstraintName } from '../training/constraints.ts';

/** Whether a bound holds, and whether the interval leaves a doubt: '…-in-doubt' where it reaches to the other side. */
export type Verdict = 'met' | 'met-in-doubt' | 'not-met-in-doubt' | 'not-met' | 'unknown';

/** One thing that was asked of a model, and how it stands. */
export interface Judgement {
  readonly asked: 'criterion' | 'above-baseline' | 'guardrail' | ConstraintName;
  /** The metric, for the first three. */
  readonly metric: MetricId | null;
  /** The bound that was set; for 'explainable' 1. */
  readonly bound: number;
  /** What was seen; NaN where it is not known. */
  readonly value: number;
  readonly verdict: Verdict;
}

/** What is judged: a model's figures on one set of rows, and the baseline's on the same. */
export interface Judged extends ConstrainedModel {
  readonly metrics: Readonly<Partial<Record<MetricId, Estimate>>>;
  readonly baseline: Readonly<Partial<Record<MetricId, Estimate>>> | null;
}

/** Whether `value` is as good as `bound` or better, in the metric's direction; false for NaN. */
export function reaches(metric: MetricId, value: number, bound: number): boolean {
  return metricOf(metric).greaterIsBetter ? value >= bound : value <= bound;
}

/** How an estimate stands to a bound, in the metric's direction; a bound that an interval reaches past leaves a doubt. */
export function verdictOn(metric: MetricId, { value, lower, upper }: Estimate, bound: number): Verdict {
  if (Number.isNaN(value)) return 'unknown';
  const greater = metricOf(metric).greaterIsBetter;
  const holds = (score: number) => Number.isNaN(score) || reaches(metric, score, bound);
  const [weakest, strongest] = greater ? [lower, upper] : [upper, lower];
  if (holds(value)) return holds(weakest) ? 'met' : 'met-in-doubt';
  return !Number.isNaN(strongest) && holds(strongest) ? 'not-met-in-doubt' : 'not-met';
}

function onMetric(asked: Judgement['asked'], metric: MetricId, bound: number, { metrics }: Judged): Judgement {
  const estimate = metrics[metric];
  return { asked, metric, bound, value: estimate?.value ?? NaN, verdict: estimate ? verdictOn(metric, estimate, bound) : 'unknown' };
}

/** Better than the baseline by how much, with the interval of the model alone: the baseline hardly varies. */
function onBaseline(metric: MetricId, by: number, { metrics, baseline }: Judged): Judgement {
  const [mine, theirs] = [metrics[metric], baseline?.[metric]];
  if (!mine || !theirs) return { asked: 'above-baseline', metric, bound: by, value: NaN, verdict: 'unknown' };
  // The baseline is no better than itself, whatever its interval.
  if (mine === theirs) return { asked: 'above-baseline', metric, bound: by, value: 0, verdict: by > 0 ? 'not-met' : 'met' };
  const sign = metricOf(metric).greaterIsBetter ? 1 : -1;
  return { asked: 'above-baseline', metric, bound: by, value: sign * (mine.value - theirs.value), verdict: verdictOn(metric, mine, theirs.value + sign * by) };
}

/** Everything that the problem asks of a model, and how the model stands to it; empty where nothing is asked. */
export function judge(problem: ProblemDefinition, judged: Judged): Judgement[] {
  const { metric, criterion, aboveBaseline = null, guardrails = [], constraints = null } = problem;
  const broken = brokenConstraints(constraints, judged);
  const kept = (asked: ConstraintName, bound: number, value: number): Judgement => ({ asked, metric: null, bound, value, verdict: Number.isNaN(value) ? 'unknown' : broken.includes(asked) ? 'not-met' : 'met' });
  return [
    ...(criterion === null ? [] : [onMetric('criterion', metric, criterion, judged)]),
    ...(aboveBaseline === null ? [] : [onBaseline(metric, aboveBaseline, judged)]),
    ...guardrails.map((guardrail) => onMetric('guardrail', guardrail.metric, guardrail.bound, judged)),
    ...(constraints?.modelBytes ? [kept('model-size', constraints.modelBytes, judged.sizeBytes)] : []),
    ...(constraints?.predictionMs ? [kept('prediction-time', constraints.predictionMs, judged.perRowUs / 1000)] : []),
    ...(constraints?.explainable ? [kept('explainable', 1, broken.includes('explainable') ? 0 : 1)] : []),
  ];
}
