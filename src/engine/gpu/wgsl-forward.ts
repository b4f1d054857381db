import { layerStruct } from './layer-uniform.ts';
import { read, step, uniform, write, type Kernel } from './kernel.ts';
import { stepStruct } from './step-uniform.ts';
import { forBlock, tileMain, tileMemory, tiledProduct, type Tile } from './wgsl-product.ts';
import { activations, masks } from './wgsl-units.ts';

const kept = `
    products[at] = product;`;
const dropped = `
    if (layer.dropBelow > 0u) {
      value = select(0.0, value * layer.grown, keeps(maskSeed(step.seed, layer.salt), at, layer.dropBelow));
    }`;

/**
 * One dense layer for all members, scales, bias, activation and dropout included: the workgroup is (columns, rows, member). In training
 * the bare products are kept for the way back.
 */
export function forwardKernel(tile: Tile, training: boolean): Kernel {
  return {
    label: training ? 'forward' : 'answer forward',
    bindings: [...(training ? [step] : []), uniform('layer', 'Layer'), ...read('parameters', 'inputs'), ...write('outputs', ...(training ? ['products'] : []))],
    code: `${stepStruct}
${layerStruct}
${activations}
${masks}
${tileMemory(tile)}
fn leftAt(row: u32, k: u32) -> f32 {
  let value = inputs[member * layer.inputsEach + row * layer.inputs + k];
  if (layer.inScaleAt == none) { return value; }
  return value * parameters[layer.inScaleAt + member * layer.inputs + k];
}
fn rightAt(k: u32, column: u32) -> f32 { return parameters[layer.weightsAt + member * layer.weightsEach + k * layer.outputs + column]; }
fn finish(row: u32, column: u32, product: f32) {
  if (row < layer.rows && column < layer.outputs) {
    let at = (member * layer.rows + row) * layer.outputs + column;
    let unit = member * layer.outputs + column;${training ? kept : ''}
    var z = product;
    if (layer.outScaleAt != none) { z *= parameters[layer.outScaleAt + unit]; }
    var value = activate(layer.activation, z + parameters[layer.biasAt + unit]);${training ? dropped : ''}
    outputs[at] = value;
  }
}
${tileMain(tile)} {
  member = group.z;
  let nRows = layer.rows;
  let nColumns = layer.outputs;
  let start = 0u;
  let end = layer.inputs;
  ${tiledProduct(tile, { left: 'depth', right: 'other' })}
  ${forBlock(tile, (r, c) => `finish(row_${r}, column_${c}, sum_${r}_${c});`)}
}`,
  };
}
