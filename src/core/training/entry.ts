import type { Estimate, MetricId } from '../metrics/metric.ts';
import { modelSizeBytes } from './model-size.ts';
import type { Candidate, EntryStatus, FitOutcome, LeaderboardEntry } from './run.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The leaderboard line of a candidate that was fitted on some folds; `validation` is empty unless all are done. */
export function entryOf(
  candidate: Candidate,
  status: EntryStatus,
  reason: string | null,
  outcomes: readonly FitOutcome[] = [],
  validation: Readonly<Partial<Record<MetricId, Estimate>>> = {},
  rowsPredicted = 0,
): LeaderboardEntry {
  const last = outcomes.at(-1);
  return {
    candidate,
    status,
    reason,
    validation,
    fitMs: sum(outcomes.map(({ fitMs }) => fitMs)),
    perRowUs: rowsPredicted > 0 ? (1000 * sum(outcomes.map(({ predictMs }) => predictMs))) / rowsPredicted : 0,
    sizeBytes: last ? modelSizeBytes(last.model) : 0,
    backend: last?.backend ?? null,
    adapter: last?.adapter ?? null,
    curve: outcomes.at(0)?.curve ?? [],
    iterations: outcomes.map(({ model }) => model.iterations),
  };
}
