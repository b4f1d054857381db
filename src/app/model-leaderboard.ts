import type { Family, LearnerId } from '../core/estimators/estimator.ts';
import { traitsOf } from '../core/estimators/learners.ts';
import type { MetricId } from '../core/metrics/metric.ts';
import { metricOf } from '../core/metrics/registry.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { EntryStatus, LeaderboardEntry } from '../core/training/run.ts';
import { formatEstimate, formatInteger, formatNumber, formatScore, missing, startSentence } from './format.ts';
import { formatBytes, formatDuration } from './format-units.ts';
import { brokenInWords } from './model-goals.ts';
import { membersInWords } from './model-members.ts';
import { markOn, placeOn, scaleOver, type Mark, type Scale } from './model-scale.ts';
import { reasonInWords } from './trouble.ts';

export interface LeaderboardRow {
  readonly id: string;
  /** Place among the done ones: "1"; a dash for the others. */
  readonly rank: string;
  readonly label: string;
  readonly learner: LearnerId;
  readonly family: Family;
  readonly familyLabel: string;
  readonly status: EntryStatus;
  readonly statusLabel: string;
  readonly reason: string | null;
  /** What is to be known of a done one beside its score: that fits ended badly, folds are missing or a constraint is broken; null for the others. */
  readonly note: string | null;
  readonly score: string;
  /** Value and interval in words, for hover and assistive technology. */
  readonly scoreInWords: string;
  readonly mark: Mark | null;
  /** An ensemble's members and weights in words; null for all else. */
  readonly members: { readonly count: string; readonly words: string } | null;
  readonly fit: string;
  readonly perRow: string;
  readonly size: string;
  readonly where: string;
}

export interface Leaderboard {
  readonly metricLabel: string;
  readonly metricExplanation: string;
  readonly better: string;
  readonly scale: Scale;
  /** Place of the goal on the scale; null where none was set or it lies beyond the scale. */
  readonly goalAt: number | null;
  readonly goalLabel: string | null;
  readonly rows: readonly LeaderboardRow[];
}

export const familyLabels: Readonly<Record<Family, string>> = {
  baseline: 'baseline',
  linear: 'linear model',
  neighbours: 'neighbours',
  tree: 'trees',
  additive: 'additive model',
  net: 'neural net',
  ensemble: 'ensemble',
};
const statusLabels: Readonly<Record<EntryStatus, string>> = { done: 'done', failed: 'failed', stopped: 'stopped', skipped: 'skipped' };

/** Done entries best first by `metric`, then the others as they came. */
export function ranked(entries: readonly LeaderboardEntry[], metric: MetricId): LeaderboardEntry[] {
  const sign = metricOf(metric).greaterIsBetter ? -1 : 1;
  const worst = Infinity;
  const key = ({ validation }: LeaderboardEntry) => {
    const value = validation[metric]?.value;
    return value === undefined || Number.isNaN(value) ? worst : sign * value;
  };
  const done = entries.filter(({ status }) => status === 'done');
  const others = entries.filter(({ status }) => status !== 'done');
  return [...done.sort((a, b) => key(a) - key(b) || 0), ...others];
}

/** The axis of the entries' intervals and of the goal, without guessing, which would squeeze all else. */
function scaleOf(entries: readonly LeaderboardEntry[], metric: MetricId, goal: number | null): Scale {
  const done = entries.filter(({ status }) => status === 'done');
  const models = done.filter(({ candidate }) => candidate.learner !== 'dummy');
  const shown = (models.length > 0 ? models : done).flatMap(({ validation }) => {
    const estimate = validation[metric];
    return estimate ? [estimate.value, estimate.lower, estimate.upper] : [];
  });
  const scale = scaleOver(shown);
  const reach = (scale.max - scale.min) * 1.5;
  const goalIsNear = goal !== null && goal > scale.min - reach && goal < scale.max + reach;
  return goalIsNear ? scaleOver([...shown, goal]) : scale;
}

/** Microseconds a row, as a length of time. */
export function perRowInWords(us: number): string {
  return us < 1000 ? `${formatNumber(us, 2)} µs` : formatDuration(us / 1000);
}

/** Where it was trained: "plain TypeScript", "WebGPU, Apple M2"; empty where it was not. */
export function whereTrained(entry: LeaderboardEntry): string {
  if (entry.backend === null) return '';
  if (entry.backend === 'js') return 'plain TypeScript';
  const name = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' }[entry.backend];
  return entry.adapter ? `${name}, ${entry.adapter}` : name;
}

/** The leaderboard as shown, on validation rows only. */
export function leaderboardView(entries: readonly LeaderboardEntry[], problem: ProblemDefinition): Leaderboard {
  const { metric: metricId, criterion: goal } = problem;
  const metric = metricOf(metricId);
  const scale = scaleOf(entries, metricId, goal);
  const rows = ranked(entries, metricId).map((entry, index): LeaderboardRow => {
    const estimate = entry.validation[metricId];
    const done = entry.status === 'done';
    const words = membersInWords(entry, entries);
    const family = traitsOf(entry.candidate.learner).family;
    const reason = [entry.reason && reasonInWords(entry.reason), brokenInWords(problem, entry)].filter(Boolean).join('; ') || null;
    return {
      id: entry.candidate.id,
      rank: done ? String(index + 1) : missing,
      label: entry.candidate.label,
      learner: entry.candidate.learner,
      family,
      familyLabel: familyLabels[family],
      status: entry.status,
      statusLabel: statusLabels[entry.status],
      reason,
      note: done && reason !== null ? startSentence(reason) : null,
      score: done ? formatScore(estimate?.value) : missing,
      scoreInWords: done && estimate ? `${metric.label} ${formatEstimate(estimate)}` : statusLabels[entry.status],
      mark: done && estimate ? markOn(scale, estimate) : null,
      members: words === null ? null : { count: `of ${formatInteger(entry.members?.length)}`, words },
      fit: entry.fitMs > 0 || (done && entry.members === undefined) ? formatDuration(entry.fitMs) : missing,
      perRow: done && entry.perRowUs > 0 ? perRowInWords(entry.perRowUs) : missing,
      size: done && entry.sizeBytes > 0 ? formatBytes(entry.sizeBytes) : missing,
      where: whereTrained(entry),
    };
  });
  return {
    metricLabel: metric.label,
    metricExplanation: metric.explanation,
    better: metric.greaterIsBetter ? 'higher is better' : 'lower is better',
    scale,
    goalAt: goal === null ? null : placeOn(scale, goal),
    goalLabel: goal === null ? null : `goal ${formatNumber(goal)}`,
    rows,
  };
}
