import type { Evaluation } from '../../core/evaluation/evaluation.ts';
import { metricOf, metricsFor } from '../../core/metrics/registry.ts';
import { calibrationFigure, operatingPoint, precisionRecallFigure, rocFigure } from './charts-binary.ts';
import { binaryConfusionFigure, classTable, confusionFigure } from './charts-confusion.ts';
import { importanceFigure } from './charts-importance.ts';
import { predictedFigure, residualsFigure } from './charts-regression.ts';
import type { Facts } from './facts.ts';
import { html, type Html } from './html.ts';
import { count, interval, metricName, score, short } from './words.ts';

function metricTable(facts: Facts, shown: Evaluation): Html {
  const { problem, chosen, test } = facts;
  const rows = metricsFor(problem.settings.task, Boolean(problem.settings.classOrder)).filter(({ id }) => shown.metrics[id]);
  const primary = problem.settings.metric;
  const cells = (evaluated: Evaluation['metrics'] | undefined, id: (typeof rows)[number]['id']) => {
    const estimate = evaluated?.[id];
    const value = id === primary ? html`<b>${score(estimate?.value)}</b>` : score(estimate?.value);
    return html`<td class="n">${value} <span class="iv">${estimate ? interval(estimate) : ''}</span></td>`;
  };
  return html`<table class="plain metrics"><thead><tr><th>Metric</th>${test ? html`<th class="n">Test, 95% interval</th>` : null}<th class="n">Validation, 95% interval</th><th>What it says</th></tr></thead><tbody>${rows.map(
    ({ id, label, explanation }) =>
      html`<tr${id === primary ? html` class="chosen"` : null}><td>${label}</td>${test ? cells(test.metrics, id) : null}${cells(facts.validation?.metrics ?? chosen?.validation, id)}<td class="soft long">${explanation}</td></tr>`,
  )}</tbody></table>`;
}

function plots(facts: Facts, { detail, classes }: Evaluation): Html {
  const target = facts.problem.settings.target;
  if (detail.kind === 'binary') {
    const threshold = facts.release?.settings.threshold ?? 0.5;
    const point = operatingPoint(detail.thresholds, threshold);
    return html`<div class="figures">${rocFigure(detail, point)}${precisionRecallFigure(detail, point)}${calibrationFigure(detail.calibration, `of ${detail.positiveClass}`)}${point && binaryConfusionFigure(classes, detail.positiveClass, point)}</div>
<p class="fine">The dot and the table of mistakes stand at the threshold ${short(point?.threshold ?? threshold, 3)}${facts.release ? ', which the release uses' : ''}.</p>`;
  }
  if (detail.kind === 'multiclass') {
    return html`<div class="figures">${confusionFigure(detail)}${calibrationFigure(detail.calibration, 'of the class it says')}<figure><figcaption><b>How well is each class told?</b><span>Largest classes first.</span></figcaption>${classTable(detail)}</figure></div>`;
  }
  return html`<div class="figures">${predictedFigure(detail, target)}${residualsFigure(detail, target)}</div>`;
}

/** How the chosen model does on the locked test rows, or in validation while they are locked; with plots. */
export function evaluationSection(facts: Facts): Html | null {
  const { test, validation, chosen, project } = facts;
  const shown = test ?? validation;
  if (!shown || !chosen) return null;
  const looks = project.testLooks === 1 ? 'They were looked at once, for this measurement.' : `They were looked at ${count(project.testLooks, 'time')} in this project; each further look makes the figure a little too good.`;
  const lead = test
    ? html`${chosen.candidate.label}, trained on the development rows, measured on ${count(test.rows, 'locked test row')}. ${looks}`
    : html`${chosen.candidate.label}, on validation rows. The test rows are still locked, so there is no test figure yet.`;
  return html`<section id="evaluation"><h2>How well the chosen model does${test ? ', on test rows' : ', in validation'}</h2>
<p>${lead}</p>${metricTable(facts, shown)}${plots(facts, shown)}</section>`;
}

/** Which columns the chosen model relies on; null where that was not computed. */
export function importanceSection(facts: Facts): Html | null {
  const importance = facts.validation?.importance ?? facts.test?.importance ?? null;
  if (!importance || importance.length === 0) return null;
  const metric = metricOf(facts.problem.settings.metric);
  return html`<section id="importance"><h2>What the model relies on</h2>
<div class="figures">${importanceFigure(importance, metricName(metric))}</div>
<p class="fine">Importance says what this model uses, not what causes the target. Columns that say the same share their importance.</p></section>`;
}
