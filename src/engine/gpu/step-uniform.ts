import { stepNumbersEach, type StepNumbers } from '../../core/nets/net-runner.ts';
import { mostReplicas } from './kernel.ts';

const words = 8;
/** Bytes of one step's uniform, and from one to the next: the alignment that every device grants. */
export const stepBytes = mostReplicas * words * 4;
export const stepStride = 256 * Math.ceil(stepBytes / 256);

/** What a kernel knows of the step that a net takes now; `first` is where its rows begin in the order of all, `replica` which net it is. */
export const stepStruct = `struct Step { rate: f32, decay: f32, take: f32, seed: u32, first: u32, replica: u32, pad0: u32, pad1: u32 }`;

/** The steps that one net takes: the first of them has the numbers at `skip` of `numbers`, and its `batchSize` rows begin at `first` of the order of all. */
export interface StepsOfReplica {
  readonly replica: number;
  readonly numbers: StepNumbers;
  readonly skip: number;
  readonly first: number;
  readonly batchSize: number;
}

function put(uniforms: ArrayBuffer, step: number, slot: number, replica: number, first: number): number {
  const at = (step * stepStride) / 4 + slot * words;
  new Uint32Array(uniforms).set([first, replica], at + 4);
  return at;
}

/** The uniforms of `count` steps that these nets take at once. */
export function stepUniforms(taken: readonly StepsOfReplica[], count: number): ArrayBuffer {
  const uniforms = new ArrayBuffer(count * stepStride);
  const floats = new Float32Array(uniforms);
  const ints = new Uint32Array(uniforms);
  taken.forEach(({ replica, numbers, skip, first, batchSize }, slot) => {
    for (let s = 0; s < count; s++) {
      const at = put(uniforms, s, slot, replica, first + s * batchSize);
      floats.set(numbers.values.subarray((skip + s) * stepNumbersEach, (skip + s + 1) * stepNumbersEach), at);
      ints[at + 3] = numbers.seeds[skip + s];
    }
  });
  return uniforms;
}

/**
 * The uniforms of chunks of `size` rows that are only computed forward, for the nets of `replicas`, of which each has so many rows:
 * chunk c begins at row c · size. `active` is how many nets have rows in each chunk.
 */
export function chunkUniforms(replicas: readonly { readonly replica: number; readonly nRows: number }[], size: number): { uniforms: ArrayBuffer; active: number[] } {
  const chunks = Math.ceil(Math.max(0, ...replicas.map(({ nRows }) => nRows)) / size);
  const uniforms = new ArrayBuffer(chunks * stepStride);
  const active = Array.from({ length: chunks }, (_, c) => {
    const here = replicas.filter(({ nRows }) => c * size < nRows);
    here.forEach(({ replica }, slot) => put(uniforms, c, slot, replica, c * size));
    return here.length;
  });
  return { uniforms, active };
}
