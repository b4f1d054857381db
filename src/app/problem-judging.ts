import { breakEvenProbability } from '../core/evaluation/outcome-value.ts';
import type { MetricId } from '../core/metrics/metric.ts';
import { metricOf } from '../core/metrics/registry.ts';
import type { Guardrail, OutcomeValues, ProblemDefinition } from '../core/problem/problem.ts';
import { className, formatPercent } from './format.ts';
import { metricOptions } from './problem.ts';

/** The metrics that could be held beside the primary one: those of the task that are not in use yet. */
export function guardrailOptions(problem: ProblemDefinition): { value: MetricId; label: string }[] {
  const used = [problem.metric, ...(problem.guardrails ?? []).map(({ metric }) => metric)];
  return metricOptions(problem).filter(({ value }) => !used.includes(value));
}

/** The guardrails with one set, changed or, without a bound, taken away. */
export function withGuardrail(problem: ProblemDefinition, metric: MetricId, bound: number | null): Guardrail[] {
  const { guardrails = [] } = problem;
  if (bound === null) return guardrails.filter((guardrail) => guardrail.metric !== metric);
  if (!guardrails.some((guardrail) => guardrail.metric === metric)) return [...guardrails, { metric, bound }];
  return guardrails.map((guardrail) => (guardrail.metric === metric ? { metric, bound } : guardrail));
}

/** "above the linear model", or below it for a metric of which less is better. */
export function baselineDirection(id: MetricId): string {
  return metricOf(id).greaterIsBetter ? 'above the linear model' : 'below the linear model';
}

/** A class's name for a table's head: a long one is cut. */
const shortClass = (label: string) => className(label.length > 40 ? `${label.slice(0, 39).trimEnd()}…` : label);

export type Outcome = Exclude<keyof OutcomeValues, 'unit'>;

/** The table of what each outcome is worth: one line for each decision, one column for each truth. */
export function outcomeTable({ classes, positiveClass }: ProblemDefinition): {
  readonly truths: readonly string[];
  readonly decisions: readonly { readonly label: string; readonly cells: readonly { readonly outcome: Outcome; readonly label: string }[] }[];
} {
  const positive = shortClass(positiveClass ?? classes[1] ?? 'positive');
  const negative = shortClass(classes.find((label) => label !== positiveClass) ?? 'other');
  return {
    truths: [`it is ${positive}`, `it is ${negative}`],
    decisions: [
      { label: `we say ${positive}`, cells: [{ outcome: 'truePositive', label: `A ${positive} found` }, { outcome: 'falsePositive', label: `A ${negative} taken for ${positive}` }] },
      { label: `we say ${negative}`, cells: [{ outcome: 'falseNegative', label: `A ${positive} missed` }, { outcome: 'trueNegative', label: `A ${negative} left alone` }] },
    ],
  };
}

const nothing: OutcomeValues = { unit: '', truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };

/** The values with one changed, in `unit` where there were none before; null where all are 0, which says nothing. */
export function withOutcome(outcomes: OutcomeValues | null | undefined, change: Partial<OutcomeValues>, unit = ''): OutcomeValues | null {
  const next = { ...(outcomes ?? { ...nothing, unit }), ...change };
  const { unit: _unit, ...values } = next;
  return Object.values(values).every((value) => value === 0) ? null : next;
}

/** From which probability on it pays to act, if the values can tell; what follows from them otherwise. */
export function outcomeSentence(outcomes: OutcomeValues | null | undefined): string {
  if (!outcomes) return 'Leave it empty where mistakes cost the same; the threshold is then yours to set.';
  const at = breakEvenProbability(outcomes);
  if (Number.isNaN(at)) return 'With these values one decision is never worse than the other, so no model is needed to decide.';
  return `Acting pays from a probability of about ${formatPercent(at)} on; the threshold is chosen by what brings most on validation rows.`;
}
