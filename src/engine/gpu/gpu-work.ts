import { createMemory, type GpuMemory } from './gpu-memory.ts';
import { orLost, type GpuAccess, type GpuContext, type GpuCounters } from './gpu-access.ts';
import { bindGroupLayout, kernelText, type Kernel } from './kernel.ts';
import { stepBytes, stepStride } from './step-uniform.ts';

/** A kernel bound to its buffers, with the workgroups that it is run in. */
export interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  /** The third is for each of the nets that take the step. */
  readonly workgroups: readonly [number, number, number];
}

/** A buffer, or a part of a uniform one. */
export type Bound = GPUBuffer | { readonly buffer: GPUBuffer; readonly offset: number; readonly size: number };

const compiled = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();

/** The pipeline of a kernel, compiled once for each device. */
function pipelineOf(gpu: GPUDevice, kernel: Kernel): Promise<GPUComputePipeline> {
  const known = compiled.get(gpu) ?? new Map<string, Promise<GPUComputePipeline>>();
  compiled.set(gpu, known);
  const code = kernelText(kernel);
  const found = known.get(code);
  if (found) return found;
  const made = gpu.createComputePipelineAsync({
    label: kernel.label,
    layout: gpu.createPipelineLayout({ bindGroupLayouts: [bindGroupLayout(gpu, kernel)] }),
    compute: { module: gpu.createShaderModule({ label: kernel.label, code }), entryPoint: 'main' },
  });
  known.set(code, made);
  made.catch(() => known.delete(code));
  return made;
}

/** Workgroups of a long row of them, folded into two dimensions where one is too short. */
export function folded(count: number): [number, number, number] {
  const across = Math.max(1, Math.min(count, 32768));
  return [across, Math.ceil(count / across), 1];
}

/** A dispatch to be: a kernel, what it is bound to by the names of its bindings (and maybe more), and its workgroups. */
export interface PlannedDispatch {
  readonly kernel: Kernel;
  readonly buffers: Readonly<Record<string, Bound>>;
  readonly workgroups: readonly [number, number, number];
}

async function bind(access: GpuAccess, { kernel, buffers, workgroups }: PlannedDispatch): Promise<Dispatch> {
  const pipeline = await orLost(access, pipelineOf(access.gpu, kernel));
  const entries = kernel.bindings.map(({ name, kind }, binding) => {
    const bound = buffers[name];
    const resource = 'buffer' in bound ? bound : { buffer: bound, ...(kind === 'step' ? { size: stepBytes } : {}) };
    return { binding, resource };
  });
  const group = access.gpu.createBindGroup({ label: kernel.label, layout: pipeline.getBindGroupLayout(0), entries });
  return { pipeline, group, workgroups };
}

/** The dispatches of a plan, whose kernels are compiled side by side where they are new. Throws DeviceFailed. */
export function bindAll(access: GpuAccess, planned: readonly PlannedDispatch[]): Promise<Dispatch[]> {
  return Promise.all(planned.map((one) => bind(access, one)));
}

/** Encodes the dispatches once for each step, one after another; `active` is how many nets take it. */
export function encodeSteps(encoder: GPUCommandEncoder, dispatches: readonly Dispatch[], active: readonly number[], counters: GpuCounters): void {
  const pass = encoder.beginComputePass();
  active.forEach((nets, s) => {
    for (const { pipeline, group, workgroups } of dispatches) {
      const [across, down, each] = workgroups;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group, [s * stepStride]);
      pass.dispatchWorkgroups(across, down, nets * each);
    }
  });
  pass.end();
  counters.dispatches += active.length * dispatches.length;
}

export function submit({ gpu, check, counters }: GpuContext, encoder: GPUCommandEncoder): void {
  check();
  gpu.queue.submit([encoder.finish()]);
  counters.submissions++;
}

/** The `length` numbers from `first` on of each of the buffers, read in one go after what was submitted before. Throws DeviceFailed. */
export async function readBuffers(context: GpuContext, buffers: readonly GPUBuffer[], first: number, length: number): Promise<Float32Array[]> {
  const bytes = 4 * length;
  const memory: GpuMemory = createMemory(context);
  try {
    const staging = memory.readback(bytes * buffers.length);
    const encoder = context.gpu.createCommandEncoder();
    buffers.forEach((buffer, i) => encoder.copyBufferToBuffer(buffer, 4 * first, staging, i * bytes, bytes));
    submit(context, encoder);
    await orLost(context, staging.mapAsync(GPUMapMode.READ));
    context.check();
    const values = new Float32Array(staging.getMappedRange());
    return buffers.map((_, i) => values.slice(i * length, (i + 1) * length));
  } finally {
    memory.dispose();
  }
}
