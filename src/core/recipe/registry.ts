import { dateparts, type DatepartsState } from './dateparts.ts';
import { impute, type ImputeState } from './impute.ts';
import { onehot, type OnehotState } from './onehot.ts';
import { ordinal, type OrdinalState } from './ordinal.ts';
import { scale, type ScaleState } from './scale.ts';
import type { StepKind, Transformer } from './transformer.ts';

/** What each kind of step learns from one column. */
export interface StepStates {
  impute: ImputeState;
  scale: ScaleState;
  onehot: OnehotState;
  ordinal: OrdinalState;
  dateparts: DatepartsState;
}

/** Every transformer by the kind of step that it carries out. */
export const transformers: { readonly [K in StepKind]: Transformer<K, StepStates[K]> } = {
  impute,
  scale,
  onehot,
  ordinal,
  dateparts,
};
