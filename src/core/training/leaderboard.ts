import type { MetricId } from '../metrics/metric.ts';
import { metricOf } from '../metrics/registry.ts';
import type { Constraints } from '../problem/problem.ts';
import { brokenConstraints } from './constraints.ts';
import type { EntryStatus, LeaderboardEntry } from './run.ts';

const statusOrder: readonly EntryStatus[] = ['done', 'stopped', 'failed', 'skipped'];

/**
 * The entries with the finished ones first, best first by `metric`, the earlier tried (and simpler) one on ties and
 * undefined values last; then those that were stopped, failed or skipped.
 */
export function rankEntries(entries: readonly LeaderboardEntry[], metric: MetricId): LeaderboardEntry[] {
  const sign = metricOf(metric).greaterIsBetter ? -1 : 1;
  const loss = (entry: LeaderboardEntry) => {
    const value = entry.validation[metric]?.value ?? NaN;
    return Number.isNaN(value) ? Infinity : sign * value;
  };
  const compare = (a: LeaderboardEntry, b: LeaderboardEntry) => {
    const byStatus = statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status);
    if (byStatus !== 0) return byStatus;
    return loss(a) === loss(b) ? 0 : loss(a) - loss(b);
  };
  return [...entries].sort(compare);
}

/** The id of the best finished entry that keeps the constraints, else of the best of all; null where none has finished. */
export function bestOf(entries: readonly LeaderboardEntry[], metric: MetricId, constraints: Constraints | null | undefined = null): string | null {
  const done = rankEntries(entries, metric).filter(({ status }) => status === 'done');
  const keeps = (entry: LeaderboardEntry) => brokenConstraints(constraints, { ...entry, learner: entry.candidate.learner }).length === 0;
  return (done.find(keeps) ?? done.at(0))?.candidate.id ?? null;
}
