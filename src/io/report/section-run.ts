import { traitsOf } from '../../core/estimators/learners.ts';
import { learnerInSentence } from '../../core/estimators/model-name.ts';
import type { LeaderboardEntry, RunSettings } from '../../core/training/run.ts';
import type { Facts } from './facts.ts';
import { html, type Html } from './html.ts';
import { count, dash, duration, integer, joined, percent, sentence } from './words.ts';

const endings = {
  finished: 'Every candidate had its turn: the run ended by itself after',
  budget: 'The time budget ended the run, or cut it short, after',
  'stopped-by-user': 'The run was stopped by hand after',
  interrupted: 'The tab was closed while the run went on, after',
} as const;

const phaseNames: Readonly<Record<string, string>> = {
  recipe: 'Fitting recipes and making matrices',
  fit: 'Fitting models',
  predict: 'Predicting validation rows',
  metrics: 'Measuring, with intervals',
  ensemble: 'Weighing the ensemble',
};

/** Which settings a search drew and how it chose among them; empty where none was asked for. */
function searchSentence({ search }: RunSettings): string {
  if (!search) return '';
  const names = search.learners.map(learnerInSentence);
  return ` Up to ${count(search.nTrials, 'setting')} of ${joined(names)} were drawn at random; those that did worse on part of the rows were given up.`;
}

function phaseTable(seconds: Readonly<Record<string, number>>): Html | null {
  const phases = Object.entries(seconds).filter(([, spent]) => spent > 0);
  if (phases.length === 0) return null;
  const total = phases.reduce((sum, [, spent]) => sum + spent, 0);
  return html`<h3>Time by phase</h3><table class="plain"><thead><tr><th>Phase</th><th class="n">Time</th><th class="n">Share</th></tr></thead><tbody>${phases.map(
    ([phase, spent]) => html`<tr><td>${phaseNames[phase] ?? sentence(phase)}</td><td class="n">${duration(spent * 1000)}</td><td class="n soft">${percent(spent / total)}</td></tr>`,
  )}</tbody></table>`;
}

/** From when to when on the run's clock its folds were fitted: "0.2 to 4.1 s". */
function whenOf({ spans = [] }: LeaderboardEntry): string {
  if (spans.length === 0) return dash;
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  return `${seconds(Math.min(...spans.map(({ startMs }) => startMs)))} to ${seconds(Math.max(...spans.map(({ endMs }) => endMs)))} s`;
}

function candidateRow(entry: LeaderboardEntry): Html {
  const { candidate, status, reason, spans, fitMs, iterations, backend, adapter } = entry;
  const fits = spans?.length ?? iterations.length;
  const iterated = traitsOf(candidate.learner).stopsEarly && iterations.length > 0 ? iterations.map(integer).join(', ') : dash;
  const where = backend === null || backend === 'js' ? null : html` <span class="soft">${backend}${adapter ? ` (${adapter})` : ''}</span>`;
  return html`<tr${status === 'done' ? null : html` class="failed"`}><td class="long">${candidate.label}${where}${status === 'done' && reason === null ? null : html`<br><span class="soft">${status === 'done' ? '' : `${status}: `}${reason ?? ''}</span>`}</td><td class="n">${fits > 0 ? integer(fits) : dash}</td><td class="n soft">${whenOf(entry)}</td><td class="n">${fitMs > 0 ? duration(fitMs) : dash}</td><td class="n soft">${spans && spans.length > 0 ? duration(spans.reduce((sum, span) => sum + span.predictMs, 0)) : dash}</td><td class="long soft">${iterated}</td></tr>`;
}

/** What the run did: why it ended, what each phase took, and each candidate on the run's clock in the order of their start. */
export function runSection({ run }: Facts): Html {
  const { settings, result } = run;
  const startOf = ({ spans = [] }: LeaderboardEntry) => Math.min(Infinity, ...spans.map(({ startMs }) => startMs));
  const candidates = [...result.leaderboard].sort((a, b) => (startOf(a) === startOf(b) ? 0 : startOf(a) - startOf(b)));
  const { slots } = result;
  const sideBySide = slots === undefined ? '' : slots === 1 ? ' One fit went on at a time.' : ` Up to ${integer(slots)} fits went on at once, so that their times add up to more than the clock’s.`;
  return html`<section id="run"><h2>What the run did</h2>
<p>${endings[result.stoppedBecause]} ${duration(result.seconds * 1000)}, of ${duration(settings.budgetSeconds * 1000)} that it was given.${sideBySide}${searchSentence(settings)}</p>
${phaseTable(result.secondsByPhase)}
<h3>Time by candidate</h3>
<table class="plain"><thead><tr><th>Candidate</th><th class="n">Fits</th><th class="n">On the clock</th><th class="n">Fitting</th><th class="n">Predicting</th><th>Iterations kept, fold by fold</th></tr></thead><tbody>${candidates.map(candidateRow)}</tbody></table></section>`;
}
