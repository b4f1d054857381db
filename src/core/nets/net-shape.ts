/** What a hidden layer does to the sums that come into a unit. */
export type Activation = 'relu' | 'selu' | 'mish' | 'linear';

/**
 * How one prepared column becomes inputs of the first layer, `at` being the first of them:
 * `number` is one input, the column as it stands; `pieces` one for each stretch between two neighbouring edges (the
 * piecewise-linear encoding of Gorishniy et al. 2022: 0 below the stretch, 1 above it, linear within; the first goes on below its
 * lower edge and the last above its upper one); `one-hot` one for each of `levels` codes; `embedding` the `width` numbers that the net
 * has learned for the code. A code outside 0 … levels - 1 is unknown: no one-hot input is 1, and an embedding has a row of its own, the last.
 */
export type InputSegment =
  | { readonly kind: 'number'; readonly source: number; readonly at: number }
  | { readonly kind: 'pieces'; readonly source: number; readonly at: number; readonly edges: Float32Array }
  | { readonly kind: 'one-hot'; readonly source: number; readonly at: number; readonly levels: number }
  | { readonly kind: 'embedding'; readonly source: number; readonly at: number; readonly levels: number; readonly width: number };

/**
 * One dense layer of every member: with inputs a, `activation(((a · inputScale) × weights) · outputScale + bias)`, where each
 * member has a bias and scales of its own, and weights that are its own or shared by all (BatchEnsemble, Wen et al. 2020).
 */
export interface LayerShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: 'shared' | 'own';
  readonly inputScale: boolean;
  readonly outputScale: boolean;
  readonly activation: Activation;
  /** Share of the layer's units that a training step leaves out, in [0, 1); the others are scaled up by 1 / (1 - dropout). */
  readonly dropout: number;
}

/**
 * A net of `members` nets that see the same rows and answer together: the mean of their probabilities, or of their numbers.
 * The first layer's inputs are the encoded ones, the last layer is linear.
 */
export interface NetShape {
  /** Columns of a prepared row: numbers, and codes of categories. */
  readonly nBase: number;
  readonly segments: readonly InputSegment[];
  /** Inputs that the segments make, which are those of the first layer. */
  readonly nEncoded: number;
  readonly members: number;
  readonly layers: readonly LayerShape[];
  /** 'classes': the outputs are logits; 'number': one output, the standardised target. */
  readonly output: 'classes' | 'number';
}

/** How many inputs a segment makes. */
export function segmentWidth(segment: InputSegment): number {
  switch (segment.kind) {
    case 'number':
      return 1;
    case 'pieces':
      return segment.edges.length - 1;
    case 'one-hot':
      return segment.levels;
    case 'embedding':
      return segment.width;
  }
}

/** Outputs of each member. */
export function outputsOf(shape: NetShape): number {
  return shape.layers[shape.layers.length - 1].outputs;
}
