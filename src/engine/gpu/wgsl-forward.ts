import { dropThreshold } from '../../core/nets/dropout.ts';
import type { Activation, NetShape } from '../../core/nets/net-shape.ts';
import { read, steps, perReplica, write, type Kernel } from './kernel.ts';
import { enterReplica, ownLayer } from './wgsl-replica.ts';
import { forBlock, product, productMain, productMemory, type ProductStyle, type Side, type Tile } from './wgsl-product.ts';
import { activationText, masks } from './wgsl-units.ts';

/** What of a layer decides what its kernels do, so that they hold nothing that it has not. */
export interface LayerParts {
  readonly activation: Activation;
  readonly outScale: boolean;
  /** Whether the layer above scales its inputs. */
  readonly nextScale: boolean;
  readonly drops: boolean;
}

export function layerParts({ layers }: NetShape, l: number): LayerParts {
  const { activation, outputScale, dropout } = layers[l];
  return { activation, outScale: outputScale, nextScale: layers.at(l + 1)?.inputScale ?? false, drops: dropThreshold(dropout) > 0 };
}

function finish({ outScale, nextScale, drops }: LayerParts, training: boolean): string {
  return [
    training ? 'products[at] = product;' : '',
    `var value = activate(product${outScale ? ' * parameters[layer.outScaleAt + unit]' : ''} + parameters[layer.biasAt + unit]);`,
    training && drops ? 'value = select(0.0, value * layer.grown, keeps(maskSeed(step.seed, layer.salt), own, layer.dropBelow));' : '',
    `outputs[at] = value${nextScale ? ' * parameters[layer.nextScaleAt + unit]' : ''};`,
  ].join('\n    ');
}

const inputRows: Side = { base: (row) => `leftFirst + ${row} * mine.inputs`, at: (base, k) => `inputs[${base} + ${k}]`, fast: 'depth' };
const weightColumns: Side = { base: (column) => `rightFirst + ${column}`, at: (base, k) => `parameters[${base} + ${k} * mine.outputs]`, fast: 'other' };

/**
 * One dense layer for all members, from inputs that are scaled already to outputs scaled for the next layer, with output scale, bias,
 * activation and dropout: the workgroup is (columns, rows, net and member). In training the bare products are kept for the way back.
 */
export function forwardKernel(style: ProductStyle, tile: Tile, parts: LayerParts, training: boolean): Kernel {
  return {
    label: training ? 'forward' : 'answer forward',
    bindings: [steps, perReplica('layers', 'Layer'), ...read('parameters', 'inputs'), ...write('outputs', ...(training ? ['products'] : []))],
    code: `${ownLayer}
${activationText(parts.activation)}
${masks}
${productMemory(style, tile)}
fn finish(member: u32, row: u32, column: u32, product: f32) {
  if (row < layer.rows && column < layer.outputs) {
    let own = (member * layer.rows + row) * layer.outputs + column;
    let at = layer.outputsAt + own;
    let unit = member * layer.outputs + column;
    ${finish(parts, training)}
  }
}
${productMain(tile)} {
  let each = layers[0].members;
  ${enterReplica('group.z / each')}
  let member = group.z % each;
  let leftFirst = mine.inputsAt + member * mine.inputsEach;
  let rightFirst = mine.weightsAt + member * mine.weightsEach;
  let nRows = mine.rows;
  let nColumns = mine.outputs;
  let start = 0u;
  let end = mine.inputs;
  ${product(style, tile, inputRows, weightColumns)}
  ${forBlock(tile, (r, c) => `finish(member, row_${r}, column_${c}, sum_${r}_${c});`)}
}`,
  };
}
