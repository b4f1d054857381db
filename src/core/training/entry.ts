import type { Estimate, MetricId } from '../metrics/metric.ts';
import { modelSizeBytes } from './model-size.ts';
import type { Candidate, EntryStatus, LeaderboardEntry } from './run.ts';
import type { FoldFit } from './trial.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What of an entry is measured on the folds that were fitted, by fold; zeros where none was. */
export type EntryFigures = Omit<LeaderboardEntry, 'candidate' | 'status' | 'reason' | 'validation'>;

/** The figures of a candidate whose fits are given, after predicting `rowsPredicted` rows in all. */
export function figuresOf(fits: readonly FoldFit[], rowsPredicted: number): EntryFigures {
  const first = fits.at(0);
  const cut = fits.filter(({ cutShort }) => cutShort).length;
  const spans = fits.map(({ span }) => span).sort((a, b) => a.endMs - b.endMs);
  return {
    fitMs: sum(spans.map(({ fitMs }) => fitMs)),
    perRowUs: rowsPredicted > 0 ? (1000 * sum(spans.map(({ predictMs }) => predictMs))) / rowsPredicted : 0,
    sizeBytes: first?.pipeline ? modelSizeBytes(first.pipeline.model) : 0,
    backend: first?.backend ?? null,
    adapter: first?.adapter ?? null,
    curve: first?.curve ?? [],
    iterations: fits.map(({ iterations }) => iterations),
    spans,
    ...(cut > 0 ? { cutShort: cut } : {}),
  };
}

/** The leaderboard line of a candidate; `validation` is empty unless it is done. */
export function entryOf(
  candidate: Candidate,
  status: EntryStatus,
  reason: string | null,
  figures: EntryFigures = figuresOf([], 0),
  validation: Readonly<Partial<Record<MetricId, Estimate>>> = {},
): LeaderboardEntry {
  return { candidate, status, reason, validation, ...figures };
}

/** Whether the entry was judged on all of the run's folds; an ensemble is made of such alone. */
export function isWhole({ iterations, members }: LeaderboardEntry, nFolds: number): boolean {
  return members !== undefined || iterations.length === nFolds;
}
