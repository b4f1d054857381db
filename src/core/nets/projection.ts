import type { NetProjection, NetView } from '../math/control.ts';
import { unitsOf } from './answers.ts';
import { leadingAxes } from './leading-axes.ts';
import type { NetLayout, ParameterBlock } from './net-layout.ts';
import type { NetShape } from './net-shape.ts';

/** Rows that are drawn; more would hide one another. */
export const mostProjectedRows = 300;

/** Takes each column's mean off, in place, and gives the sum of squares that is left. */
function centre(A: Float64Array, n: number, p: number): number {
  let squares = 0;
  for (let j = 0; j < p; j++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += A[i * p + j] / n;
    for (let i = 0; i < n; i++) {
      A[i * p + j] -= mean;
      squares += A[i * p + j] * A[i * p + j];
    }
  }
  return squares;
}

/** The scores with the sign that puts the row which stands farthest out, the first of equals, on the positive side. */
function towardsFarthest(scores: Float64Array): Float32Array {
  let farthest = 0;
  for (const score of scores) if (Math.abs(score) > Math.abs(farthest)) farthest = score;
  return Float32Array.from(scores, (score) => (farthest < 0 ? 0 - score : score));
}

/**
 * Prepared rows as the last hidden layer of the first member sees them, on the first two principal components of its units, which are
 * centred and not scaled, as scikit-learn's PCA; the row that stands farthest out along a component stands on its positive side.
 * `explained` is 0 where the units do not vary. null where the net has no hidden layer, there is no row, or a unit is no finite number.
 */
export function projectHidden(shape: NetShape, layout: NetLayout, parameters: ArrayLike<number>, x: Float32Array, nRows: number): Omit<NetProjection, 'targets'> | null {
  const last = shape.layers.length - 2;
  if (last < 0 || nRows === 0) return null;
  const units = unitsOf(shape, layout, parameters, x, nRows, last);
  const { outputs } = shape.layers[last];
  const squares = centre(units, nRows, outputs);
  if (!Number.isFinite(squares)) return null;
  const { scores, values } = leadingAxes(units, nRows, outputs);
  const explained = squares > 0 ? Math.min(1, (values[0] + values[1]) / squares) : 0;
  return { x: towardsFarthest(scores[0]), y: towardsFarthest(scores[1]), explained };
}

/** The root of the mean of a block's numbers, each as `square` gives it; 0 for none. */
function rootMean({ offset, length }: ParameterBlock, square: (at: number) => number): number {
  let sum = 0;
  for (let i = offset; i < offset + length; i++) sum += square(i);
  return length > 0 ? Math.sqrt(sum / length) : 0;
}

/** What a layer is called: "Layer 1", …, and "Output" the last. */
function layerName({ layers }: NetShape, l: number): string {
  return l === layers.length - 1 ? 'Output' : `Layer ${l + 1}`;
}

/**
 * By layer: the root mean squares of the weights of all members, and of the gradient by them, whose squares (their running means, Adam's
 * v) are given in the order of the parameters; 0 where they are null.
 */
export function layerScales(shape: NetShape, layout: NetLayout, parameters: ArrayLike<number>, gradientSquares: ArrayLike<number> | null): NetView['layers'] {
  return layout.blocks
    .filter(({ kind }) => kind === 'weights')
    .map((block) => ({
      name: layerName(shape, block.layer),
      weights: rootMean(block, (at) => parameters[at] * parameters[at]),
      gradients: gradientSquares ? rootMean(block, (at) => gradientSquares[at]) : 0,
    }));
}
