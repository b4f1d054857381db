import type { StageVersion } from '../../core/project/project.ts';
import type { LeaderboardEntry } from '../../core/training/run.ts';
import type { Facts } from './facts.ts';
import { compactJson } from './compact-json.ts';
import { html, type Html } from './html.ts';
import { inputsOf, type ReportedModel } from './models.ts';
import { count, instant, integer, joined } from './words.ts';

/** A candidate with what it was trained for and on. */
function settingsOfEntry({ candidate, iterations, backend, adapter }: LeaderboardEntry): object {
  return { ...candidate, iterations, backend, adapter };
}

function placeOf({ backend, adapter }: LeaderboardEntry): string {
  return backend === 'js' ? 'plain JavaScript, in this browser' : `${backend ?? 'none'}${adapter ? ` (${adapter})` : ''}`;
}

/** The counts at which the folds of a model stopped, with its name where there are several. */
function stoppedLine({ entry }: ReportedModel, several: boolean): string {
  return `${several ? `${entry.candidate.label}: ` : ''}${entry.iterations.map(integer).join(', ')} iterations, fold by fold`;
}

/** Which models' fits were ended by the time they had, so that another machine may end them elsewhere; empty where none was. */
function cutShortSentence(models: readonly ReportedModel[]): string {
  const cut = models.filter(({ entry }) => (entry.cutShort ?? 0) > 0).map(({ entry }) => `${entry.candidate.label} (${count(entry.cutShort ?? 0, 'fit')})`);
  return cut.length > 0 ? ` Time ran out for ${joined(cut)}: a machine of another speed ends such a fit at another point.` : '';
}

/** The settings that the figures follow from, as they are stored. */
function settingsOf(facts: Facts): object {
  const { dataset, problem, split, recipe, run, evaluation, release, chosen, models } = facts;
  const inputs = inputsOf(models);
  return {
    reading: { dialect: dataset.result.reading.dialect, ...dataset.settings.options },
    problem: problem.settings,
    split: split.settings,
    recipe: recipe && Object.fromEntries(inputs.map((input) => [input, recipe.settings[input]])),
    run: run.settings,
    chosen: chosen && settingsOfEntry(chosen),
    members: chosen?.members ? models.map(({ entry, weight }) => ({ weight, ...settingsOfEntry(entry) })) : undefined,
    evaluation: evaluation?.settings ?? null,
    release: release?.settings ?? null,
  };
}

function versionRow(version: StageVersion): Html {
  return html`<tr><td>${version.stage}</td><td class="n">${version.version}</td><td class="soft">${instant(version.createdAt)}</td><td class="mono">${version.hash.slice(0, 16)}</td></tr>`;
}

/** What is needed to get the same figures again. */
export function reproduceSection(facts: Facts): Html {
  const { source, dataset, problem, split, recipe, run, evaluation, release, chosen, models, project } = facts;
  const versions = [source, dataset, problem, split, recipe, run, evaluation, release].filter((version) => version !== null) as StageVersion[];
  const where = joined([...new Set(models.map(({ entry }) => placeOf(entry)))]) || 'none';
  const stopped = models.filter(({ entry }) => entry.iterations.length > 0);
  const what = chosen?.members ? 'the members of the ensemble, each with its seed and stopping counts' : 'the chosen candidate with its seed and stopping counts';
  const decisions = project.ledger.slice(-40);
  return html`<section id="reproduce"><h2>How to get the same figures</h2>
<p>Open the same file in Atelier, set what stands below, and train ${what}. On CPU the result is the same bit for bit; a new search under a time budget may end elsewhere.${cutShortSentence(models)}</p>
<dl><dt>File</dt><dd>${source.settings.fileName}, ${integer(source.settings.sizeBytes)} bytes</dd>
<dt>Its hash</dt><dd class="mono">${source.settings.contentHash}</dd>
<dt>Seed</dt><dd>split ${integer(split.settings.seed)}, training ${integer(run.settings.seed)}</dd>
<dt>Trained with</dt><dd>${where}</dd>
${stopped.length > 0 ? html`<dt>Stopped after</dt>${stopped.map((model) => html`<dd>${stoppedLine(model, models.length > 1)}</dd>`)}` : null}</dl>
<h3>Versions</h3>
<table class="plain"><thead><tr><th>Stage</th><th class="n">Version</th><th>Made</th><th>Hash</th></tr></thead><tbody>${versions.map(versionRow)}</tbody></table>
${decisions.length > 0 ? html`<h3>Decisions</h3><ul class="ledger">${decisions.map(({ at, what, why }) => html`<li><span class="soft">${instant(at)}</span> <b>${what}</b>${why ? html` <span class="soft">${why}</span>` : null}</li>`)}</ul>${project.ledger.length > 40 ? html`<p class="fine">The latest 40 of ${count(project.ledger.length, 'decision')}.</p>` : null}` : null}
<h3>Settings</h3><pre>${compactJson(settingsOf(facts))}</pre></section>`;
}
