/** What was asked of the GPU since `count` was called. */
export interface GpuCounts {
  readonly dispatches: number;
  readonly submissions: number;
}

export interface DeviceWatch {
  /** Begins to count anew. */
  count(): void;
  counts(): GpuCounts;
  /** Bytes of GPU buffers that were made and not destroyed, and of WebAssembly memories that are still held. */
  bytes(): number;
}

type Method = (this: object, ...args: never[]) => unknown;

/** Calls `seen` with what each call of the method gave. */
function watch(owner: { readonly prototype: object } | undefined, name: string, seen: (of: object, given: unknown) => void): void {
  const prototype = owner?.prototype as Record<string, Method> | undefined;
  const method = prototype?.[name];
  if (!prototype || !method) return;
  prototype[name] = function (this: object, ...args: never[]) {
    const given = method.apply(this, args);
    seen(this, given);
    return given;
  };
}

/** Watches all that this thread does on WebGPU and WebAssembly from now on, whoever does it; call it once, before anything is opened. */
export function watchDevice(): DeviceWatch {
  let counted = { dispatches: 0, submissions: 0 };
  const ownerOf = new Map<object, object>();
  const memories = new Set<WeakRef<WebAssembly.Memory>>();
  if (typeof GPUDevice !== 'undefined') {
    for (const name of ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect']) watch(GPUComputePassEncoder, name, () => counted.dispatches++);
    watch(GPUQueue, 'submit', () => counted.submissions++);
    watch(GPUDevice, 'createBuffer', (device, buffer) => ownerOf.set(buffer as object, device));
    watch(GPUBuffer, 'destroy', (buffer) => ownerOf.delete(buffer));
    watch(GPUDevice, 'destroy', (device) => ownerOf.forEach((owner, buffer) => owner === device && ownerOf.delete(buffer)));
  }
  type Instantiate = (...args: unknown[]) => Promise<WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource>;
  const noteMemories = (instance: WebAssembly.Instance) => {
    for (const exported of Object.values(instance.exports)) if (exported instanceof WebAssembly.Memory) memories.add(new WeakRef(exported));
  };
  const { Instance } = WebAssembly;
  const noting = (instantiate: Instantiate) => async (...args: unknown[]) => {
    const given = await instantiate.apply(WebAssembly, args);
    noteMemories('instance' in given ? given.instance : given);
    return given;
  };
  Object.assign(WebAssembly, {
    instantiate: noting(WebAssembly.instantiate as Instantiate),
    instantiateStreaming: noting(WebAssembly.instantiateStreaming as Instantiate),
    Instance: class extends Instance {
      constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
        super(module, imports);
        noteMemories(this);
      }
    },
  });
  return {
    count: () => (counted = { dispatches: 0, submissions: 0 }),
    counts: () => counted,
    bytes() {
      let bytes = 0;
      for (const buffer of ownerOf.keys()) bytes += (buffer as GPUBuffer).size;
      for (const memory of memories) {
        const held = memory.deref();
        if (held) bytes += held.buffer.byteLength;
        else memories.delete(memory);
      }
      return bytes;
    },
  };
}
