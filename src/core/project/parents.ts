import type { StageName } from './project.ts';

/** The stages that each stage is made from directly. */
export const stageParents: Readonly<Record<StageName, readonly StageName[]>> = {
  source: [],
  dataset: ['source'],
  problem: ['dataset'],
  split: ['dataset', 'problem'],
  recipe: ['dataset', 'problem', 'split'],
  run: ['dataset', 'problem', 'split', 'recipe'],
  evaluation: ['run'],
  release: ['evaluation'],
  batch: ['release'],
};
