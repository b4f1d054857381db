import { columnKinds, columnStruct } from './encoding-table.ts';
import { read, steps, table, perReplica, write, type Kernel } from './kernel.ts';
import { sizesStruct } from './row-uniform.ts';
import { enterReplica, ownLayer } from './wgsl-replica.ts';

/** Threads of a workgroup of the encoding and of the embeddings' gradient. */
export const encodeThreads = 64;

const codeOf = `
fn codeOf(cell: f32, levels: u32) -> u32 {
  if (cell >= 0.0 && cell < f32(levels)) { return u32(cell); }
  return levels;
}`;

const forMembers = `
  for (var member = 0u; member < layer.members; member++) {
    let scale = parameters[layer.inScaleAt + member * size.nEncoded + index % size.nEncoded];
    scaled[layer.inputsAt + member * layer.inputsEach + index] = value * scale;
  }`;

/**
 * Gathers a chunk's rows, by `order` or as they stand, and encodes them: a thread for each encoded input. Rows after the last repeat it.
 * Where the first layer scales its inputs, `scaled` has them for each member. The third dimension is the net.
 */
export function encodeKernel(isOrdered: boolean, isScaled: boolean): Kernel {
  return {
    label: 'encode',
    bindings: [
      steps,
      perReplica('sizes', 'Sizes'),
      perReplica('layers', 'Layer'),
      ...read('x', 'parameters'),
      table('columns', 'Column'),
      ...(isOrdered ? [table('order', 'u32')] : []),
      ...write('encoded', ...(isScaled ? ['scaled'] : [])),
    ],
    code: `${ownLayer}
${sizesStruct}
${columnStruct}
${codeOf}
@compute @workgroup_size(${encodeThreads})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  ${enterReplica('id.z')}
  let size = sizes[now.replica];
  let index = id.y * groups.x * ${encodeThreads}u + id.x;
  let row = index / size.nEncoded;
  if (row >= size.rows || size.nEncoded == 0u) { return; }
  let source = ${isOrdered ? 'order[now.first + row]' : 'min(now.first + row, size.nRows - 1u)'};
  let column = columns[size.columnsAt + index % size.nEncoded];
  let cell = x[size.xAt + source * size.nBase + column.source];
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
  encoded[mine.encodedAt + index] = value;
  ${isScaled ? forMembers : ''}
}`,
  };
}

/** What one workgroup of the embeddings' gradient does: `count` numbers from `first` of a table, for the encoded inputs from `column`. */
export const embeddingJobStruct = `struct EmbeddingJob { first: u32, count: u32, to: u32, source: u32, levels: u32, width: u32, column: u32, pad: u32 }`;

/**
 * The gradient by embeddings: each thread has one number of a table and adds up the derivatives of the rows that have its code, so
 * that no two threads add to one number. The workgroup is one job; its third dimension is the net.
 */
export const embeddingKernel: Kernel = {
  label: 'embedding gradient',
  bindings: [steps, perReplica('sizes', 'Sizes'), perReplica('layers', 'Layer'), ...read('x', 'below'), table('order', 'u32'), table('jobs', 'EmbeddingJob'), ...write('parts')],
  code: `${ownLayer}
${sizesStruct}
${embeddingJobStruct}
${codeOf}
var<workgroup> codes: array<u32, ${encodeThreads}>;
@compute @workgroup_size(${encodeThreads})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  ${enterReplica('group.z')}
  let size = sizes[now.replica];
  let number = group.y * groups.x + group.x;
  if (number >= size.jobs) { return; }
  let job = jobs[size.jobsAt + number];
  let own = (job.first + thread) / job.width;
  let column = job.column + (job.first + thread) % job.width;
  var sum = 0.0;
  for (var begin = 0u; begin < size.rows; begin += ${encodeThreads}u) {
    if (begin + thread < size.rows) {
      codes[thread] = codeOf(x[size.xAt + order[now.first + begin + thread] * size.nBase + job.source], job.levels);
    }
    workgroupBarrier();
    let count = min(${encodeThreads}u, size.rows - begin);
    for (var i = 0u; i < count; i++) {
      if (codes[i] == own) {
        for (var member = 0u; member < layer.members; member++) {
          sum += below[layer.belowAt + (member * size.rows + begin + i) * size.nEncoded + column];
        }
      }
    }
    workgroupBarrier();
  }
  if (thread < job.count) { parts[job.to + job.first + thread] = sum; }
}`,
};
