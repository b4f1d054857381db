import { metricOf } from '../../core/metrics/registry.ts';
import type { ProblemDefinition } from '../../core/problem/problem.ts';
import type { LeaderboardEntry, RunResult } from '../../core/training/run.ts';
import { html, type Html } from './html.ts';
import { modelsOf } from './models.ts';
import { at, drawing, linearScale, ticks, type Scale } from './svg.ts';
import { bytes, dash, duration, interval, joined, score, short } from './words.ts';

const width = 250;

/** The part of the metric's range that the leaderboard shows: all but baselines that lie far off. */
function shownRange(entries: readonly LeaderboardEntry[], problem: ProblemDefinition): [number, number] | null {
  const estimates = entries.flatMap(({ candidate, validation }) => {
    const estimate = validation[problem.metric];
    return estimate && Number.isFinite(estimate.value) ? [{ ...estimate, isBaseline: candidate.learner === 'dummy' }] : [];
  });
  if (estimates.length === 0) return null;
  const ends = (of: typeof estimates) => {
    const all = of.flatMap(({ value, lower, upper }) => [value, lower, upper]).filter((end) => Number.isFinite(end));
    return [Math.min(...all), Math.max(...all)] as const;
  };
  const others = estimates.filter(({ isBaseline }) => !isBaseline);
  const [low, high] = ends(others.length > 0 ? others : estimates);
  const [allLow, allHigh] = ends(estimates);
  const isNear = allHigh - allLow <= 3 * Math.max(high - low, 1e-12);
  let [from, to] = isNear ? [allLow, allHigh] : [low, high];
  const goal = problem.criterion;
  if (goal !== null && goal > from - (to - from) && goal < to + (to - from)) [from, to] = [Math.min(from, goal), Math.max(to, goal)];
  const margin = Math.max((to - from) * 0.08, Math.abs(to) * 1e-6, 1e-12);
  return [from - margin, to + margin];
}

function whisker(entry: LeaderboardEntry, problem: ProblemDefinition, x: Scale, range: readonly [number, number], chosen: boolean): Html {
  const estimate = entry.validation[problem.metric];
  if (!estimate || !Number.isFinite(estimate.value)) return html``;
  const { value, lower, upper } = estimate;
  const goal = problem.criterion !== null && problem.criterion >= range[0] && problem.criterion <= range[1]
    ? html`<line class="goal" x1="${at(x(problem.criterion))}" x2="${at(x(problem.criterion))}" y1="0" y2="28"/>`
    : null;
  if (value < range[0] || value > range[1]) {
    const below = value < range[0];
    return drawing(width, 28, score(value), goal, html`<text class="tick" x="${below ? 2 : width - 2}" y="18" text-anchor="${below ? 'start' : 'end'}">${below ? `◂ ${score(value)}` : `${score(value)} ▸`}</text>`);
  }
  const inside = (end: number) => at(x(Math.min(range[1], Math.max(range[0], end))));
  const line = Number.isFinite(lower) && Number.isFinite(upper) ? html`<line class="whisker" x1="${inside(lower)}" x2="${inside(upper)}" y1="14" y2="14"/>` : null;
  const label = [score(value), interval(estimate)].filter(Boolean).join(' ');
  return drawing(width, 28, label, goal, line, html`<circle class="${chosen ? 'point' : 'open'}" cx="${at(x(value))}" cy="14" r="4.5"/>`);
}

/** What an ensemble is made of, under its name; nothing for all else. */
function membersLine(entry: LeaderboardEntry, run: RunResult): Html | null {
  if (!entry.members) return null;
  const parts = modelsOf(entry, run).map(({ entry: member, weight }) => `${short(weight, 3)} ${member.candidate.label}`);
  return html`<br><span class="soft">${parts.join(' + ')}</span>`;
}

/** All candidates of a run, best first, each with its validation score, its interval drawn, and what it costs. */
export function leaderboardTable(run: RunResult, problem: ProblemDefinition, chosenId: string | null): Html {
  const metric = metricOf(problem.metric);
  const done = run.leaderboard.filter(({ status }) => status === 'done');
  const range = shownRange(done, problem);
  const x = range ? linearScale(range[0], range[1], 8, width - 8) : () => 0;
  const scaleTicks = range ? ticks(range[0], range[1], 3) : [];
  const axis = range && drawing(width, 14, 'scale', scaleTicks.map((tick) => html`<text class="tick" x="${at(x(tick))}" y="11" text-anchor="middle">${short(tick, 4)}</text>`));
  const others = run.leaderboard.filter(({ status }) => status !== 'done');
  return html`<table class="board"><thead><tr><th></th><th>Model</th><th class="n">${metric.label}</th><th class="n">95% interval</th><th class="draw">${axis}</th><th class="n">Fit</th><th class="n">Per row</th><th class="n">Size</th></tr></thead><tbody>${done.map((entry, rank) => {
    const chosen = entry.candidate.id === chosenId;
    const estimate = entry.validation[problem.metric];
    return html`<tr${chosen ? html` class="chosen"` : null}><td class="rank">${rank + 1}</td><td class="long">${entry.candidate.label}${chosen ? html` <em>chosen</em>` : null}${membersLine(entry, run)}</td><td class="n"><b>${score(estimate?.value)}</b></td><td class="n soft">${(estimate && interval(estimate)) || dash}</td><td class="draw">${range ? whisker(entry, problem, x, range, chosen) : null}</td><td class="n soft">${duration(entry.fitMs)}</td><td class="n soft">${Number.isFinite(entry.perRowUs) ? duration(entry.perRowUs / 1000) : dash}</td><td class="n soft">${bytes(entry.sizeBytes)}</td></tr>`;
  })}${others.map(
    ({ candidate, status, reason }) =>
      html`<tr class="failed"><td class="rank"></td><td class="long">${candidate.label}</td><td class="n">${dash}</td><td class="long" colspan="5">${joined([status])}${reason ? `: ${reason}` : ''}</td></tr>`,
  )}</tbody></table>`;
}
