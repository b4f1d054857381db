import { dropThreshold } from '../../core/nets/dropout.ts';
import type { Activation, NetShape } from '../../core/nets/net-shape.ts';
import { layerStruct } from './layer-uniform.ts';
import { read, step, uniform, write, type Kernel } from './kernel.ts';
import { stepStruct } from './step-uniform.ts';
import { forBlock, product, productMain, productMemory, type ProductStyle, type Tile } from './wgsl-product.ts';
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
    training && drops ? 'value = select(0.0, value * layer.grown, keeps(maskSeed(step.seed, layer.salt), at, layer.dropBelow));' : '',
    `outputs[at] = value${nextScale ? ' * parameters[layer.nextScaleAt + unit]' : ''};`,
  ].join('\n    ');
}

/**
 * One dense layer for all members, from inputs that are scaled already to outputs scaled for the next layer, with output scale, bias,
 * activation and dropout: the workgroup is (columns, rows, member). In training the bare products are kept for the way back.
 */
export function forwardKernel(style: ProductStyle, tile: Tile, parts: LayerParts, training: boolean): Kernel {
  return {
    label: training ? 'forward' : 'answer forward',
    bindings: [...(training && parts.drops ? [step] : []), uniform('layer', 'Layer'), ...read('parameters', 'inputs'), ...write('outputs', ...(training ? ['products'] : []))],
    code: `${stepStruct}
${layerStruct}
${activationText(parts.activation)}
${masks}
${productMemory(style, tile)}
fn leftAt(row: u32, k: u32) -> f32 { return inputs[leftFirst + row * layer.inputs + k]; }
fn rightAt(k: u32, column: u32) -> f32 { return parameters[rightFirst + k * layer.outputs + column]; }
fn finish(member: u32, row: u32, column: u32, product: f32) {
  if (row < layer.rows && column < layer.outputs) {
    let at = (member * layer.rows + row) * layer.outputs + column;
    let unit = member * layer.outputs + column;
    ${finish(parts, training)}
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
