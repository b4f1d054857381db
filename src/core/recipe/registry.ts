import { dateparts, type DatepartsState } from './dateparts.ts';
import { elapsed, type ElapsedState } from './elapsed.ts';
import { frequency, type FrequencyState } from './frequency.ts';
import { hash, type HashState } from './hash.ts';
import { impute, type ImputeState } from './impute.ts';
import { markMissing, type MarkMissingState } from './mark-missing.ts';
import { onehot, type OnehotState } from './onehot.ts';
import { ordinal, type OrdinalState } from './ordinal.ts';
import { scale, type ScaleState } from './scale.ts';
import { targetEncode, type TargetEncodeState } from './target-encode.ts';
import { tfidf, type TfidfState } from './tfidf.ts';
import { unifyLabels, type UnifyLabelsState } from './unify-labels.ts';
import type { StepKind, Transformer } from './transformer.ts';

/** What each kind of step learns. */
export interface StepStates {
  impute: ImputeState;
  scale: ScaleState;
  onehot: OnehotState;
  ordinal: OrdinalState;
  dateparts: DatepartsState;
  'mark-missing': MarkMissingState;
  'unify-labels': UnifyLabelsState;
  frequency: FrequencyState;
  'target-encode': TargetEncodeState;
  hash: HashState;
  elapsed: ElapsedState;
  tfidf: TfidfState;
}

/** Every transformer by the kind of step that it carries out. */
export const transformers: { readonly [K in keyof StepStates]: Transformer<K, StepStates[K]> } = {
  impute,
  scale,
  onehot,
  ordinal,
  dateparts,
  'mark-missing': markMissing,
  'unify-labels': unifyLabels,
  frequency,
  'target-encode': targetEncode,
  hash,
  elapsed,
  tfidf,
};

/** A transformer whose step and state types are known to fit, but not which they are. */
export type AnyTransformer = Transformer<StepKind, unknown>;

/** The transformer that carries out a kind of step. */
export function transformerOf(kind: StepKind): AnyTransformer {
  return transformers[kind as keyof StepStates] as unknown as AnyTransformer;
}
