import type { RecipeInput } from '../recipe/recipe.ts';
import type { Family, LearnerId } from './estimator.ts';

/** What is known of a learner without loading it. */
export interface LearnerTraits {
  readonly label: string;
  readonly family: Family;
  /** Which of the two recipes it takes: `dense` without gaps and categories, or `native` with both. */
  readonly input: RecipeInput;
  /** Whether it watches stopping rows, and can have its count of iterations fixed instead. */
  readonly stopsEarly: boolean;
  /** Whether its answer can be read off what it learned: coefficients, one tree, or shape functions. */
  readonly readable: boolean;
  /** Whether its model, and so each file of it, holds the rows that it was fitted on. */
  readonly keepsRows: boolean;
  /** Whether it is fitted on a device by engine/, rather than by core. */
  readonly onDevice: boolean;
}

const traits = (label: string, family: Family, input: RecipeInput, more: Partial<LearnerTraits> = {}): LearnerTraits => ({
  label,
  family,
  input,
  stopsEarly: false,
  readable: false,
  keepsRows: false,
  onDevice: false,
  ...more,
});

/** Every learner that an Estimator fits, simplest first. An ensemble is made of them and takes no input of its own. */
export const learnerTraits: Readonly<Record<Exclude<LearnerId, 'ensemble'>, LearnerTraits>> = {
  dummy: traits('Baseline', 'baseline', 'dense', { readable: true }),
  linear: traits('Linear model', 'linear', 'dense', { readable: true }),
  tree: traits('Decision tree', 'tree', 'native', { readable: true }),
  knn: traits('Nearest neighbours', 'neighbours', 'dense', { keepsRows: true }),
  forest: traits('Random forest', 'tree', 'native'),
  'extra-trees': traits('Extra trees', 'tree', 'native'),
  boosting: traits('Boosted trees', 'tree', 'native', { stopsEarly: true }),
  ebm: traits('Explainable boosting', 'additive', 'native', { stopsEarly: true, readable: true }),
  mlp: traits('Neural network', 'net', 'dense', { stopsEarly: true, onDevice: true }),
  realmlp: traits('RealMLP net', 'net', 'native', { stopsEarly: true, onDevice: true }),
  tabm: traits('TabM net', 'net', 'native', { stopsEarly: true, onDevice: true }),
};

/** The learners that can be fitted. */
export type FittedLearnerId = keyof typeof learnerTraits;
export const learnerIds = Object.keys(learnerTraits) as readonly FittedLearnerId[];

/** The traits of a learner; an ensemble, being of no one input, has those of none of its members. */
export function traitsOf(learner: LearnerId): LearnerTraits {
  return learner === 'ensemble' ? traits('Ensemble', 'ensemble', 'native') : learnerTraits[learner];
}
