import type { LearnerId, ParamSpec } from '../core/estimators/estimator.ts';
import type { Task } from '../core/metrics/metric.ts';
import { paramSpecsFor } from './model-params.ts';
import type { SettingsDraft } from './model-settings.ts';

/** What is set most often of a learner that has many settings, in the order of the form. */
const firstOfNets: readonly string[] = ['hiddenLayers', 'hiddenUnits', 'members', 'dropout', 'learningRate', 'maxEpochs', 'patience', 'batchSize'];
const firstOf: Readonly<Partial<Record<LearnerId, readonly string[]>>> = { realmlp: firstOfNets, tabm: firstOfNets };

export interface SpecGroups {
  readonly first: readonly ParamSpec[];
  /** What is folded away; empty for learners of few settings. */
  readonly more: readonly ParamSpec[];
}

/** What can be set of a learner for a task: the first handful, and the rest. */
export function groupedSpecs(learner: LearnerId, task: Task): SpecGroups {
  const all = paramSpecsFor(learner, task);
  const names = firstOf[learner];
  if (!names) return { first: all, more: [] };
  return { first: names.flatMap((name) => all.filter((spec) => spec.name === name)), more: all.filter(({ name }) => !names.includes(name)) };
}

/** How many of the settings the draft has otherwise than usual; what cannot be read counts as such. */
export function setOtherwise(specs: readonly ParamSpec[], { texts, directions }: SettingsDraft): number {
  return specs.filter((spec) => {
    if (spec.kind === 'monotone') return Object.keys(directions[spec.name] ?? {}).length > 0;
    const text = texts[spec.name] ?? '';
    return spec.kind === 'number' ? text.trim() === '' || Number(text) !== spec.default : text !== spec.default;
  }).length;
}
