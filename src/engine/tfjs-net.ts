import { seluAlpha, seluScale, mishIsLinearFrom } from '../core/nets/activation.ts';
import { dropThreshold, keeps, maskSeed } from '../core/nets/dropout.ts';
import { codeOf, encodeRows } from '../core/nets/encode-rows.ts';
import type { NetLayout, ParameterBlock } from '../core/nets/net-layout.ts';
import type { Activation, LayerShape, NetShape } from '../core/nets/net-shape.ts';
import { add, div, exp, matMul, minimum, mul, ones, pad, relu, reshape, scalar, slice, sub, tensor, type Tensor, type Tensor1D, type Tensor2D } from './tf.ts';

/** The blocks of the flat parameters, one tensor each, in the shapes that a forward pass takes. */
export function blockTensors(shape: NetShape, { blocks }: NetLayout, flat: Tensor1D): Tensor[] {
  return blocks.map((block) => reshape(slice(flat, [block.offset], [block.length]), blockShape(shape, block)));
}

function blockShape({ members, layers }: NetShape, { kind, layer, length }: ParameterBlock): number[] {
  if (kind === 'embedding') return [length];
  const { inputs, outputs, weights } = layers[layer];
  if (kind === 'weights') return weights === 'own' ? [members, inputs, outputs] : [inputs, outputs];
  return [members, 1, kind === 'inputScale' ? inputs : outputs];
}

/** Rows as the forward pass takes them: what of their encoding is not learned, and each embedding's codes as one-hot rows. */
export interface TfjsRows {
  readonly nRows: number;
  readonly fixed: Tensor2D;
  readonly codes: readonly Tensor2D[];
}

export function tfjsRows(shape: NetShape, layout: NetLayout, x: Float32Array, rows: ArrayLike<number>): TfjsRows {
  const nothingLearned = new Float32Array(layout.nParameters);
  const fixed = Float32Array.from(encodeRows(shape, layout, nothingLearned, x, rows));
  const codes = shape.segments.flatMap((segment) => {
    if (segment.kind !== 'embedding') return [];
    const width = segment.levels + 1;
    const hot = new Float32Array(rows.length * width);
    for (let i = 0; i < rows.length; i++) hot[i * width + codeOf(x[rows[i] * shape.nBase + segment.source], segment.levels)] = 1;
    return [tensor(hot, [rows.length, width]) as Tensor2D];
  });
  return { nRows: rows.length, fixed: tensor(fixed, [rows.length, shape.nEncoded]), codes };
}

function encode({ segments, nEncoded }: NetShape, { fixed, codes }: TfjsRows, tables: readonly Tensor[]): Tensor {
  const embedded = segments.filter((segment) => segment.kind === 'embedding');
  return embedded.reduce<Tensor>((sum, { at, levels, width }, e) => {
    // A product rather than a gather, whose gradient not every backend has.
    const numbers = matMul(codes[e], reshape(tables[e], [levels + 1, width]));
    return add(sum, pad(numbers, [[0, 0], [at, nEncoded - at - width]]));
  }, fixed);
}

function activate(activation: Activation, z: Tensor): Tensor {
  switch (activation) {
    case 'linear':
      return z;
    case 'relu':
      return relu(z);
    case 'selu': {
      const below = mul(scalar(seluAlpha), sub(exp(minimum(z, scalar(0))), scalar(1)));
      return mul(scalar(seluScale), add(relu(z), below));
    }
    case 'mish': {
      const e = exp(minimum(z, scalar(mishIsLinearFrom)));
      const n = mul(e, add(e, scalar(2)));
      return mul(z, div(n, add(n, scalar(2))));
    }
  }
}

/** What a step multiplies a layer's units by: 0 where one is left out. */
function mask({ outputs, dropout }: LayerShape, members: number, nRows: number, seed: number): Tensor {
  const threshold = dropThreshold(dropout);
  const kept = Float32Array.from({ length: members * nRows * outputs }, (_, i) => (keeps(seed, i, threshold) ? 1 / (1 - dropout) : 0));
  return tensor(kept, [members, nRows, outputs]);
}

/** The outputs of all members, members × rows × outputs, at the blocks' tensors; units are left out by `stepSeed`, or none where it is null. */
export function tfjsForward(shape: NetShape, { blocks }: NetLayout, tensors: readonly Tensor[], rows: TfjsRows, stepSeed: number | null): Tensor {
  const { members, layers } = shape;
  const block = (kind: ParameterBlock['kind'], l: number): Tensor | undefined => tensors[blocks.findIndex((one) => one.kind === kind && one.layer === l)];
  const times = (value: Tensor, scale: Tensor | undefined) => (scale ? mul(value, scale) : value);
  const encoded = encode(shape, rows, tensors.filter((_, b) => blocks[b].kind === 'embedding'));
  let inputs: Tensor = mul(reshape(encoded, [1, rows.nRows, shape.nEncoded]), ones([members, 1, 1]));
  layers.forEach((layer, l) => {
    const { inputs: n, outputs: k } = layer;
    const scaled = times(inputs, block('inputScale', l));
    const weights = block('weights', l) as Tensor;
    const products =
      layer.weights === 'own' ? matMul(scaled, weights) : reshape(matMul(reshape(scaled, [members * rows.nRows, n]), weights), [members, rows.nRows, k]);
    const z = add(times(products, block('outputScale', l)), block('bias', l) as Tensor);
    const units = activate(layer.activation, z);
    const drops = stepSeed !== null && dropThreshold(layer.dropout) > 0;
    inputs = drops ? mul(units, mask(layer, members, rows.nRows, maskSeed(stepSeed, l))) : units;
  });
  return inputs;
}
