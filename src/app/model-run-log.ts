import type { Family } from '../core/estimators/estimator.ts';
import { traitsOf } from '../core/estimators/learners.ts';
import type { FitSpan, LeaderboardEntry, RunResult } from '../core/training/run.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { formatCount, formatDecimals, formatInteger, formatPercent, missing, startSentence } from './format.ts';
import { formatBytes, formatDuration } from './format-units.ts';
import { familyLabels, perRowInWords, whereTrained } from './model-leaderboard.ts';
import { scaleFrom, type Scale } from './model-scale.ts';
import { reasonInWords } from './trouble.ts';

/** One fold's fit on the timeline; places in [0, 1] along it. */
export interface TimelineBar {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly family: Family;
  readonly note: string;
}

export interface PhaseLine {
  readonly label: string;
  readonly explanation: string;
  readonly text: string;
  /** Share of all phases, in [0, 1]. */
  readonly share: number;
}

/** What a run did and when, as data to be drawn and listed. */
export interface RunLogView {
  readonly title: string;
  readonly reading: string;
  readonly scale: Scale;
  /** One lane a fit at a time; empty where the run kept no times. */
  readonly lanes: readonly (readonly TimelineBar[])[];
  /** The families that are drawn, by name, as they come. */
  readonly families: readonly { readonly family: Family; readonly label: string }[];
  readonly table: ChartTable;
  readonly phases: readonly PhaseLine[];
}

interface Fit extends FitSpan {
  readonly entry: LeaderboardEntry;
}

/** Fits that lie beside one another in time come into lanes of their own, the first that is free. */
function inLanes(fits: readonly Fit[]): Fit[][] {
  const lanes: Fit[][] = [];
  for (const fit of [...fits].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)) {
    // Ends and starts are told by two clocks; a millisecond between them is none.
    const free = lanes.find((lane) => lane[lane.length - 1].endMs <= fit.startMs + 1);
    if (free) free.push(fit);
    else lanes.push([fit]);
  }
  return lanes;
}

const phaseWords: Readonly<Record<string, readonly [label: string, explanation: string]>> = {
  recipe: ['Preparing rows', 'Fitting the recipe in each fold and making the matrices.'],
  fit: ['Fitting', 'Training the models; where several train at once, their time is added up.'],
  predict: ['Predicting', 'Predicting the validation rows.'],
  metrics: ['Scoring', 'Metrics with their intervals.'],
  ensemble: ['Ensemble', 'Choosing which models to average, and how.'],
};

function phaseLines(secondsByPhase: RunResult['secondsByPhase']): PhaseLine[] {
  const known = Object.entries(secondsByPhase).filter(([, seconds]) => seconds > 0);
  const total = known.reduce((sum, [, seconds]) => sum + seconds, 0);
  return known
    .sort(([, a], [, b]) => b - a)
    .map(([phase, seconds]) => {
      const [label, explanation] = phaseWords[phase] ?? [startSentence(phase.replaceAll('-', ' ')), 'A part of the run.'];
      return { label, explanation, text: formatDuration(seconds * 1000), share: seconds / total };
    });
}

const reasons: Readonly<Record<LeaderboardEntry['status'], string>> = { done: 'all folds done', failed: 'failed', stopped: 'stopped', skipped: 'skipped' };

/** Why a candidate that has no reason of its own is where it is. */
function endedInWords({ status, cutShort }: LeaderboardEntry): string {
  return cutShort ? `all folds done, ${formatInteger(cutShort)} of them ended by the time they had` : reasons[status];
}

function tableOf(entries: readonly LeaderboardEntry[]): ChartTable {
  const seconds = (ms: number | undefined) => (ms === undefined ? missing : formatDecimals(ms / 1000, 2));
  return {
    columns: ['model', 'status', 'started, s', 'ended, s', 'fitting, s', 'predicting, s', 'size', 'per row', 'iterations by fold', 'trained on', 'why it ended'],
    rows: entries.map((entry) => {
      const { spans } = entry;
      const some = spans && spans.length > 0 ? spans : undefined;
      return [
        entry.candidate.label,
        entry.status,
        seconds(some && Math.min(...some.map(({ startMs }) => startMs))),
        seconds(some && Math.max(...some.map(({ endMs }) => endMs))),
        seconds(entry.fitMs),
        seconds(some?.reduce((sum, { predictMs }) => sum + predictMs, 0)),
        entry.sizeBytes > 0 ? formatBytes(entry.sizeBytes) : missing,
        entry.perRowUs > 0 ? perRowInWords(entry.perRowUs) : missing,
        entry.iterations.length > 0 ? entry.iterations.map(formatInteger).join(' · ') : missing,
        whereTrained(entry) || missing,
        entry.reason === null ? endedInWords(entry) : reasonInWords(entry.reason),
      ];
    }),
  };
}

const endings: Readonly<Record<RunResult['stoppedBecause'], string>> = {
  finished: 'It ended because all was tried.',
  budget: 'It ended because the budget was used up.',
  'stopped-by-user': 'It ended because you stopped it.',
  interrupted: 'It was cut off: the page was closed or failed.',
};

/** "31 fits of 7 models, up to 2 at once, in 28 s; a fit was going on 84% of that time. It ended because all was tried." */
function readingOf(run: RunResult, fits: readonly Fit[], slots: number): string {
  const took = formatDuration(run.seconds * 1000);
  if (fits.length === 0) return `It took ${took}; when each fold was fitted was not kept. ${endings[run.stoppedBecause]}`;
  const models = new Set(fits.map(({ entry }) => entry.candidate.id)).size;
  const atOnce = slots > 1 ? `, up to ${formatInteger(slots)} at once,` : '';
  const busyMs = fits.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const share = Math.min(1, busyMs / Math.max(1, slots * run.seconds * 1000));
  const busy = slots > 1 ? `${formatPercent(share)} of that room was used` : `a fit was going on ${formatPercent(share)} of that time`;
  return `${formatCount(fits.length, 'fit')} of ${formatCount(models, 'model')}${atOnce} in ${took}; ${busy}. ${endings[run.stoppedBecause]}`;
}

/** What the run did, read off the times that it kept. */
export function runLogView(run: RunResult): RunLogView {
  const fits = run.leaderboard.flatMap((entry) => (entry.spans ?? []).map((span): Fit => ({ ...span, entry })));
  const lanes = inLanes(fits);
  const end = Math.max(run.seconds, ...fits.map(({ endMs }) => endMs / 1000), 1e-3);
  const place = (ms: number) => Math.min(1, Math.max(0, ms / 1000 / end));
  return {
    title: 'What did the run do?',
    reading: readingOf(run, fits, Math.max(run.slots ?? 1, lanes.length)),
    scale: scaleFrom(0, end),
    lanes: lanes.map((lane) =>
      lane.map((fit) => ({
        key: `${fit.entry.candidate.id} ${fit.fold}`,
        from: place(fit.startMs),
        to: place(fit.endMs),
        label: fit.entry.candidate.label,
        family: traitsOf(fit.entry.candidate.learner).family,
        note: `${fit.entry.candidate.label}, fold ${fit.fold + 1}: ${formatDuration(fit.endMs - fit.startMs)}, of it ${formatDuration(fit.fitMs)} fitting and ${formatDuration(fit.predictMs)} predicting`,
      })),
    ),
    families: [...new Set(lanes.flat().map(({ entry }) => traitsOf(entry.candidate.learner).family))].map((family) => ({ family, label: familyLabels[family] })),
    table: tableOf(run.leaderboard),
    phases: phaseLines(run.secondsByPhase),
  };
}
