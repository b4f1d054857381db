import type { Family } from '../../core/estimators/estimator.ts';

/** The colour of each family of learners, wherever it is drawn; its name always stands beside it. */
export const familyColours: Readonly<Record<Family, string>> = {
  baseline: 'var(--ink3)',
  linear: 'var(--hue-8)',
  neighbours: 'var(--hue-6)',
  tree: 'var(--hue-2)',
  additive: 'var(--hue-3)',
  net: 'var(--hue-4)',
  ensemble: 'var(--hue-1)',
};
