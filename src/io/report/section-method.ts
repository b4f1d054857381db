import { describeStep } from '../../core/recipe/describe-step.ts';
import { inputOf, type Facts } from './facts.ts';
import { html, type Html } from './html.ts';
import { leaderboardTable } from './leaderboard.ts';
import { count, duration, integer, percent, sentence } from './words.ts';

const strategies = {
  random: 'at random',
  stratified: 'at random, each part with the same shares of the classes',
  grouped: 'so that rows of one group stay together',
  time: 'by time: the latest rows are the test rows',
  ready: 'as a column of the table says',
} as const;

/** How rows were set aside and what was made of the columns. */
export function methodSection(facts: Facts): Html {
  const { settings, result } = facts.split;
  const steps = facts.recipe?.settings[inputOf(facts.chosen)].steps ?? [];
  const validation =
    settings.validation.kind === 'folds'
      ? `${settings.validation.nFolds} folds: each development row is predicted by a model that was not trained on it`
      : `one part of ${percent(settings.validation.share)} of the development rows, which models are not trained on`;
  const sizes = result ? html`<dt>Sizes</dt><dd>${count(result.developmentRows, 'development row')}, ${count(result.testRows, 'locked test row')}</dd>` : null;
  return html`<section id="method"><h2>Split and recipe</h2>
<dl><dt>Rows were split</dt><dd>${strategies[settings.strategy]}${settings.column === null ? null : `, by ${settings.column}`}. ${sentence(settings.reason)}.</dd>${sizes}
<dt>Validation</dt><dd>${validation}</dd>
<dt>Test</dt><dd>${percent(settings.testShare)} of the rows, locked until a model was chosen</dd></dl>
<h3>Recipe of the chosen model</h3>
${steps.length > 0 ? html`<ol class="steps">${steps.map((step) => html`<li>${describeStep(step)}</li>`)}</ol>` : html`<p>The columns are used as they stand.</p>`}
<p class="fine">Every step is learned inside each fold, from that fold’s training rows alone.</p></section>`;
}

const endings = { finished: 'All candidates were trained in', budget: 'The time budget ended the run after', 'stopped-by-user': 'The run was stopped by hand after', interrupted: 'The tab was closed while the run went on, after' } as const;

/** All candidates beside one another, in validation. */
export function leaderboardSection(facts: Facts): Html {
  const { run, problem } = facts;
  const { settings, result } = run;
  return html`<section id="models"><h2>The candidates, in validation</h2>
<p>${endings[result.stoppedBecause]} ${duration(result.seconds * 1000)}, with a budget of ${duration(settings.budgetSeconds * 1000)}, on ${count(facts.split.result?.developmentRows ?? 0, 'development row')}. Test rows play no part here${problem.settings.criterion === null ? '' : '; the dotted line is the goal'}.</p>
${leaderboardTable(result, problem.settings, facts.chosen?.candidate.id ?? null)}
<p class="fine">Intervals: 95%, from resampling the validation rows. Fit: one fold. Seed ${integer(settings.seed)}.</p></section>`;
}
