import { dropThreshold } from '../../core/nets/dropout.ts';
import type { NetLayout } from '../../core/nets/net-layout.ts';
import type { NetShape } from '../../core/nets/net-shape.ts';

/** Stands for a part that a layer does not have. */
export const none = 0xffffffff;

const fields = [
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
  // From one member's inputs to the next, 0 where all see the same.
  ['inputsEach', 'u32'],
  ['dropBelow', 'u32'],
  ['salt', 'u32'],
  ['grown', 'f32'],
  ['smoothing', 'f32'],
  // Where the parts of its gradient begin, and into how many slices of how many rows that of its weights is cut.
  ['weightsTo', 'u32'],
  ['biasTo', 'u32'],
  ['inScaleTo', 'u32'],
  ['outScaleTo', 'u32'],
  ['slices', 'u32'],
  ['sliceRows', 'u32'],
] as const;

type LayerField = (typeof fields)[number][0];
export type LayerNumbers = Readonly<Record<LayerField, number>>;

/** Bytes from one layer's uniform to the next, and of one. */
export const layerStride = 256;
export const layerBytes = 96;

export const layerStruct = `struct Layer { ${fields.map(([name, type]) => `${name}: ${type}`).join(', ')} }
const none = ${none}u;`;

/** What a layer's forward pass over `rows` rows takes; `training` says whether units are left out. The parts of the gradient lie nowhere yet. */
export function layerNumbers({ members, layers }: NetShape, { layers: layouts }: NetLayout, l: number, rows: number, training: boolean): LayerNumbers {
  const { inputs, outputs, weights, dropout, inputScale } = layers[l];
  const at = layouts[l];
  const drops = training && dropout > 0;
  return {
    members,
    rows,
    inputs,
    outputs,
    weightsAt: at.weights,
    weightsEach: weights === 'own' ? inputs * outputs : 0,
    biasAt: at.bias,
    inScaleAt: at.inputScale ?? none,
    outScaleAt: at.outputScale ?? none,
    nextScaleAt: layouts.at(l + 1)?.inputScale ?? none,
    inputsEach: l > 0 || inputScale ? rows * inputs : 0,
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
  };
}

/** The uniforms of all layers, `layerStride` bytes apart. */
export function layerUniforms(layers: readonly LayerNumbers[]): ArrayBuffer {
  const uniforms = new ArrayBuffer(layers.length * layerStride);
  const floats = new Float32Array(uniforms);
  const words = new Uint32Array(uniforms);
  layers.forEach((layer, l) => {
    fields.forEach(([name, type], f) => {
      if (type === 'f32') floats[(l * layerStride) / 4 + f] = layer[name];
      else words[(l * layerStride) / 4 + f] = layer[name];
    });
  });
  return uniforms;
}
