import { layerStruct } from './layer-uniform.ts';
import { read, step, uniform, write, type Kernel } from './kernel.ts';
import { stepStruct } from './step-uniform.ts';
import { forBlock, forColumns, tileColumns, tileMain, tileMemory, tiledProduct, type Tile } from './wgsl-product.ts';
import { activations, masks } from './wgsl-units.ts';

/** Through the activation of the layer below: what the sums of its bias and scale take, and the derivative by its bare product. */
const throughLower = `
  let z = product * lowerScale(unit) + parameters[lower.biasAt + unit];
  var slope = raw * slopeAt(lower.activation, z);
  if (lower.dropBelow > 0u) {
    slope = select(0.0, slope * lower.grown, keeps(maskSeed(step.seed, lower.salt), at, lower.dropBelow));
  }
  below[at] = slope * lowerScale(unit);
  return vec3<f32>(scaleSlope, slope, slope * product);`;

/**
 * From the derivative by a layer's bare products to that by the products of the layer below (or by the encoded inputs, where there is
 * none below), with each tile's sums over its rows for the scale of the inputs and for bias and output scale below: the workgroup is
 * (columns, rows, member).
 */
export function backwardKernel(tile: Tile, hasLower: boolean): Kernel {
  const width = tileColumns(tile);
  return {
    label: hasLower ? 'backward' : 'backward to inputs',
    bindings: [
      ...(hasLower ? [step, uniform('lower', 'Layer')] : []),
      uniform('layer', 'Layer'),
      ...read('parameters', 'slopes', 'activated', ...(hasLower ? ['products'] : [])),
      ...write('below', 'parts'),
    ],
    code: `${stepStruct}
${layerStruct}
${activations}
${masks}
${tileMemory(tile)}
var<workgroup> columnSums: array<vec3<f32>, ${tile.down * width}>;
fn leftAt(row: u32, k: u32) -> f32 { return slopes[(member * layer.rows + row) * layer.outputs + k]; }
fn rightAt(k: u32, column: u32) -> f32 { return parameters[layer.weightsAt + member * layer.weightsEach + column * layer.outputs + k]; }
${hasLower ? 'fn lowerScale(unit: u32) -> f32 { if (lower.outScaleAt == none) { return 1.0; } return parameters[lower.outScaleAt + unit]; }' : ''}
fn finish(row: u32, column: u32, sum: f32) -> vec3<f32> {
  if (row >= layer.rows || column >= layer.inputs) { return vec3<f32>(0.0); }
  let at = (member * layer.rows + row) * layer.inputs + column;
  let unit = member * layer.inputs + column;
  var raw = sum;
  var scaleSlope = 0.0;
  if (layer.inScaleAt != none) {
    scaleSlope = sum * activated[member * layer.inputsEach + row * layer.inputs + column];
    raw *= parameters[layer.inScaleAt + unit];
  }
  ${hasLower ? `let product = products[at];${throughLower}` : 'below[at] = raw;\n  return vec3<f32>(scaleSlope, 0.0, 0.0);'}
}
${tileMain(tile)} {
  member = group.z;
  let nRows = layer.rows;
  let nColumns = layer.inputs;
  let start = 0u;
  let end = layer.outputs;
  ${tiledProduct(tile, { left: 'depth', right: 'depth' })}
  ${forColumns(tile, (c) => `var columnSum_${c} = vec3<f32>(0.0);`)}
  ${forBlock(tile, (r, c) => `columnSum_${c} += finish(row_${r}, column_${c}, sum_${r}_${c});`)}
  ${forColumns(tile, (c) => `columnSums[threadRow * ${width}u + ${c * tile.across}u + threadColumn] = columnSum_${c};`)}
  workgroupBarrier();
  for (var i = thread; i < ${width}u; i += ${tile.across * tile.down}u) {
    let column = tileColumn + i;
    if (column < layer.inputs) {
      var total = vec3<f32>(0.0);
      for (var t = 0u; t < ${tile.down}u; t++) { total += columnSums[t * ${width}u + i]; }
      let to = (group.y * layer.members + member) * layer.inputs + column;
      if (layer.inScaleTo != none) { parts[layer.inScaleTo + to] = total.x; }
      ${hasLower ? 'parts[lower.biasTo + to] = total.y;\nif (lower.outScaleTo != none) { parts[lower.outScaleTo + to] = total.z; }' : ''}
    }
  }
}`,
  };
}

/**
 * The gradient by a layer's weights, cut into slices of rows: the workgroup is (columns, rows of the matrix, matrix and slice). Weights
 * that members share are summed over the rows of all.
 */
export function weightKernel(tile: Tile): Kernel {
  return {
    label: 'weight gradient',
    bindings: [uniform('layer', 'Layer'), ...read('parameters', 'activated', 'slopes'), ...write('parts')],
    code: `${layerStruct}
${tileMemory(tile)}
fn leftAt(row: u32, k: u32) -> f32 {
  if (layer.inputsEach > 0u && layer.inScaleAt == none) { return activated[k * layer.inputs + row]; }
  let owner = k / layer.rows;
  var value = 0.0;
  if (layer.inputsEach > 0u) { value = activated[k * layer.inputs + row]; }
  else { value = activated[(k - owner * layer.rows) * layer.inputs + row]; }
  if (layer.inScaleAt == none) { return value; }
  return value * parameters[layer.inScaleAt + owner * layer.inputs + row];
}
fn rightAt(k: u32, column: u32) -> f32 { return slopes[k * layer.outputs + column]; }
fn finish(row: u32, column: u32, sum: f32, to: u32) {
  if (row < layer.inputs && column < layer.outputs) { parts[to + row * layer.outputs + column] = sum; }
}
${tileMain(tile)} {
  let isOwn = layer.weightsEach > 0u;
  let matrices = select(1u, layer.members, isOwn);
  let matrix = group.z / layer.slices;
  let slice = group.z % layer.slices;
  let nRows = layer.inputs;
  let nColumns = layer.outputs;
  let depthRows = select(layer.members * layer.rows, layer.rows, isOwn);
  let start = matrix * layer.rows + slice * layer.sliceRows;
  let end = matrix * layer.rows + min(depthRows, (slice + 1u) * layer.sliceRows);
  ${tiledProduct(tile, { left: 'other', right: 'other' })}
  let to = layer.weightsTo + (slice * matrices + matrix) * layer.inputs * layer.outputs;
  ${forBlock(tile, (r, c) => `finish(row_${r}, column_${c}, sum_${r}_${c}, to);`)}
}`,
  };
}
