import type { NetShape } from './net-shape.ts';
import type { PreparedColumn } from './prepare-rows.ts';

/** A trained net as plain data, with all that it needs to take a row of a native design matrix. */
export interface NetState {
  /** What the net's prepared columns are made of; `shape.nBase` of them. */
  readonly columns: readonly PreparedColumn[];
  readonly shape: NetShape;
  /** As `layoutOf(shape)` lays them out. */
  readonly parameters: Float32Array;
  /**
   * Regression: prediction = output · scale + mean, kept within [low, high], the range of the training targets; null for
   * classification, where outputs are the logits of the classes.
   */
  readonly target: { readonly mean: number; readonly scale: number; readonly low: number; readonly high: number } | null;
}
