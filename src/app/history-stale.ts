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

export interface StaleGroup {
  readonly stages: readonly StageName[];
  /** "The split, recipe and run are stale". */
  readonly title: string;
  readonly sentence: string;
}

/** The stale stages, those that one edit made so together. */
export function staleGroups(stale: Readonly<Partial<Record<StageName, Staleness>>>): StaleGroup[] {
  const groups = new Map<string, StageName[]>();
  for (const [stage, why] of Object.entries(stale) as [StageName, Staleness][]) {
    const sentence = staleSentence(why);
    groups.set(sentence, [...(groups.get(sentence) ?? []), stage]);
  }
  return [...groups].map(([sentence, stages]) => ({
    stages,
    title: `The ${joinWords(stages.map(stageLabel))} ${stages.length === 1 ? 'is' : 'are'} stale`,
    sentence: stages.length === 1 ? sentence : sentence.replace(/^It was/, 'They were'),
  }));
}
