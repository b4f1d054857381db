import { boostingSpecs } from './boosting-params.ts';
import { ebmSpecs } from './ebm-params.ts';
import type { ParamSpec } from './estimator.ts';
import { extraTreesSpecs, forestSpecs } from './forest-params.ts';
import { knnSpecs } from './knn-params.ts';
import type { FittedLearnerId } from './learners.ts';
import { linearSpecs } from './linear-params.ts';
import { mlpSpecs } from './mlp-params.ts';
import { realmlpSpecs, tabmSpecs } from './net-params.ts';
import { treeSpecs } from './tree-params.ts';

/** The parameters of each learner, from which forms and search spaces are built; no trainer is loaded for them. */
export const paramSpecs: Readonly<Record<FittedLearnerId, readonly ParamSpec[]>> = {
  dummy: [],
  linear: linearSpecs,
  tree: treeSpecs,
  knn: knnSpecs,
  forest: forestSpecs,
  'extra-trees': extraTreesSpecs,
  boosting: boostingSpecs,
  ebm: ebmSpecs,
  mlp: mlpSpecs,
  realmlp: realmlpSpecs,
  tabm: tabmSpecs,
};
