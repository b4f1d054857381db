import type { NetProjection } from '../math/control.ts';
import type { Activation } from '../nets/net-shape.ts';

/** A question that a node of a tree asks; missing values go where `missingLeft` says. */
export type NodeTest =
  | { readonly kind: 'threshold'; readonly feature: string; /** Left where the value is at most this. */ readonly threshold: number; readonly missingLeft: boolean }
  | { readonly kind: 'levels'; readonly feature: string; /** Left where the level is one of these. */ readonly levels: readonly string[]; readonly missingLeft: boolean };

/** One node; children follow by index into the list of nodes. */
export interface PicturedNode {
  /** null at a leaf. */
  readonly test: NodeTest | null;
  readonly left: number | null;
  readonly right: number | null;
  /** Training rows that came here, by weight. */
  readonly rows: number;
  /** What would be predicted here: one number, or the probability of each class in order. */
  readonly value: readonly number[];
}

/** How one feature moves the score; in the units of the score (log-odds, log-odds a class, or those of the target). */
export interface PicturedShape {
  readonly feature: string;
  /** Mean absolute contribution over the training rows. */
  readonly importance: number;
  /**
   * Numeric: edges x[0] < … < x[n], where piece i, from x[i] to x[i + 1], adds y[i]. Levels: one y a level. `missing` is
   * added where there is no value; null where training had none. One list of y for each output of the score.
   */
  readonly curve:
    | { readonly kind: 'numeric'; readonly x: readonly number[] }
    | { readonly kind: 'levels'; readonly levels: readonly string[] };
  readonly y: readonly (readonly number[])[];
  readonly missing: readonly number[] | null;
  /** Training rows in each piece or level, by weight. */
  readonly rows: readonly number[];
}

/** How two features move the score together, beside what each does alone; one grid (rows of `first`) for each output. */
export interface PicturedPair {
  readonly first: string;
  readonly second: string;
  readonly importance: number;
  /** Names of the pieces of each feature, in order. */
  readonly firstPieces: readonly string[];
  readonly secondPieces: readonly string[];
  readonly grid: readonly (readonly (readonly number[])[])[];
}

/** One dense layer of a net. */
export interface PicturedLayer {
  /** "Layer 1", …; the last is "Output". */
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: Activation;
  /** Weights, biases and scales of all members together. */
  readonly parameters: number;
  /** Root mean square of its weights. */
  readonly weights: number;
}

/** What a model learned, as data to be drawn. */
export type ModelPicture =
  | { readonly kind: 'tree'; readonly classes: readonly string[]; readonly nodes: readonly PicturedNode[] }
  | {
      readonly kind: 'shapes';
      /** The outputs of the score: the class whose log-odds it is, or '' for numbers. */
      readonly outputs: readonly string[];
      readonly base: readonly number[];
      readonly shapes: readonly PicturedShape[];
      readonly pairs: readonly PicturedPair[];
    }
  | {
      readonly kind: 'coefficients';
      readonly outputs: readonly string[];
      readonly intercepts: readonly number[];
      /** One coefficient for each output. */
      readonly features: readonly { readonly feature: string; readonly coefficients: readonly number[] }[];
    }
  | {
      readonly kind: 'net';
      /** Class labels by code, which are the targets of the projection; empty for numbers. */
      readonly classes: readonly string[];
      /** Nets that answer together; layers are those of each. */
      readonly members: number;
      /** Numbers that were learned, all together. */
      readonly parameters: number;
      /** What comes in: prepared columns, the inputs that the first layer makes of them, and the numbers learned for categories on the way. */
      readonly inputs: { readonly columns: number; readonly encoded: number; readonly embedded: number };
      readonly layers: readonly PicturedLayer[];
      /** Some rows as the last hidden layer of the first member sees them; null where there are none to show, or no hidden layer. */
      readonly projection: NetProjection | null;
    };
