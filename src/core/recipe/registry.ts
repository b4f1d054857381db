import { bin, type BinState } from './bin.ts';
import { clip, type ClipState } from './clip.ts';
import { dateparts, type DatepartsState } from './dateparts.ts';
import { drop } from './drop.ts';
import { elapsed, type ElapsedState } from './elapsed.ts';
import { frequency, type FrequencyState } from './frequency.ts';
import { hash, type HashState } from './hash.ts';
import { imputeKnn, type ImputeKnnState } from './impute-knn.ts';
import { impute, type ImputeState } from './impute.ts';
import { indicator, type IndicatorState } from './indicator.ts';
import { interact } from './interact.ts';
import { signedLog1p } from './log1p.ts';
import { markMissing, type MarkMissingState } from './mark-missing.ts';
import { onehot, type OnehotState } from './onehot.ts';
import { ordinal, type OrdinalState } from './ordinal.ts';
import { pca, type PcaState } from './pca.ts';
import { scale, type ScaleState } from './scale.ts';
import { select, type SelectState } from './select.ts';
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
  drop: Record<string, never>;
  'impute-knn': ImputeKnnState;
  indicator: IndicatorState;
  log1p: Record<string, never>;
  clip: ClipState;
  bin: BinState;
  interact: Record<string, never>;
  pca: PcaState;
  select: SelectState;
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
  drop,
  'impute-knn': imputeKnn,
  indicator,
  log1p: signedLog1p,
  clip,
  bin,
  interact,
  pca,
  select,
};

/** A transformer whose step and state types are known to fit, but not which they are. */
export type AnyTransformer = Transformer<StepKind, unknown>;

/** The transformer that carries out a kind of step. */
export function transformerOf(kind: StepKind): AnyTransformer {
  return transformers[kind as keyof StepStates] as unknown as AnyTransformer;
}
