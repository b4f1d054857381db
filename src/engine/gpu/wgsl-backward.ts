import type { LayerParts } from './wgsl-forward.ts';
import { read, steps, perReplica, write, type Kernel } from './kernel.ts';
import { forBlock, forColumns, product, productMain, productMemory, tileColumns, tileRows, type ProductStyle, type Side, type Tile } from './wgsl-product.ts';
import { enterReplica, ownLayer } from './wgsl-replica.ts';
import { activationText, masks } from './wgsl-units.ts';

/** Through the activation of the layer below: what the sums of its bias and scales take, and the derivative by its bare product. */
function throughLower({ outScale, nextScale, drops }: LayerParts): string {
  const scale = outScale ? 'parameters[lower.outScaleAt + unit]' : '1.0';
  return `
  let product = products[lower.outputsAt + own];
  let lowerScale = ${scale};
  let z = product * lowerScale + parameters[lower.biasAt + unit];
  let kept = ${drops ? 'select(0.0, lower.grown, keeps(maskSeed(step.seed, lower.salt), own, lower.dropBelow))' : '1.0'};
  let slope = sum${nextScale ? ' * parameters[layer.inScaleAt + unit]' : ''} * kept * slopeAt(z);
  below[at] = slope * lowerScale;
  return vec3<f32>(${nextScale ? 'sum * activate(z) * kept' : '0.0'}, slope, ${outScale ? 'slope * product' : '0.0'});`;
}

/** The same where there is none below: the derivative by the encoded inputs. */
const toInputs = (isScaled: boolean) =>
  isScaled
    ? `
  below[at] = sum * parameters[layer.inScaleAt + unit];
  return vec3<f32>(sum * encoded[layer.encodedAt + row * layer.inputs + column], 0.0, 0.0);`
    : `
  below[at] = sum;
  return vec3<f32>(0.0);`;

/** Puts the sums of a column, `total`, where slice `slice` of the gradient's parts is. */
function putSums(isScaled: boolean, lower: LayerParts | null): string {
  return `
fn put(member: u32, column: u32, slice: u32, total: vec3<f32>) {
  if (column >= layer.inputs) { return; }
  let to = (slice * layer.members + member) * layer.inputs + column;
  ${isScaled ? 'parts[layer.inScaleTo + to] = total.x;' : ''}
  ${lower ? 'parts[lower.biasTo + to] = total.y;' : ''}
  ${lower?.outScale ? 'parts[lower.outScaleTo + to] = total.z;' : ''}
}`;
}

/** One slice for each row of threads: no thread waits for another. */
const putOwnSums = (tile: Tile) => forColumns(tile, (c) => `put(member, column_${c}, group.y * ${tile.down}u + threadRow, columnSum_${c});`);

/** One slice for each tile. */
function putTileSums(tile: Tile): string {
  const width = tileColumns(tile);
  return `
  ${forColumns(tile, (c) => `columnSums[threadRow * ${width}u + ${c * tile.across}u + threadColumn] = columnSum_${c};`)}
  workgroupBarrier();
  for (var i = thread; i < ${width}u; i += ${tile.across * tile.down}u) {
    var total = vec3<f32>(0.0);
    for (var t = 0u; t < ${tile.down}u; t++) { total += columnSums[t * ${width}u + i]; }
    put(member, tileColumn + i, group.y, total);
  }`;
}

/** Into how many slices `backwardKernel` cuts the sums over so many rows. */
export function backwardSlices(style: ProductStyle, tile: Tile, rows: number): number {
  return Math.ceil(rows / tileRows) * (style === 'direct' ? tile.down : 1);
}

const slopeRows: Side = { base: (row) => `leftFirst + ${row} * mine.outputs`, at: (base, k) => `slopes[${base} + ${k}]`, fast: 'depth' };
const weightRows: Side = { base: (column) => `rightFirst + ${column} * mine.outputs`, at: (base, k) => `parameters[${base} + ${k}]`, fast: 'depth' };
const inputColumns = (isRepeated: boolean): Side => ({
  base: (row) => `leftFirst + ${row}`,
  at: (base, k) => `inputs[${base} + ${isRepeated ? `(${k} % mine.rows)` : k} * mine.inputs]`,
  fast: 'other',
});
const slopeColumns: Side = { base: (column) => `rightFirst + ${column}`, at: (base, k) => `slopes[${base} + ${k} * mine.outputs]`, fast: 'other' };

/**
 * From the derivative by a layer's bare products to that by the products of the layer below (or by the encoded inputs, where there is
 * none below), with sums over slices of the rows for the scale of the inputs and for bias and output scale below: the workgroup is
 * (columns, rows, net and member). `isScaled` says whether the layer scales its inputs; `lower` is the layer below.
 */
export function backwardKernel(style: ProductStyle, tile: Tile, isScaled: boolean, lower: LayerParts | null): Kernel {
  return {
    label: lower ? 'backward' : 'backward to inputs',
    bindings: [
      steps,
      ...(lower ? [perReplica('lowers', 'Layer')] : []),
      perReplica('layers', 'Layer'),
      ...read('parameters', 'slopes', lower ? 'products' : 'encoded'),
      ...write('below', 'parts'),
    ],
    code: `${ownLayer}
var<private> lower: Layer;
${activationText(lower?.activation ?? 'linear')}
${masks}
${productMemory(style, tile)}
${style === 'direct' ? '' : `var<workgroup> columnSums: array<vec3<f32>, ${tile.down * tileColumns(tile)}>;`}
fn finish(member: u32, row: u32, column: u32, sum: f32) -> vec3<f32> {
  if (row >= layer.rows || column >= layer.inputs) { return vec3<f32>(0.0); }
  let own = (member * layer.rows + row) * layer.inputs + column;
  let at = layer.belowAt + own;
  let unit = member * layer.inputs + column;
  ${lower ? throughLower(lower) : toInputs(isScaled)}
}
${putSums(isScaled, lower)}
${productMain(tile)} {
  let each = layers[0].members;
  ${enterReplica('group.z / each')}
  ${lower ? 'lower = lowers[now.replica];' : ''}
  if (group.y * ${tileRows}u >= mine.rows) { return; }
  let member = group.z % each;
  let leftFirst = mine.outputsAt + member * mine.rows * mine.outputs;
  let rightFirst = mine.weightsAt + member * mine.weightsEach;
  let nRows = mine.rows;
  let nColumns = mine.inputs;
  let start = 0u;
  let end = mine.outputs;
  ${product(style, tile, slopeRows, weightRows)}
  ${forColumns(tile, (c) => `var columnSum_${c} = vec3<f32>(0.0);`)}
  ${forBlock(tile, (r, c) => `columnSum_${c} += finish(member, row_${r}, column_${c}, sum_${r}_${c});`)}
  ${style === 'direct' ? putOwnSums(tile) : putTileSums(tile)}
}`,
  };
}

/**
 * The gradient by a layer's weights, cut into slices of rows: the workgroup is (columns, rows of the matrix, net, matrix and slice). Weights
 * that members share are summed over the rows of all, which may each time be the same (`isRepeated`).
 */
export function weightKernel(style: ProductStyle, tile: Tile, isRepeated: boolean): Kernel {
  return {
    label: 'weight gradient',
    bindings: [steps, perReplica('layers', 'Layer'), ...read('inputs', 'slopes'), ...write('parts')],
    code: `${ownLayer}
${productMemory(style, tile)}
fn finish(to: u32, row: u32, column: u32, sum: f32) {
  if (row < layer.inputs && column < layer.outputs) { parts[to + row * layer.outputs + column] = sum; }
}
${productMain(tile)} {
  let isOwn = layers[0].weightsEach > 0u;
  let matrices = select(1u, layers[0].members, isOwn);
  let each = matrices * layers[0].mostSlices;
  ${enterReplica('group.z / each')}
  let matrix = group.z % each / mine.mostSlices;
  let slice = group.z % mine.mostSlices;
  if (slice >= mine.slices) { return; }
  let nRows = mine.inputs;
  let nColumns = mine.outputs;
  let leftFirst = mine.inputsAt + matrix * mine.inputsEach;
  let rightFirst = mine.outputsAt + matrix * mine.rows * mine.outputs;
  let depthRows = select(mine.members * mine.rows, mine.rows, isOwn);
  let start = slice * mine.sliceRows;
  let end = min(depthRows, start + mine.sliceRows);
  ${product(style, tile, inputColumns(isRepeated), slopeColumns)}
  let to = mine.weightsTo + (slice * matrices + matrix) * mine.inputs * mine.outputs;
  ${forBlock(tile, (r, c) => `finish(to, row_${r}, column_${c}, sum_${r}_${c});`)}
}`,
  };
}
