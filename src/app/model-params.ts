import { boostingSpecs } from '../core/estimators/boosting-params.ts';
import type { ParamSpec } from '../core/estimators/estimator.ts';
import { learnerIds, traitsOf, type FittedLearnerId } from '../core/estimators/learners.ts';
import { mlpParams } from '../engine/mlp-params.ts';

/** The parameters of the learners whose settings can be given by hand, from files that load no trainer. */
const specs: Readonly<Partial<Record<FittedLearnerId, readonly ParamSpec[]>>> = {
  boosting: boostingSpecs,
  mlp: mlpParams,
};

/** What can be set of a learner; none where nothing can. */
export function paramSpecsOf(learner: string): readonly ParamSpec[] {
  return (specs as Readonly<Record<string, readonly ParamSpec[] | undefined>>)[learner] ?? [];
}

/** The learners that have something to set, simplest first. */
export const learnersByHand: readonly { readonly value: FittedLearnerId; readonly label: string }[] = learnerIds
  .filter((learner) => paramSpecsOf(learner).length > 0)
  .map((value) => ({ value, label: traitsOf(value).label }));

