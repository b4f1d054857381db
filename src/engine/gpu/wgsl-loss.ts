import { read, steps, table, perReplica, write, type Kernel } from './kernel.ts';
import { sizesStruct } from './row-uniform.ts';
import { enterReplica, ownLayer } from './wgsl-replica.ts';

/** Rows of a workgroup of the loss. */
export const lossRows = 64;

/** What a row adds to the loss where an output is not finite: no such number is sure to survive on a GPU, and a sum with this shows it. */
const lostLoss = 1e36;

/** The mean of `steps` losses that come to `total` on the device; Infinity where one of them was not finite. */
export function meanLoss(total: number, steps: number): number {
  return total < lostLoss / 2 ? total / steps : Infinity;
}

/** By its bits, since compilers may take each number for a finite one. */
const isLost = `fn isLost(z: f32) -> bool { return (bitcast<u32>(z) & 0x7f800000u) == 0x7f800000u; }`;

/** Cross-entropy by smoothed targets. Below exp(-69) a float32 softmax has no digits left. */
const crossEntropy = `
    var highest = outputs[at];
    for (var c = 1u; c < k; c++) { highest = max(highest, outputs[at + c]); }
    var sum = 0.0;
    for (var c = 0u; c < k; c++) { sum += exp(outputs[at + c] - highest); }
    let logSum = log(sum);
    for (var c = 0u; c < k; c++) {
      let z = outputs[at + c] - highest;
      let wanted = select(0.0, 1.0 - layer.smoothing, c == u32(answer)) + layer.smoothing / f32(k);
      loss -= share * wanted * max(z - logSum, -69.0);
      slopes[at + c] = share * (exp(z) / sum - wanted);
    }`;
const squaredError = `
    let error = outputs[at] - answer;
    loss = 0.5 * share * error * error;
    slopes[at] = share * error;`;

/**
 * The derivative of the loss by the last layer's bare products, the parts of the gradient of its bias and output scale, and the loss
 * itself, added to what the workgroup's steps of before came to. The workgroup is (rows, 1, net and member).
 */
export function lossKernel(isClasses: boolean): Kernel {
  return {
    label: 'loss',
    bindings: [steps, perReplica('layers', 'Layer'), ...read('parameters', 'outputs', 'products', 'answers'), table('order', 'u32'), ...write('slopes', 'parts', 'losses')],
    code: `${ownLayer}
${isLost}
var<workgroup> rowLosses: array<f32, ${lossRows}>;
@compute @workgroup_size(${lossRows})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let each = layers[0].members;
  ${enterReplica('group.z / each')}
  let member = group.z % each;
  let k = mine.outputs;
  let first = group.x * ${lossRows}u;
  if (first >= mine.rows) { return; }
  let row = first + thread;
  var loss = 0.0;
  if (row < layer.rows) {
    let source = order[step.first + row];
    let answer = answers[layer.answersAt + 2u * source];
    let share = answers[layer.answersAt + 2u * source + 1u] / f32(layer.rows * layer.members);
    let at = layer.outputsAt + (member * layer.rows + row) * k;
    ${isClasses ? crossEntropy : squaredError}
    for (var c = 0u; c < k; c++) { if (isLost(outputs[at + c])) { loss = ${lostLoss.toExponential()}; } }
  }
  rowLosses[thread] = loss;
  storageBarrier();
  workgroupBarrier();
  if (thread == 0u) {
    var total = 0.0;
    for (var i = 0u; i < ${lossRows}u; i++) { total += rowLosses[i]; }
    losses[layer.lossesAt + group.x * layer.members + member] += total;
  }
  let last = min(layer.rows, first + ${lossRows}u);
  for (var c = thread; c < k; c += ${lossRows}u) {
    let unit = member * k + c;
    var biasSum = 0.0;
    var scaleSum = 0.0;
    for (var r = first; r < last; r++) {
      let at = layer.outputsAt + (member * layer.rows + r) * k + c;
      let slope = slopes[at];
      biasSum += slope;
      if (layer.outScaleAt != none) {
        scaleSum += slope * products[at];
        slopes[at] = slope * parameters[layer.outScaleAt + unit];
      }
    }
    let to = group.x * layer.members * k + unit;
    parts[layer.biasTo + to] = biasSum;
    if (layer.outScaleTo != none) { parts[layer.outScaleTo + to] = scaleSum; }
  }
}`,
  };
}

/** Rows of a workgroup of the answers. */
export const answerRows = 64;

const probabilities = `
    var highest = outputs[at];
    for (var c = 1u; c < k; c++) { highest = max(highest, outputs[at + c]); }
    var sum = 0.0;
    for (var c = 0u; c < k; c++) { sum += exp(outputs[at + c] - highest); }
    let part = 1.0 / (sum * f32(layer.members));
    for (var c = 0u; c < k; c++) { answers[to + c] += exp(outputs[at + c] - highest) * part; }`;
const numbers = `
    for (var c = 0u; c < k; c++) { answers[to + c] += outputs[at + c] / f32(layer.members); }`;

/** The members' mean of probabilities or numbers, from the outputs of a chunk of rows: the workgroup is (rows, 1, net). */
export function answerKernel(isClasses: boolean): Kernel {
  return {
    label: 'answers',
    bindings: [steps, perReplica('layers', 'Layer'), perReplica('sizes', 'Sizes'), ...read('outputs'), ...write('answers')],
    code: `${ownLayer}
${sizesStruct}
@compute @workgroup_size(${answerRows})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  ${enterReplica('id.z')}
  let k = mine.outputs;
  let row = id.x;
  if (row >= mine.rows || now.first + row >= sizes[now.replica].nRows) { return; }
  let to = mine.answersAt + (now.first + row) * k;
  for (var c = 0u; c < k; c++) { answers[to + c] = 0.0; }
  for (var member = 0u; member < layer.members; member++) {
    let at = layer.outputsAt + (member * layer.rows + row) * k;
    ${isClasses ? probabilities : numbers}
  }
}`,
  };
}
