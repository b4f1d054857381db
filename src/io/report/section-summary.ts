import { verdictOn, type Verdict } from '../../core/evaluation/judgement.ts';
import type { Estimate } from '../../core/metrics/metric.ts';
import { nameInSentence, verbFor } from '../../core/estimators/model-name.ts';
import { beatsGuessing } from '../../core/metrics/beats-guessing.ts';
import { metricOf } from '../../core/metrics/registry.ts';
import type { ProblemDefinition } from '../../core/problem/problem.ts';
import { staleness } from '../../core/project/staleness.ts';
import type { LeaderboardEntry } from '../../core/training/run.ts';
import type { Facts } from './facts.ts';
import { html, type Html } from './html.ts';
import { count, instant, interval, joined, metricName, score, sentence, short } from './words.ts';

const verdicts: Readonly<Record<Verdict, string>> = {
  met: 'is met',
  'met-in-doubt': 'is met, though the interval reaches past it',
  'not-met-in-doubt': 'is not met, though the interval reaches it',
  'not-met': 'is not met',
  unknown: 'cannot be judged',
};

function goalSentence(problem: ProblemDefinition, estimate: Estimate): string {
  if (problem.criterion === null) return '';
  return ` The goal of ${short(problem.criterion)} ${verdicts[verdictOn(problem.metric, estimate, problem.criterion)]}.`;
}

/** A difference with the decimals of the score that it belongs to. */
function difference(by: number, of: number): string {
  const decimals = score(of).split('.')[1]?.length ?? 0;
  return short(Number(Math.abs(by).toFixed(decimals)));
}

/** How far the chosen model is from the strongest plain one on the same validation rows. */
function againstBaseline(entry: LeaderboardEntry, facts: Facts): string {
  const problem = facts.problem.settings;
  const plain = ['linear', 'dummy'] as const;
  const against = plain
    .filter((learner) => learner !== entry.candidate.learner)
    .map((learner) => facts.run.result.leaderboard.find(({ candidate, status }) => candidate.learner === learner && status === 'done'))
    .find((found) => found !== undefined);
  const [mine, theirs] = [entry, against].map((one) => one?.validation[problem.metric]?.value ?? NaN);
  if (!against || entry.candidate.learner === 'dummy' || !Number.isFinite(mine - theirs)) return '';
  const { greaterIsBetter } = metricOf(problem.metric);
  const better = greaterIsBetter ? mine - theirs : theirs - mine;
  const name = against.candidate.learner === 'dummy' ? 'the baseline' : nameInSentence(against.candidate.label);
  const where = facts.test ? 'In validation it' : 'It';
  const dummy = facts.run.result.leaderboard.find(({ candidate, status }) => candidate.learner === 'dummy' && status === 'done');
  const estimate = entry.validation[problem.metric];
  const guessing = dummy?.validation[problem.metric]?.value ?? NaN;
  if (estimate && !beatsGuessing(problem.metric, estimate, guessing)) return ` ${where} is not clearly better than guessing.`;
  if (better === 0) return ` ${where} is no better than ${name}.`;
  return ` ${where} is ${difference(better, mine)} ${better > 0 ? 'better' : 'worse'} than ${name}.`;
}

/** The sentence at the head of the report: what predicts what, how well, on which rows, and whether that is enough. */
export function headline(facts: Facts): Html {
  const { chosen, test, validation } = facts;
  const problem = facts.problem.settings;
  if (!chosen) return html`<h1>No model was trained to the end <span class="soft">for ${problem.target}.</span></h1>`;
  const estimate = test?.metrics[problem.metric] ?? chosen.validation[problem.metric] ?? validation?.metrics[problem.metric];
  const subject = `${sentence(nameInSentence(chosen.candidate.label))} ${verbFor(chosen.candidate.label)} ${problem.target}`;
  const where = test ? `on ${count(test.rows, 'locked test row')}` : 'in validation; the test rows are still locked';
  if (!estimate) return html`<h1>${subject}.</h1>`;
  return html`<h1>${subject} with ${metricName(metricOf(problem.metric))} <b>${score(estimate.value)}</b> <span class="iv">${interval(estimate)}</span> <span class="soft">${where}.${againstBaseline(chosen, facts)}${goalSentence(problem, estimate)}</span></h1>`;
}

/** Who made the report of what, and what has changed since. */
export function masthead(facts: Facts): Html {
  const { project, release, source } = facts;
  const stale = Object.values(staleness(project))[0];
  const warning = stale
    ? html`<p class="notice"><b>Made before the latest changes.</b> The ${stale.because} was changed after this model was trained (${joined(stale.changes)}). The figures below belong to the earlier version.</p>`
    : null;
  return html`<p class="over"><span class="mark">Atelier</span><span>${project.name}</span>${release ? html`<span>release ${release.settings.version}</span>` : null}<span>${source.settings.fileName}</span><span>${instant(project.updatedAt)}</span></p>${warning}`;
}
