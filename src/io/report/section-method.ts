import { describeStep } from '../../core/recipe/describe-step.ts';
import type { RecipeInput } from '../../core/recipe/recipe.ts';
import type { Facts } from './facts.ts';
import { html, type Html } from './html.ts';
import { leaderboardTable } from './leaderboard.ts';
import { inputsOf, parametersInWords } from './models.ts';
import { count, integer, joined, percent, sentence, short } from './words.ts';

const strategies = {
  random: 'at random',
  stratified: 'at random, each part with the same shares of the classes',
  grouped: 'so that rows of one group stay together',
  time: 'by time: the latest rows are the test rows',
  ready: 'as a column of the table says',
} as const;

const kinds: Readonly<Record<RecipeInput, string>> = {
  dense: 'Without gaps, every column as numbers.',
  native: 'Gaps and categories are left to the model, which takes them as they are.',
};

/** The steps of each recipe that the chosen models take, under the names of those models where there are several. */
function recipes({ models, recipe }: Facts): Html {
  const inputs = inputsOf(models);
  return html`${inputs.map((input) => {
    const names = models.filter((model) => model.input === input).map(({ entry }) => entry.candidate.label);
    const steps = recipe?.settings[input].steps ?? [];
    const title = inputs.length > 1 ? `Recipe of ${joined([...new Set(names)])}` : models.length > 1 ? 'Recipe of all its models' : 'Recipe of the chosen model';
    return html`<h3>${title}</h3><p class="fine">${kinds[input]}</p>
${steps.length > 0 ? html`<ol class="steps">${steps.map((step) => html`<li>${describeStep(step)}</li>`)}</ol>` : html`<p>The columns are used as they stand.</p>`}`;
  })}`;
}

/** The parameters of the chosen model, or of each of an ensemble's with its weight. */
function parameters({ chosen, models }: Facts): Html | null {
  if (models.length === 0) return null;
  if (!chosen?.members) return html`<h3>Parameters of the chosen model</h3><p>${sentence(parametersInWords(models[0].entry.candidate.params))}.</p>`;
  return html`<h3>The models of the ensemble</h3><table class="plain"><thead><tr><th class="n">Weight</th><th>Model</th><th>Parameters</th></tr></thead><tbody>${models.map(
    ({ entry, weight }) => html`<tr><td class="n">${short(weight, 3)}</td><td class="long">${entry.candidate.label}</td><td class="long soft">${parametersInWords(entry.candidate.params)}</td></tr>`,
  )}</tbody></table><p class="fine">The ensemble’s answer is the mean of theirs under these weights.</p>`;
}

/** How rows were set aside and what was made of the columns. */
export function methodSection(facts: Facts): Html {
  const { settings, result } = facts.split;
  const validation =
    settings.validation.kind === 'folds'
      ? `${settings.validation.nFolds} folds: each development row is predicted by a model that was not trained on it`
      : `one part of ${percent(settings.validation.share)} of the development rows, which models are not trained on`;
  const sizes = result ? html`<dt>Sizes</dt><dd>${count(result.developmentRows, 'development row')}, ${count(result.testRows, 'locked test row')}</dd>` : null;
  return html`<section id="method"><h2>Split and recipe</h2>
<dl><dt>Rows were split</dt><dd>${strategies[settings.strategy]}${settings.column === null ? null : `, by ${settings.column}`}. ${sentence(settings.reason)}.</dd>${sizes}
<dt>Validation</dt><dd>${validation}</dd>
<dt>Test</dt><dd>${percent(settings.testShare)} of the rows, locked until a model was chosen</dd></dl>
${recipes(facts)}
<p class="fine">Every step is learned inside each fold, from that fold’s training rows alone.</p>
${parameters(facts)}</section>`;
}

/** All candidates beside one another, in validation. */
export function leaderboardSection(facts: Facts): Html {
  const { run, problem } = facts;
  const { settings, result } = run;
  return html`<section id="models"><h2>The candidates, in validation</h2>
<p>Each was trained and judged within the ${count(facts.split.result?.developmentRows ?? 0, 'development row')}. Test rows play no part here${problem.settings.criterion === null ? '' : '; the dotted line is the goal'}.</p>
${leaderboardTable(result, problem.settings, facts.chosen?.candidate.id ?? null)}
<p class="fine">Intervals: 95%, from resampling the validation rows. Fit: all folds together. Seed ${integer(settings.seed)}.</p></section>`;
}
