import { verdictOn, type Verdict } from '../core/evaluation/judgement.ts';
import { nameInSentence, verbFor } from '../core/estimators/model-name.ts';
import type { Estimate } from '../core/metrics/metric.ts';
import { beatsGuessing } from '../core/metrics/beats-guessing.ts';
import { metricOf } from '../core/metrics/registry.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { StageResults } from '../core/project/project.ts';
import type { LeaderboardEntry, RunResult } from '../core/training/run.ts';
import { formatCount, formatDecimals, formatInterval, formatInteger, formatNumber, formatScore, missing, scoreDecimals, startSentence } from './format.ts';
import { formatDuration } from './format-units.ts';
import type { Heading, Phrase } from './model-phrases.ts';
import { reasonInWords } from './trouble.ts';

export { nameInSentence, verbFor };

const verdicts: Readonly<Record<Verdict, string>> = {
  met: 'is met',
  'met-in-doubt': 'is met, within its interval',
  'not-met-in-doubt': 'is not met, but within its interval',
  'not-met': 'is not met',
  unknown: 'cannot be judged yet',
};

/** "Your goal of 0.92 is met.", with a doubt where the interval reaches past the goal; empty without a goal. */
export function goalSentence(problem: ProblemDefinition, estimate: Estimate): string {
  if (problem.criterion === null) return '';
  return `Your goal of ${formatNumber(problem.criterion)} ${verdicts[verdictOn(problem.metric, estimate, problem.criterion)]}.`;
}

function valueOf(entry: LeaderboardEntry | undefined, problem: ProblemDefinition): number | null {
  const value = entry?.status === 'done' ? entry.validation[problem.metric]?.value : undefined;
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** ", 0.022 above logistic regression": how far the best is from the strongest plain model that ran. */
export function aboveBaseline(best: LeaderboardEntry, entries: readonly LeaderboardEntry[], problem: ProblemDefinition): string {
  const value = valueOf(best, problem);
  const linear = entries.find(({ candidate }) => candidate.learner === 'linear');
  const dummy = entries.find(({ candidate }) => candidate.learner === 'dummy');
  const against = best === linear || best === dummy ? [dummy] : [linear, dummy];
  const baseline = against.find((entry) => valueOf(entry, problem) !== null);
  const baselineValue = valueOf(baseline, problem);
  const estimate = best.validation[problem.metric];
  if (estimate && best !== dummy && !beatsGuessing(problem.metric, estimate, valueOf(dummy, problem) ?? NaN)) return ', not clearly better than guessing';
  if (value === null || !baseline || baselineValue === null || best === baseline) return '';
  const name = baseline.candidate.learner === 'dummy' ? 'the baseline' : nameInSentence(baseline.candidate.label);
  const difference = value - baselineValue;
  const decimals = scoreDecimals(Math.max(Math.abs(value), Math.abs(difference)));
  if (Number(Math.abs(difference).toFixed(decimals)) === 0) return `, no better than ${name}`;
  const greater = metricOf(problem.metric).greaterIsBetter;
  const words = greater ? ['above', 'below'] : ['worse than', 'better than'];
  return `, ${formatDecimals(Math.abs(difference), decimals)} ${difference > 0 ? words[0] : words[1]} ${name}`;
}

/** For the middle of a sentence: "log loss", but "ROC AUC" and "Brier score". */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]+(?![A-Za-z])/.test(text) && !/^(Brier|Matthews)/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** "Validation by 5 folds on 19,536 rows · 4,884 test rows still locked". */
export function validationLine(split: StageResults['split'] | null, testLooks: number): string {
  if (!split) return '';
  const how = split.nFolds > 1 ? `Validation by ${formatInteger(split.nFolds)} folds on` : 'Validation on one held-out part of';
  const looks = testLooks === 1 ? 'looked at once' : `looked at ${formatInteger(testLooks)} times`;
  const locked = testLooks === 0 ? `${formatCount(split.testRows, 'test row')} still locked` : `${formatCount(split.testRows, 'test row')}, ${looks}`;
  return `${how} ${formatCount(split.developmentRows, 'row')} · ${locked}`;
}

/** Guessing came out best: nothing else finished, or nothing else was better. */
function onlyBaseline(run: RunResult, problem: ProblemDefinition, estimate: Estimate): Phrase[] {
  const others = run.leaderboard.filter(({ candidate }) => candidate.learner !== 'dummy');
  const finished = others.some(({ status }) => status === 'done');
  const score = `${lowerFirst(metricOf(problem.metric).label)} ${formatScore(estimate.value)}`;
  return finished
    ? [{ text: `No model beats guessing, with ${score}. ` }, { text: `The columns may not tell ${problem.target}.`, tone: 'soft' }]
    : [{ text: `Only the baseline finished, with ${score}. ` }, { text: 'Below stands why the others did not; a longer budget may help.', tone: 'soft' }];
}

const endings: Readonly<Record<RunResult['stoppedBecause'], string>> = {
  finished: 'trained in',
  budget: 'cut to fit the budget, trained in',
  'stopped-by-user': 'you stopped it after',
  interrupted: 'interrupted after',
};

/** The sentence over a finished run: the best model, its score with interval, the baseline and the goal. */
export function runHeading(problem: ProblemDefinition, run: RunResult, split: StageResults['split'] | null, testLooks: number): Heading {
  const best = run.leaderboard.find(({ candidate, status }) => candidate.id === run.bestId && status === 'done');
  const estimate = best?.validation[problem.metric];
  const line = startSentence([validationLine(split, testLooks), `${endings[run.stoppedBecause]} ${formatDuration(run.seconds * 1000)}`].filter(Boolean).join(' · '));
  if (!best || !estimate) {
    const failed = run.leaderboard.find(({ status }) => status === 'failed');
    return {
      phrases: [
        { text: 'No model finished. ' },
        { text: failed?.reason ? `${startSentence(reasonInWords(failed.reason))}.` : 'Give it more time, or fewer learners.', tone: 'soft' },
      ],
      sub: line,
    };
  }
  if (best.candidate.learner === 'dummy') return { phrases: onlyBaseline(run, problem, estimate), sub: line };
  const interval = formatInterval(estimate.lower, estimate.upper);
  const goal = goalSentence(problem, estimate);
  const phrases: Phrase[] = [
    { text: `${startSentence(nameInSentence(best.candidate.label))} ${verbFor(best.candidate.label)} ${problem.target} with ${lowerFirst(metricOf(problem.metric).label)} ` },
    { text: formatScore(estimate.value), tone: 'strong' },
    ...(interval === missing ? [] : [{ text: ` ${interval}`, tone: 'interval' as const }]),
    { text: `${aboveBaseline(best, run.leaderboard, problem)}.`, tone: 'soft' },
    ...(goal ? [{ text: ` ${goal}`, tone: 'soft' as const }] : []),
  ];
  return { phrases, sub: line };
}
