import type { LearnerId } from '../core/estimators/estimator.ts';
import { judge, type Judgement, type Verdict } from '../core/evaluation/judgement.ts';
import { metricOf } from '../core/metrics/registry.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { ConstraintName } from '../core/training/constraints.ts';
import { brokenConstraints } from '../core/training/constraints.ts';
import type { LeaderboardEntry } from '../core/training/run.ts';
import { formatNumber, formatScore, missing } from './format.ts';
import { formatBytes, formatDuration } from './format-units.ts';

/** One thing that was asked of a model, and how the selected one stands to it. */
export interface GoalLine {
  readonly key: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'info';
  /** "ROC AUC at least 0.8". */
  readonly asked: string;
  /** "0.83: met". */
  readonly seen: string;
}

const words: Readonly<Record<Verdict, string>> = {
  met: 'met',
  'met-in-doubt': 'met, in doubt within its interval',
  'not-met-in-doubt': 'not met, but within its interval',
  'not-met': 'not met',
  unknown: 'not known',
};

const tones: Readonly<Record<Verdict, GoalLine['tone']>> = { met: 'good', 'met-in-doubt': 'warn', 'not-met-in-doubt': 'warn', 'not-met': 'bad', unknown: 'info' };

function askedFor({ asked, metric, bound }: Judgement): string {
  const direction = metric && metricOf(metric).greaterIsBetter ? 'at least' : 'at most';
  if (asked === 'model-size') return `Model of at most ${formatBytes(bound)}`;
  if (asked === 'prediction-time') return `A row within ${formatDuration(bound)}`;
  if (asked === 'explainable') return 'Explainable';
  const label = metric ? metricOf(metric).label : '';
  return asked === 'above-baseline' ? `${label} better than the linear model by ${formatNumber(bound)}` : `${label} ${direction} ${formatNumber(bound)}`;
}

/** What of a readable model is read. */
const readOff: Readonly<Partial<Record<LearnerId, string>>> = { linear: 'its coefficients can be read', tree: 'its questions can be read', ebm: 'its curves can be read' };

function seenAs({ asked, value, verdict }: Judgement, learner: LearnerId): string {
  if (asked === 'explainable') return verdict === 'met' ? (readOff[learner] ?? 'it can be read off') : 'it cannot be read off';
  const figure = Number.isNaN(value) ? missing : asked === 'model-size' ? formatBytes(value) : asked === 'prediction-time' ? formatDuration(value) : formatScore(value);
  return `${figure}: ${words[verdict]}`;
}

/** Everything that the problem asks of a model, with how this entry stands on validation rows; empty where nothing is asked. */
export function goalLines(problem: ProblemDefinition, entry: LeaderboardEntry, entries: readonly LeaderboardEntry[]): GoalLine[] {
  const linear = entries.find(({ candidate, status }) => candidate.learner === 'linear' && status === 'done');
  const judged = { metrics: entry.validation, baseline: linear?.validation ?? null, sizeBytes: entry.sizeBytes, perRowUs: entry.perRowUs, learner: entry.candidate.learner };
  return judge(problem, judged).map((judgement) => ({
    key: `${judgement.asked} ${judgement.metric ?? ''}`,
    tone: tones[judgement.verdict],
    asked: askedFor(judgement),
    seen: seenAs(judgement, entry.candidate.learner),
  }));
}

const broken: Readonly<Record<ConstraintName, string>> = { 'model-size': 'larger than you allow', 'prediction-time': 'slower than you allow', explainable: 'cannot be explained' };

/** What an entry breaks of the constraints, in words; null where it keeps them. */
export function brokenInWords({ constraints }: ProblemDefinition, entry: LeaderboardEntry): string | null {
  if (entry.status !== 'done') return null;
  const names = brokenConstraints(constraints, { ...entry, learner: entry.candidate.learner });
  return names.length === 0 ? null : names.map((name) => broken[name]).join(', ');
}
