import { boostingSpecs } from './boosting-params.ts';
import type { ParamSpec } from './estimator.ts';
import type { FittedLearnerId } from './learners.ts';
import { linear } from './linear.ts';
import { mlpSpecs } from './mlp-params.ts';

/** The parameters of each learner, from which forms and search spaces are built; no trainer is loaded for them. */
export const paramSpecs: Readonly<Record<FittedLearnerId, readonly ParamSpec[]>> = {
  dummy: [],
  linear: linear.params,
  tree: [],
  knn: [],
  forest: [],
  'extra-trees': [],
  boosting: boostingSpecs,
  ebm: [],
  mlp: mlpSpecs,
};
