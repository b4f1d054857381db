import { metricOf, metricsFor } from '../core/metrics/registry.ts';
import { inferClassOrder } from '../core/problem/class-order.ts';
import type { MetricId, Task } from '../core/metrics/metric.ts';
import type { ColumnRole, ProblemDefinition } from '../core/problem/problem.ts';
import type { ColumnProfile } from '../core/profile/profile.ts';
import { asClause, className, countInWords, formatPercent, joinSome } from './format.ts';

/** The tasks as they read in "That is …". */
export const taskOptions: readonly { readonly value: Task; readonly label: string }[] = [
  { value: 'binary', label: 'a choice between two classes' },
  { value: 'multiclass', label: 'a choice between several classes' },
  { value: 'regression', label: 'a number to estimate' },
];

/** Why the task is what it is: "because it holds two values, yes and no"; after an override, what was seen all the same. */
export function taskBecause({ taskOverridden, taskReason, reframing = null }: ProblemDefinition): string {
  const reason = asClause(taskReason);
  if (reframing) return 'as it was restated';
  // What would follow from it has been overruled.
  return taskOverridden ? `as you chose, though ${reason.replace(/, so [^,]*$/, '')}` : `because ${reason}`;
}

/** The metrics of a task, the default first. */
export function metricOptions({ task, classOrder }: ProblemDefinition): { value: MetricId; label: string }[] {
  return metricsFor(task, Boolean(classOrder)).map(({ id, label }) => ({ value: id, label }));
}

/** What the metric says, and which way is better. */
export function metricLine(id: MetricId): string {
  return metricOf(id).explanation;
}

/** "at least" or "at most", before the goal. */
export function goalDirection(id: MetricId): string {
  return metricOf(id).greaterIsBetter ? 'at least' : 'at most';
}

/** The goal as typed: a number, null where the field is empty, or what is wrong with it; `positive` takes only numbers above 0. */
export function parseGoal(text: string, positive = false): { readonly goal: number | null } | { readonly error: string } {
  const trimmed = text.trim().replace(',', '.').replace('−', '-');
  if (trimmed === '') return { goal: null };
  const goal = Number(trimmed);
  if (!Number.isFinite(goal)) return { error: `“${text.trim()}” is not a number` };
  if (positive && goal <= 0) return { error: `“${text.trim()}” is not above 0` };
  return { goal };
}

/** Rows of each class that the profile knows, rarest first; empty for regression. */
function classCounts(problem: ProblemDefinition, target: ColumnProfile | undefined): { label: string; count: number }[] {
  const counts = new Map(target?.levels?.map(({ level, count }) => [level, count]));
  return problem.classes
    .flatMap((label) => (counts.has(label) ? [{ label, count: counts.get(label) ?? 0 }] : []))
    .sort((a, b) => a.count - b.count);
}

/** ", which 24% of rows are", or nothing where the share is not known. */
export function positiveShare(problem: ProblemDefinition, columns: readonly ColumnProfile[]): string {
  const target = columns.find(({ name }) => name === problem.target);
  const found = classCounts(problem, target).find(({ label }) => label === problem.positiveClass);
  if (!found || !target || target.count === 0) return '';
  return `, which ${formatPercent(found.count / target.count)} of rows are`;
}

function named(roles: ProblemDefinition['roles'], role: ColumnRole): string[] {
  return Object.keys(roles).filter((column) => roles[column] === role);
}

const asides: readonly { readonly role: ColumnRole; readonly one: string; readonly many: string }[] = [
  { role: 'identifier', one: 'is an identifier', many: 'are identifiers' },
  { role: 'group', one: 'groups the rows', many: 'group the rows' },
  { role: 'time', one: 'orders the rows in time', many: 'order the rows in time' },
  { role: 'weight', one: 'weighs the rows', many: 'weigh the rows' },
  { role: 'protected', one: 'is kept for fairness alone', many: 'are kept for fairness alone' },
  { role: 'ignored', one: 'is left out', many: 'are left out' },
];

/** "The model may look at 12 columns; bracket is left out." */
export function rolesSummary(problem: ProblemDefinition): string {
  const late = problem.knownLate ?? [];
  const features = named(problem.roles, 'feature').filter((column) => !late.includes(column)).length;
  const others = asides.flatMap(({ role, one, many }) => {
    const columns = named(problem.roles, role);
    return columns.length === 0 ? [] : [`${joinSome(columns)} ${columns.length === 1 ? one : many}`];
  });
  return [`The model may look at ${countInWords(features, 'column')}`, ...others].join('; ') + '.';
}

/** How the target was restated: "Counted as other: a, b and c.", "price is taken by its band: under 10, 10 or more."; null where it was not. */
export function reframingNote({ target, reframing = null }: ProblemDefinition): string | null {
  if (!reframing) return null;
  if (reframing.kind === 'merge-classes') return `Counted as ${className(reframing.into)}: ${joinSome(reframing.merged, 6)}.`;
  return `${target} is taken by its band: ${reframing.labels.join(', ')}.`;
}

/** An order to begin with: the one that the classes' names say, else as they stand. */
export function orderOf({ classes }: ProblemDefinition): readonly string[] {
  return inferClassOrder(classes) ?? classes;
}

/** The order with the class at `at` moved by one place, down (-1) or up (1). */
export function movedClass(order: readonly string[], at: number, by: -1 | 1): string[] {
  const moved = [...order];
  [moved[at], moved[at + by]] = [moved[at + by], moved[at]];
  return moved;
}
