import { metricOf } from '../../core/metrics/registry.ts';
import type { ColumnRole, Guardrail, ProblemDefinition } from '../../core/problem/problem.ts';
import type { Facts } from './facts.ts';
import { html, type Html } from './html.ts';
import { bytes, joined, sentence, short } from './words.ts';

const tasks = { binary: 'one of two classes', multiclass: 'one of several classes', regression: 'a number' } as const;

/** What a role keeps a column from, in words. */
const setAside: Readonly<Partial<Record<ColumnRole, string>>> = {
  identifier: 'identifiers',
  group: 'groups',
  time: 'row order',
  weight: 'row weights',
  protected: 'protected',
  ignored: 'left out',
};

/** What else is asked of a model, and how the target was restated; one line each. */
function demands(problem: ProblemDefinition): Html[] {
  const { guardrails = [], outcomes = null, constraints = null, reframing = null, classOrder = null, knownLate = [], aboveBaseline = null } = problem;
  const bound = ({ metric, bound: at }: Guardrail) => `${metricOf(metric).label} ${metricOf(metric).greaterIsBetter ? 'at least' : 'at most'} ${short(at)}`;
  const limits = [
    ...(constraints?.modelBytes ? [`a model of at most ${bytes(constraints.modelBytes)}`] : []),
    ...(constraints?.predictionMs ? [`a row within ${short(constraints.predictionMs)} ms`] : []),
    ...(constraints?.explainable ? ['explainable'] : []),
  ];
  const worth = outcomes && `${short(outcomes.truePositive)} for a hit, ${short(outcomes.falsePositive)} for a false alarm, ${short(outcomes.falseNegative)} for a miss, ${short(outcomes.trueNegative)} otherwise${outcomes.unit ? `, in ${outcomes.unit}` : ''}`;
  const restated = reframing && (reframing.kind === 'bands' ? `one of the bands ${joined(reframing.labels)}` : `${joined(reframing.merged)} count as ${reframing.into}`);
  const lines: readonly (readonly [string, string | null])[] = [
    ['Against the linear model', aboveBaseline === null ? null : `better by at least ${short(aboveBaseline)}`],
    ['Must also hold', guardrails.length === 0 ? null : joined(guardrails.map(bound))],
    ['Outcomes are worth', worth],
    ['Constraints', limits.length === 0 ? null : joined(limits)],
    ['Target restated', restated],
    ['Order of the classes', classOrder && classOrder.length <= 12 ? classOrder.join(' < ') : null],
    ['Not known in time', knownLate.length === 0 ? null : joined(knownLate)],
  ];
  return lines.flatMap(([term, text]) => (text === null ? [] : [html`<dt>${term}</dt><dd>${text}</dd>`]));
}

/** What is predicted, for which decision, and what counts as good. */
export function problemSection(facts: Facts): Html {
  const problem = facts.problem.settings;
  const metric = metricOf(problem.metric);
  const classes = problem.classes.length > 12 ? `${joined(problem.classes.slice(0, 11))} and ${problem.classes.length - 11} more` : joined(problem.classes);
  const byRole = Object.entries(setAside).flatMap(([role, words]) => {
    const names = Object.keys(problem.roles).filter((name) => problem.roles[name] === role);
    return names.length === 0 ? [] : [html`<dt>${sentence(words)}</dt><dd>${names.length > 15 ? `${names.slice(0, 14).join(', ')} and ${names.length - 14} more` : joined(names)}</dd>`];
  });
  const goal = problem.criterion === null ? 'none was set' : `${metric.greaterIsBetter ? 'at least' : 'at most'} ${short(problem.criterion)}`;
  const said = [problem.rowMeaning && ` for each row, which is ${problem.rowMeaning}`, problem.decision && `, so that ${problem.decision}`].filter(Boolean).join('');
  return html`<section id="problem"><h2>The problem</h2>
<p class="say">Predict <b>${problem.target}</b>, ${tasks[problem.task]}${said}.</p>
<dl>${problem.classes.length > 0 ? html`<dt>Classes</dt><dd>${classes}</dd>` : null}${problem.positiveClass !== null ? html`<dt>Class to find</dt><dd>${problem.positiveClass}</dd>` : null}
<dt>Task</dt><dd>${problem.task}${problem.taskOverridden ? ', set by hand' : ''}: ${problem.taskReason}</dd>
<dt>Judged by</dt><dd>${metric.label}. ${metric.explanation}</dd>
<dt>Goal</dt><dd>${goal}</dd>${demands(problem)}${byRole}</dl>${problem.note ? html`<p class="say">${problem.note}</p>` : null}</section>`;
}
