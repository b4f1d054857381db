import { metricOf } from '../../core/metrics/registry.ts';
import type { ColumnRole } from '../../core/problem/problem.ts';
import type { Facts } from './facts.ts';
import { html, type Html } from './html.ts';
import { joined, sentence, short } from './words.ts';

const tasks = { binary: 'one of two classes', multiclass: 'one of several classes', regression: 'a number' } as const;

/** What a role keeps a column from, in words. */
const setAside: Readonly<Partial<Record<ColumnRole, string>>> = {
  identifier: 'identifiers',
  group: 'groups',
  time: 'row order',
  ignored: 'left out',
};

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
<dt>Goal</dt><dd>${goal}</dd>${byRole}</dl></section>`;
}
