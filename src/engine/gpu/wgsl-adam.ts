import { read, steps, table, perReplica, write, type Kernel } from './kernel.ts';
import { stepStruct } from './step-uniform.ts';
import { uniformStruct } from './uniform-struct.ts';

/** Parameters of a workgroup. */
export const adamThreads = 256;

/**
 * What one workgroup takes a step of: `count` parameters from `first`, all of one block, whose gradient is the sum of `slices` numbers
 * each, `stride` apart from `at` on.
 */
export const jobStruct = `struct Job { first: u32, count: u32, at: u32, stride: u32, slices: u32, rate: f32, decay: f32, pad: u32 }`;

/** How one of the nets learns, its jobs, and where its parameters are; `groups` share the sum of squares of its gradient. */
export const updateSettings = uniformStruct('Settings', [
  ['beta1', 'f32'],
  ['beta2', 'f32'],
  ['epsilon', 'f32'],
  ['clip', 'f32'],
  ['rest1', 'f32'],
  ['rest2', 'f32'],
  ['jobsAt', 'u32'],
  ['jobs', 'u32'],
  ['parametersAt', 'u32'],
  ['parameters', 'u32'],
  ['groups', 'u32'],
]);

const job = `
  let own = settings[steps[group.z].replica];
  let number = group.y * groups.x + group.x;
  if (number >= own.jobs) { return; }
  let job = jobs[own.jobsAt + number];
  let index = job.first + thread;`;
const summed = `
  var g = 0.0;
  if (thread < job.count) {
    for (var s = 0u; s < job.slices; s++) { g += parts[job.at + thread + s * job.stride]; }
  }`;
const main = `@compute @workgroup_size(${adamThreads})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_index) thread: u32)`;

/** Adds up the gradient from its slices: what is clipped has to be measured before it is used. */
export const gradientKernel: Kernel = {
  label: 'gradient',
  bindings: [steps, perReplica('settings', 'Settings'), ...read('parts'), table('jobs', 'Job'), ...write('gradient')],
  code: `${stepStruct}
${updateSettings.text}
${jobStruct}
${main} {
  ${job}
  ${summed}
  if (thread < job.count) { gradient[index] = g; }
}`,
};

/** Workgroups of the sum of squares of a net, at most: few enough for each thread of Adam to add up what they found. */
export const mostSquareGroups = 64;
export const squareGroups = (nParameters: number): number => Math.min(mostSquareGroups, Math.ceil(nParameters / (16 * adamThreads)));

/** The squares of the gradient, a sum for each workgroup. */
export const squaresKernel: Kernel = {
  label: 'gradient squares',
  bindings: [steps, perReplica('settings', 'Settings'), ...read('gradient'), ...write('squares')],
  code: `${stepStruct}
${updateSettings.text}
var<workgroup> found: array<f32, ${adamThreads}>;
${main} {
  let replica = steps[group.z].replica;
  let own = settings[replica];
  if (group.x >= own.groups) { return; }
  var sum = 0.0;
  for (var i = group.x * ${adamThreads}u + thread; i < own.parameters; i += own.groups * ${adamThreads}u) {
    let g = gradient[own.parametersAt + i];
    sum += g * g;
  }
  found[thread] = sum;
  workgroupBarrier();
  if (thread == 0u) {
    var total = 0.0;
    for (var i = 0u; i < ${adamThreads}u; i++) { total += found[i]; }
    squares[replica * ${mostSquareGroups}u + group.x] = total;
  }
}`,
};

const clipped = `
  var squared = 0.0;
  for (var i = 0u; i < own.groups; i++) { squared += squares[now.replica * ${mostSquareGroups}u + i]; }
  let norm = sqrt(squared);
  let g = gradient[index] * select(1.0, own.clip / norm, norm > own.clip);`;

/** One step of Adam with decoupled decay, and the running mean of the parameters; the gradient is clipped to the norm, or taken from its slices. */
export function adamKernel(isClipped: boolean): Kernel {
  return {
    label: 'adam',
    bindings: [steps, perReplica('settings', 'Settings'), ...read(...(isClipped ? ['gradient', 'squares'] : ['parts'])), table('jobs', 'Job'), ...write('parameters', 'firsts', 'seconds', 'means')],
    code: `${stepStruct}
${jobStruct}
${updateSettings.text}
${main} {
  ${job}
  let now = steps[group.z];
  ${isClipped ? clipped : summed}
  if (thread >= job.count) { return; }
  let m = own.beta1 * firsts[index] + own.rest1 * g;
  let v = own.beta2 * seconds[index] + own.rest2 * g * g;
  firsts[index] = m;
  seconds[index] = v;
  let parameter = parameters[index] * (1.0 - now.decay * job.decay) - now.rate * job.rate * m / (sqrt(v) + own.epsilon);
  parameters[index] = parameter;
  means[index] += now.take * (parameter - means[index]);
}`,
  };
}
