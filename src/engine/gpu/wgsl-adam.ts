import { read, step, table, uniform, write, type Kernel } from './kernel.ts';
import { stepStruct } from './step-uniform.ts';

/** Parameters of a workgroup. */
export const adamThreads = 256;

/**
 * What one workgroup takes a step of: `count` parameters from `first`, all of one block, whose gradient is the sum of `slices` numbers
 * each, `stride` apart from `at` on.
 */
export const jobStruct = `struct Job { first: u32, count: u32, at: u32, stride: u32, slices: u32, rate: f32, decay: f32, pad: u32 }`;

const settingsStruct = `struct Settings { beta1: f32, beta2: f32, epsilon: f32, clip: f32, rest1: f32, rest2: f32, pad0: u32, pad1: u32 }`;

const job = `
  let number = group.y * groups.x + group.x;
  let job = jobs[min(number, arrayLength(&jobs) - 1u)];
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
  bindings: [...read('parts'), table('jobs', 'Job'), ...write('gradient')],
  code: `${jobStruct}
${main} {
  ${job}
  ${summed}
  if (number < arrayLength(&jobs) && thread < job.count) { gradient[index] = g; }
}`,
};

/** Workgroups of the sum of squares: few enough for each thread of Adam to add up what they found. */
export const squareGroups = (nParameters: number): number => Math.min(64, Math.ceil(nParameters / (16 * adamThreads)));

/** The squares of the gradient, a sum for each workgroup. */
export const squaresKernel: Kernel = {
  label: 'gradient squares',
  bindings: [...read('gradient'), ...write('squares')],
  code: `var<workgroup> found: array<f32, ${adamThreads}>;
${main} {
  var sum = 0.0;
  for (var i = group.x * ${adamThreads}u + thread; i < arrayLength(&gradient); i += groups.x * ${adamThreads}u) {
    sum += gradient[i] * gradient[i];
  }
  found[thread] = sum;
  workgroupBarrier();
  if (thread == 0u) {
    var total = 0.0;
    for (var i = 0u; i < ${adamThreads}u; i++) { total += found[i]; }
    squares[group.x] = total;
  }
}`,
};

const clipped = `
  var squared = 0.0;
  for (var i = 0u; i < arrayLength(&squares); i++) { squared += squares[i]; }
  let norm = sqrt(squared);
  let g = gradient[index] * select(1.0, settings.clip / norm, norm > settings.clip);`;

/** One step of Adam with decoupled decay, and the running mean of the parameters; the gradient is clipped to the norm, or taken from its slices. */
export function adamKernel(isClipped: boolean): Kernel {
  return {
    label: 'adam',
    bindings: [step, uniform('settings', 'Settings'), ...read(...(isClipped ? ['gradient', 'squares'] : ['parts'])), table('jobs', 'Job'), ...write('parameters', 'firsts', 'seconds', 'means')],
    code: `${stepStruct}
${jobStruct}
${settingsStruct}
${main} {
  ${job}
  ${isClipped ? clipped : summed}
  if (number >= arrayLength(&jobs) || thread >= job.count) { return; }
  let m = settings.beta1 * firsts[index] + settings.rest1 * g;
  let v = settings.beta2 * seconds[index] + settings.rest2 * g * g;
  firsts[index] = m;
  seconds[index] = v;
  let parameter = parameters[index] * (1.0 - step.decay * job.decay) - step.rate * job.rate * m / (sqrt(v) + settings.epsilon);
  parameters[index] = parameter;
  means[index] += step.take * (parameter - means[index]);
}`,
  };
}
