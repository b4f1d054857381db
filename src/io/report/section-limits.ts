import { traitsOf } from '../../core/estimators/learners.ts';
import { metricOf } from '../../core/metrics/registry.ts';
import type { Facts } from './facts.ts';
import { html, type Html } from './html.ts';
import { count, joined, metricName, score } from './words.ts';

/** Findings that were left as they are and make the figures doubtful. */
function openDoubts(facts: Facts): string[] {
  const { roles } = facts.problem.settings;
  return facts.dataset.result.profile.findings
    .filter(({ kind, column }) => (kind === 'leak' || kind === 'suspicious' || kind === 'few-rows') && (column === null || (Object.hasOwn(roles, column) && roles[column] !== 'ignored')))
    .map(({ title }) => title)
    .slice(0, 6);
}

/** What is to be known where the chosen model is an ensemble, stopped early, keeps its rows, or came out of a search. */
function trainingNotes({ chosen, models, run }: Facts): Html[] {
  const stopped = models.some(({ entry }) => traitsOf(entry.candidate.learner).stopsEarly);
  return [
    ...(chosen?.members ? [html`<li><b>The ensemble’s weights were scored on rows they had not seen.</b> Weights are learned from predictions for validation rows. For its score, each part of them was weighed by what the other parts said, so that no row was scored by weights that saw its answer; the weights that are shown and released come from all of them together. Which models could be members was decided on the same rows as every comparison here.</li>`] : []),
    ...(stopped ? [html`<li><b>Early stopping has rows of its own.</b> A model that is trained round by round stops where rows set aside inside the fold’s training rows say so, never by the rows that it is judged on; fitted again, it runs for the mean count of the folds.</li>`] : []),
    ...(models.some(({ entry }) => traitsOf(entry.candidate.learner).keepsRows) ? [html`<li><b>The model holds the training rows.</b> Nearest neighbours answers from them, so that whoever has its files has the rows as well, as the recipe prepared them and with their answers.</li>`] : []),
    ...(run.settings.search ? [html`<li><b>A search compares many settings.</b> The more are compared on the same validation rows, the more the best of them owes to chance; the locked test rows are not part of it.</li>`] : []),
  ];
}

/** How the figures are meant, and what they do not say. */
export function limitsSection(facts: Facts): Html {
  const { test, chosen, run, problem, split, project } = facts;
  const metric = metricOf(problem.settings.metric);
  const [onTest, inValidation] = [test?.metrics[metric.id]?.value, chosen?.validation[metric.id]?.value];
  const both = onTest !== undefined && inValidation !== undefined ? ` Here ${metricName(metric)} is ${score(onTest)} on test rows and ${score(inValidation)} in validation.` : '';
  const doubts = openDoubts(facts);
  const done = run.result.leaderboard.filter(({ status }) => status === 'done').length;
  return html`<section id="limits"><h2>How to read these figures</h2>
<ul class="limits">
<li><b>Validation and test are two things.</b> Validation compares ${count(done, 'candidate')} on rows that each model was not trained on; the winner of a comparison looks a little better than it is. Test rows were locked until one was chosen, and say how it does on rows that nobody tuned for.${both}</li>
<li><b>${test ? `The test rows were looked at ${project.testLooks === 1 ? 'once' : count(project.testLooks, 'time')}.` : 'The test rows are still locked.'}</b> ${test && project.testLooks > 1 ? 'Choosing again after a look turns test rows into validation rows, bit by bit.' : 'The fewer looks, the more a test figure can be trusted.'}</li>
<li><b>Intervals cover the rows, not the world.</b> They come from resampling the rows that were measured (95%, percentile bootstrap). They do not cover another training run, another split, or data that changes.</li>
<li><b>The released model saw more rows than the measured one.</b> ${chosen?.members ? 'Each of its models' : 'It'} was fitted again on all rows with the chosen settings and stopping counts, so it was not itself measured.</li>
${trainingNotes(facts)}
${split.settings.strategy === 'random' || split.settings.strategy === 'stratified' ? html`<li><b>Rows are taken to be independent.</b> If several rows belong to one person, machine or day, or the future differs from the past, expect less than these figures; a grouped or time-ordered split would say how much.</li>` : null}
${doubts.length > 0 ? html`<li><b>Open doubts about the data.</b> ${joined(doubts)}.</li>` : null}
<li><b>Nothing left this computer.</b> The data were read, the models trained and this report written in the browser. The report holds names, levels and summaries of the columns, so share it as you would share those.</li>
</ul></section>`;
}
