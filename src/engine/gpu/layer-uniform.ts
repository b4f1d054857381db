import { dropThreshold } from '../../core/nets/dropout.ts';
import type { NetLayout } from '../../core/nets/net-layout.ts';
import type { NetShape } from '../../core/nets/net-shape.ts';
import { mostReplicas } from './kernel.ts';
import { uniformStruct } from './uniform-struct.ts';

/** Stands for a part that a layer does not have. */
export const none = 0xffffffff;

/** A layer of one of the nets that are trained at once. */
const layer = uniformStruct('Layer', [
  ['members', 'u32'],
  ['rows', 'u32'],
  ['inputs', 'u32'],
  ['outputs', 'u32'],
  // Where its parameters begin, and the distance from one member's weights to the next, 0 where they share them.
  ['weightsAt', 'u32'],
  ['weightsEach', 'u32'],
  ['biasAt', 'u32'],
  ['inScaleAt', 'u32'],
  ['outScaleAt', 'u32'],
  // The input scale of the layer above, by which this one's outputs are scaled already.
  ['nextScaleAt', 'u32'],
  // Where the net's inputs of the layer begin, and from one member's to the next, 0 where all see the same.
  ['inputsAt', 'u32'],
  ['inputsEach', 'u32'],
  // Where its outputs begin, with their products and slopes; the derivatives by its inputs; and the encoded rows.
  ['outputsAt', 'u32'],
  ['belowAt', 'u32'],
  ['encodedAt', 'u32'],
  // Where the net's answers begin, and its sums of losses.
  ['answersAt', 'u32'],
  ['lossesAt', 'u32'],
  ['dropBelow', 'u32'],
  ['salt', 'u32'],
  ['grown', 'f32'],
  ['smoothing', 'f32'],
  // Where the parts of its gradient begin, and into how many slices of how many rows that of its weights is cut; the most of any net.
  ['weightsTo', 'u32'],
  ['biasTo', 'u32'],
  ['inScaleTo', 'u32'],
  ['outScaleTo', 'u32'],
  ['slices', 'u32'],
  ['sliceRows', 'u32'],
  ['mostSlices', 'u32'],
]);

export type LayerNumbers = Parameters<typeof layer.write>[0][number];

/** Bytes of one layer's uniform, with an element for each net, and from one to the next. */
export const layerBytes = mostReplicas * layer.bytes;
export const layerStride = 256 * Math.ceil(layerBytes / 256);

export const layerStruct = `${layer.text}
const none = ${none}u;`;

/** Where a net's numbers stand among those of all that are trained at once. */
export type LayerPlaces = Pick<LayerNumbers, 'inputsAt' | 'outputsAt' | 'belowAt' | 'encodedAt'>;

/**
 * What a layer's forward pass over `rows` rows takes, for a net whose parameters begin at `from`; `training` says whether units are left
 * out. The parts of the gradient lie nowhere yet.
 */
export function layerNumbers({ members, layers }: NetShape, { layers: layouts }: NetLayout, l: number, rows: number, from: number, places: LayerPlaces, training: boolean): LayerNumbers {
  const { inputs, outputs, weights, dropout, inputScale } = layers[l];
  const at = layouts[l];
  const placed = (offset: number | null | undefined) => (offset === null || offset === undefined ? none : from + offset);
  const drops = training && dropout > 0;
  return {
    members,
    rows,
    inputs,
    outputs,
    weightsAt: placed(at.weights),
    weightsEach: weights === 'own' ? inputs * outputs : 0,
    biasAt: placed(at.bias),
    inScaleAt: placed(at.inputScale),
    outScaleAt: placed(at.outputScale),
    nextScaleAt: placed(layouts.at(l + 1)?.inputScale),
    ...places,
    inputsEach: l > 0 || inputScale ? rows * inputs : 0,
    answersAt: 0,
    lossesAt: 0,
    dropBelow: drops ? dropThreshold(dropout) : 0,
    salt: Math.imul(l + 1, 0x9e3779b9) >>> 0,
    grown: drops && dropThreshold(dropout) > 0 ? 1 / (1 - dropout) : 1,
    smoothing: 0,
    weightsTo: none,
    biasTo: none,
    inScaleTo: none,
    outScaleTo: none,
    slices: 1,
    sliceRows: 0,
    mostSlices: 1,
  };
}

/** The uniforms of all layers, `layerStride` bytes apart; `layers` has for each layer its numbers by net. */
export function layerUniforms(layers: readonly (readonly LayerNumbers[])[]): ArrayBuffer {
  const uniforms = new Uint8Array(layers.length * layerStride);
  layers.forEach((nets, l) => uniforms.set(new Uint8Array(layer.write(nets)), l * layerStride));
  return uniforms.buffer;
}
