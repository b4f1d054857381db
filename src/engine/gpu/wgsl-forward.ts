import { layerStruct } from './layer-uniform.ts';
import { read, step, uniform, write, type Kernel } from './kernel.ts';
import { stepStruct } from './step-uniform.ts';
import { forBlock, product, productMain, productMemory, type ProductStyle, type Tile } from './wgsl-product.ts';
import { activations, masks } from './wgsl-units.ts';

const kept = 'products[at] = product;';
const dropped = `
    if (layer.dropBelow > 0u) {
      value = select(0.0, value * layer.grown, keeps(maskSeed(step.seed, layer.salt), at, layer.dropBelow));
    }`;

/**
 * One dense layer for all members, from inputs that are scaled already to outputs scaled for the next layer, with output scale, bias,
 * activation and dropout: the workgroup is (columns, rows, member). In training the bare products are kept for the way back.
 */
export function forwardKernel(style: ProductStyle, tile: Tile, training: boolean): Kernel {
  return {
    label: training ? 'forward' : 'answer forward',
    bindings: [...(training ? [step] : []), uniform('layer', 'Layer'), ...read('parameters', 'inputs'), ...write('outputs', ...(training ? ['products'] : []))],
    code: `${training ? stepStruct : ''}
${layerStruct}
${activations}
${training ? masks : ''}
${productMemory(style, tile)}
fn leftAt(row: u32, k: u32) -> f32 { return inputs[leftFirst + row * layer.inputs + k]; }
fn rightAt(k: u32, column: u32) -> f32 { return parameters[rightFirst + k * layer.outputs + column]; }
fn finish(member: u32, row: u32, column: u32, product: f32) {
  if (row < layer.rows && column < layer.outputs) {
    let at = (member * layer.rows + row) * layer.outputs + column;
    let unit = member * layer.outputs + column;
    ${training ? kept : ''}
    var z = product;
    if (layer.outScaleAt != none) { z *= parameters[layer.outScaleAt + unit]; }
    var value = activate(layer.activation, z + parameters[layer.biasAt + unit]);
    ${training ? dropped : ''}
    if (layer.nextScaleAt != none) { value *= parameters[layer.nextScaleAt + unit]; }
    outputs[at] = value;
  }
}
${productMain(tile)} {
  let member = group.z;
  leftFirst = member * layer.inputsEach;
  rightFirst = layer.weightsAt + member * layer.weightsEach;
  let nRows = layer.rows;
  let nColumns = layer.outputs;
  let start = 0u;
  let end = layer.inputs;
  ${product(style, tile, { left: 'depth', right: 'other' })}
  ${forBlock(tile, (r, c) => `finish(member, row_${r}, column_${c}, sum_${r}_${c});`)}
}`,
  };
}
