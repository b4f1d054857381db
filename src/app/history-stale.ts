import type { StageName } from '../core/project/project.ts';
import type { Staleness } from '../core/project/staleness.ts';
import { joinWords } from './format.ts';
import { changeSentence } from './history-changes.ts';

const names: Readonly<Record<StageName, string>> = {
  source: 'file',
  dataset: 'data',
  problem: 'problem',
  split: 'split',
  recipe: 'recipe',
  run: 'run',
  evaluation: 'evaluation',
  release: 'release',
  batch: 'batch',
};

/** A stage as people call it: "data" for the dataset. */
export function stageLabel(stage: StageName): string {
  return names[stage];
}

/** "It was made before problem version 2, which changed the metric (ROC AUC → Log loss)." */
export function staleSentence({ because, toVersion, changes }: Staleness): string {
  const what = changes.length > 0 ? joinWords(changes.map(changeSentence)) : 'something';
  return `It was made before ${stageLabel(because)} version ${toVersion}, which changed ${what}.`;
}

export interface StaleStage {
  readonly stage: StageName;
  readonly label: string;
  readonly sentence: string;
}

/** The stale stages in the order given, with the edit that made each so. */
export function staleStages(stale: Readonly<Partial<Record<StageName, Staleness>>>): StaleStage[] {
  return (Object.entries(stale) as [StageName, Staleness][]).map(([stage, why]) => ({ stage, label: stageLabel(stage), sentence: staleSentence(why) }));
}
