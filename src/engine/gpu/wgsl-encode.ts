import { columnKinds, columnStruct } from './encoding-table.ts';
import { layerStruct } from './layer-uniform.ts';
import { read, step, table, uniform, write, type Kernel } from './kernel.ts';
import { stepStruct } from './step-uniform.ts';

/** Threads of a workgroup of the encoding and of the embeddings' gradient. */
export const encodeThreads = 64;

/** The sizes of a chunk of rows: rows in it, columns of a prepared row, encoded inputs, and all rows that there are. */
const sizesStruct = `struct Sizes { rows: u32, nBase: u32, nEncoded: u32, nRows: u32 }`;

const codeOf = `
fn codeOf(cell: f32, levels: u32) -> u32 {
  if (cell >= 0.0 && cell < f32(levels)) { return u32(cell); }
  return levels;
}`;

const forMembers = `
  for (var member = 0u; member < layer.members; member++) {
    let scale = parameters[layer.inScaleAt + member * sizes.nEncoded + index % sizes.nEncoded];
    scaled[member * layer.inputsEach + index] = value * scale;
  }`;

/**
 * Gathers a chunk's rows, by `order` or as they stand, and encodes them: a thread for each encoded input. Rows after the last repeat it.
 * Where the first layer scales its inputs, `scaled` has them for each member.
 */
export function encodeKernel(isOrdered: boolean, isScaled: boolean): Kernel {
  return {
    label: 'encode',
    bindings: [
      step,
      uniform('sizes', 'Sizes'),
      ...(isScaled ? [uniform('layer', 'Layer')] : []),
      ...read('x', 'parameters'),
      table('columns', 'Column'),
      ...(isOrdered ? [table('order', 'u32')] : []),
      ...write('encoded', ...(isScaled ? ['scaled'] : [])),
    ],
    code: `${stepStruct}
${sizesStruct}
${layerStruct}
${columnStruct}
${codeOf}
@compute @workgroup_size(${encodeThreads})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let index = id.y * groups.x * ${encodeThreads}u + id.x;
  let row = index / sizes.nEncoded;
  if (row >= sizes.rows) { return; }
  let source = ${isOrdered ? 'order[step.first + row]' : 'min(step.first + row, sizes.nRows - 1u)'};
  let column = columns[index % sizes.nEncoded];
  let cell = x[source * sizes.nBase + column.source];
  var value = cell;
  if (column.kind == ${columnKinds.pieces}u) {
    value = (cell - column.low) / (column.high - column.low);
    if ((column.ends & 1u) == 0u) { value = max(value, 0.0); }
    if ((column.ends & 2u) == 0u) { value = min(value, 1.0); }
  } else if (column.kind == ${columnKinds['one-hot']}u) {
    value = select(0.0, 1.0, cell == f32(column.at));
  } else if (column.kind == ${columnKinds.embedding}u) {
    value = parameters[column.at + codeOf(cell, column.levels) * column.width];
  }
  encoded[index] = value;
  ${isScaled ? forMembers : ''}
}`,
  };
}

/** What one workgroup of the embeddings' gradient does: `count` numbers from `first` of a table, for the encoded inputs from `column`. */
export const embeddingJobStruct = `struct EmbeddingJob { first: u32, count: u32, to: u32, source: u32, levels: u32, width: u32, column: u32, pad: u32 }`;

/**
 * The gradient by embeddings: each thread has one number of a table and adds up the derivatives of the rows that have its code, so
 * that no two threads add to one number. The workgroup is one job.
 */
export const embeddingKernel: Kernel = {
  label: 'embedding gradient',
  bindings: [step, uniform('sizes', 'Sizes'), uniform('layer', 'Layer'), ...read('x', 'below'), table('order', 'u32'), table('jobs', 'EmbeddingJob'), ...write('parts')],
  code: `${stepStruct}
${sizesStruct}
${layerStruct}
${embeddingJobStruct}
${codeOf}
var<workgroup> codes: array<u32, ${encodeThreads}>;
@compute @workgroup_size(${encodeThreads})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let number = group.y * groups.x + group.x;
  let job = jobs[min(number, arrayLength(&jobs) - 1u)];
  let own = (job.first + thread) / job.width;
  let column = job.column + (job.first + thread) % job.width;
  var sum = 0.0;
  for (var begin = 0u; begin < sizes.rows; begin += ${encodeThreads}u) {
    if (begin + thread < sizes.rows) {
      codes[thread] = codeOf(x[order[step.first + begin + thread] * sizes.nBase + job.source], job.levels);
    }
    workgroupBarrier();
    let count = min(${encodeThreads}u, sizes.rows - begin);
    for (var i = 0u; i < count; i++) {
      if (codes[i] == own) {
        for (var member = 0u; member < layer.members; member++) {
          sum += below[(member * sizes.rows + begin + i) * sizes.nEncoded + column];
        }
      }
    }
    workgroupBarrier();
  }
  if (thread < job.count) { parts[job.to + job.first + thread] = sum; }
}`,
};
