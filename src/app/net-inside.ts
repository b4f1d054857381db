import type { NetProjection } from '../core/math/control.ts';

/** A layer of a net; what is not known of it is left out. */
export interface InsideLayer {
  /** "Layer 1", "Output". */
  readonly name: string;
  /** Root mean square of its weights. */
  readonly weights: number;
  /** Root mean square of the recent gradient by them, while it trains. */
  readonly gradients?: number;
  readonly inputs?: number;
  readonly outputs?: number;
  readonly activation?: string;
  readonly parameters?: number;
}

/** What a net looks like inside: one that trains (a NetView is one), or one that is trained (its ModelPicture is one). */
export interface NetInside {
  /** Epochs taken, of one that trains. */
  readonly step?: number;
  /** Nets that answer together. */
  readonly members?: number;
  /** Numbers that were learned, all together. */
  readonly parameters?: number;
  readonly inputs?: { readonly columns: number; readonly encoded: number };
  /** Class labels by code of the projection's targets; those of the problem where they are left out. */
  readonly classes?: readonly string[];
  readonly layers: readonly InsideLayer[];
  readonly projection: NetProjection | null;
}
