import type { LearnerId } from '../estimators/estimator.ts';
import type { Estimate, MetricId } from '../metrics/metric.ts';
import { metricOf } from '../metrics/registry.ts';
import type { ProblemDefinition } from '../problem/problem.ts';

/** Whether a bound holds, and whether the interval leaves a doubt: '…-in-doubt' where it reaches to the other side. */
export type Verdict = 'met' | 'met-in-doubt' | 'not-met-in-doubt' | 'not-met' | 'unknown';

/** One thing that was asked of a model, and how it stands. */
export interface Judgement {
  readonly asked: 'criterion' | 'above-baseline' | 'guardrail' | 'model-size' | 'prediction-time' | 'explainable';
  /** The metric, for the first three. */
  readonly metric: MetricId | null;
  /** The bound that was set; for 'explainable' 1. */
  readonly bound: number;
  /** What was seen; NaN where it is not known. */
  readonly value: number;
  readonly verdict: Verdict;
}

/** What is judged: a model's figures on one set of rows, and the baseline's on the same. */
export interface Judged {
  readonly metrics: Readonly<Partial<Record<MetricId, Estimate>>>;
  readonly baseline: Readonly<Partial<Record<MetricId, Estimate>>> | null;
  readonly sizeBytes: number;
  /** Microseconds for one row. */
  readonly perRowUs: number;
  readonly learner: LearnerId;
}

/** Learners whose answer can be read off their coefficients. */
const readable: readonly LearnerId[] = ['linear', 'dummy'];

/** How an estimate stands to a bound, in the metric's direction; a bound that an interval reaches past leaves a doubt. */
export function verdictOn(metric: MetricId, { value, lower, upper }: Estimate, bound: number): Verdict {
  if (Number.isNaN(value)) return 'unknown';
  const greater = metricOf(metric).greaterIsBetter;
  const holds = (score: number) => Number.isNaN(score) || (greater ? score >= bound : score <= bound);
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
  const sign = metricOf(metric).greaterIsBetter ? 1 : -1;
  return { asked: 'above-baseline', metric, bound: by, value: sign * (mine.value - theirs.value), verdict: verdictOn(metric, mine, theirs.value + sign * by) };
}

function atMost(asked: Judgement['asked'], bound: number, value: number): Judgement {
  return { asked, metric: null, bound, value, verdict: Number.isNaN(value) ? 'unknown' : value <= bound ? 'met' : 'not-met' };
}

/** Everything that the problem asks of a model, and how the model stands to it; empty where nothing is asked. */
export function judge(problem: ProblemDefinition, judged: Judged): Judgement[] {
  const { metric, criterion, aboveBaseline = null, guardrails = [], constraints = null } = problem;
  return [
    ...(criterion === null ? [] : [onMetric('criterion', metric, criterion, judged)]),
    ...(aboveBaseline === null ? [] : [onBaseline(metric, aboveBaseline, judged)]),
    ...guardrails.map((guardrail) => onMetric('guardrail', guardrail.metric, guardrail.bound, judged)),
    ...(constraints?.modelBytes ? [atMost('model-size', constraints.modelBytes, judged.sizeBytes)] : []),
    ...(constraints?.predictionMs ? [atMost('prediction-time', constraints.predictionMs, judged.perRowUs / 1000)] : []),
    ...(constraints?.explainable ? [{ asked: 'explainable' as const, metric: null, bound: 1, value: readable.includes(judged.learner) ? 1 : 0, verdict: readable.includes(judged.learner) ? ('met' as const) : ('not-met' as const) }] : []),
  ];
}

/** Whether a model keeps to the problem's constraints (size, time, explainable), whatever its score. */
export function keepsConstraints(problem: ProblemDefinition, judged: Pick<Judged, 'sizeBytes' | 'perRowUs' | 'learner'>): boolean {
  const hard: readonly Judgement['asked'][] = ['model-size', 'prediction-time', 'explainable'];
  return judge(problem, { ...judged, metrics: {}, baseline: null }).every(({ asked, verdict }) => !hard.includes(asked) || verdict !== 'not-met');
}
