import type { ParamSpec } from '../core/estimators/estimator.ts';
import type { Task } from '../core/metrics/metric.ts';
import { learnerIds, traitsOf, type FittedLearnerId } from '../core/estimators/learners.ts';
import { paramSpecs } from '../core/estimators/param-specs.ts';

/** What can be set of a learner; none where nothing can. */
export function paramSpecsOf(learner: string): readonly ParamSpec[] {
  return (paramSpecs as Readonly<Record<string, readonly ParamSpec[] | undefined>>)[learner] ?? [];
}

/** Settings that say how numbers are judged; classes are judged in one way alone. */
const ofNumbersAlone: ReadonlySet<string> = new Set(['loss', 'quantile']);
const ofClassesAlone: ReadonlySet<string> = new Set(['labelSmoothing']);

/** What can be set of a learner for a task, and to which values. */
export function paramSpecsFor(learner: string, task: Task): readonly ParamSpec[] {
  const idle = task === 'regression' ? ofClassesAlone : ofNumbersAlone;
  return paramSpecsOf(learner)
    .filter(({ name }) => !idle.has(name))
    .map((spec) => (spec.kind === 'choice' ? { ...spec, options: spec.options.filter(({ tasks }) => tasks?.includes(task) ?? true) } : spec));
}

/** The learners that have something to set, simplest first. */
export const learnersByHand: readonly { readonly value: FittedLearnerId; readonly label: string }[] = learnerIds
  .filter((learner) => paramSpecsOf(learner).length > 0)
  .map((value) => ({ value, label: traitsOf(value).label }));

