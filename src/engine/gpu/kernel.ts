/** Nets that are trained at once, at most: uniforms have room for as many. */
export const mostReplicas = 16;

/**
 * One buffer that a kernel sees: `step` is the uniform of the present step (reached by a dynamic offset), `uniform` one that stays,
 * `read` and `write` are storage. `type` is its WGSL type.
 */
export interface KernelBinding {
  readonly name: string;
  readonly kind: 'step' | 'uniform' | 'read' | 'write';
  readonly type: string;
}

/** A compute kernel: what it is bound to, in order, and its WGSL with an entry point `main`. */
export interface Kernel {
  readonly label: string;
  readonly bindings: readonly KernelBinding[];
  readonly code: string;
}

const addressSpaces = { step: 'uniform', uniform: 'uniform', read: 'storage, read', write: 'storage, read_write' } as const;

/** The whole WGSL of a kernel: its bindings are numbered as they are listed. */
export function kernelText({ bindings, code }: Kernel): string {
  const declared = bindings.map(({ name, kind, type }, at) => `@group(0) @binding(${at}) var<${addressSpaces[kind]}> ${name}: ${type};`);
  return [...declared, code].join('\n');
}

/** The layout of a kernel's one bind group. */
export function bindGroupLayout(gpu: GPUDevice, { label, bindings }: Kernel): GPUBindGroupLayout {
  const types = { step: 'uniform', uniform: 'uniform', read: 'read-only-storage', write: 'storage' } as const;
  return gpu.createBindGroupLayout({
    label,
    entries: bindings.map(({ kind }, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: types[kind], hasDynamicOffset: kind === 'step' },
    })),
  });
}

/** Bindings by name, in the order given: `read('a', 'b')`. */
export const read = (...names: readonly string[]): KernelBinding[] => names.map((name) => ({ name, kind: 'read', type: 'array<f32>' }));
export const write = (...names: readonly string[]): KernelBinding[] => names.map((name) => ({ name, kind: 'write', type: 'array<f32>' }));
/** What each of the nets that take a step now is told of it: `steps[slot]`. */
export const steps: KernelBinding = { name: 'steps', kind: 'step', type: `array<Step, ${mostReplicas}>` };
/** A uniform with an element for each net: `name[replica]`. */
export const perReplica = (name: string, type: string): KernelBinding => ({ name, kind: 'uniform', type: `array<${type}, ${mostReplicas}>` });
export const table = (name: string, type: string): KernelBinding => ({ name, kind: 'read', type: `array<${type}>` });
