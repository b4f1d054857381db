import type { StageVersion } from '../../core/project/project.ts';
import { inputOf, type Facts } from './facts.ts';
import { compactJson } from './compact-json.ts';
import { html, type Html } from './html.ts';
import { count, instant, integer } from './words.ts';

/** The settings that the figures follow from, as they are stored. */
function settingsOf(facts: Facts): object {
  const { dataset, problem, split, recipe, run, evaluation, release, chosen } = facts;
  return {
    reading: { dialect: dataset.result.reading.dialect, ...dataset.settings.options },
    problem: problem.settings,
    split: split.settings,
    recipe: recipe?.settings[inputOf(chosen)] ?? null,
    run: run.settings,
    chosen: chosen && { ...chosen.candidate, iterations: chosen.iterations, backend: chosen.backend, adapter: chosen.adapter },
    evaluation: evaluation?.settings ?? null,
    release: release?.settings ?? null,
  };
}

function versionRow(version: StageVersion): Html {
  return html`<tr><td>${version.stage}</td><td class="n">${version.version}</td><td class="soft">${instant(version.createdAt)}</td><td class="mono">${version.hash.slice(0, 16)}</td></tr>`;
}

/** What is needed to get the same figures again. */
export function reproduceSection(facts: Facts): Html {
  const { source, dataset, problem, split, recipe, run, evaluation, release, chosen, project } = facts;
  const versions = [source, dataset, problem, split, recipe, run, evaluation, release].filter((version) => version !== null) as StageVersion[];
  const where = chosen?.backend === 'js' ? 'plain JavaScript, in this browser' : `${chosen?.backend ?? 'none'}${chosen?.adapter ? ` (${chosen.adapter})` : ''}`;
  const decisions = project.ledger.slice(-40);
  return html`<section id="reproduce"><h2>How to get the same figures</h2>
<p>Open the same file in Atelier, set what stands below, and train the chosen candidate with its seed and stopping counts. On CPU the result is the same bit for bit; a new search under a time budget may end elsewhere.</p>
<dl><dt>File</dt><dd>${source.settings.fileName}, ${integer(source.settings.sizeBytes)} bytes</dd>
<dt>Its hash</dt><dd class="mono">${source.settings.contentHash}</dd>
<dt>Seed</dt><dd>split ${integer(split.settings.seed)}, training ${integer(run.settings.seed)}</dd>
<dt>Trained with</dt><dd>${where}</dd>
${chosen && chosen.iterations.length > 0 ? html`<dt>Stopped after</dt><dd>${chosen.iterations.map(integer).join(', ')} iterations, fold by fold</dd>` : null}</dl>
<h3>Versions</h3>
<table class="plain"><thead><tr><th>Stage</th><th class="n">Version</th><th>Made</th><th>Hash</th></tr></thead><tbody>${versions.map(versionRow)}</tbody></table>
${decisions.length > 0 ? html`<h3>Decisions</h3><ul class="ledger">${decisions.map(({ at, what, why }) => html`<li><span class="soft">${instant(at)}</span> <b>${what}</b>${why ? html` <span class="soft">${why}</span>` : null}</li>`)}</ul>${project.ledger.length > 40 ? html`<p class="fine">The latest 40 of ${count(project.ledger.length, 'decision')}.</p>` : null}` : null}
<h3>Settings</h3><pre>${compactJson(settingsOf(facts))}</pre></section>`;
}
