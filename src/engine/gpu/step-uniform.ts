import { stepNumbersEach, type StepNumbers } from '../../core/nets/net-runner.ts';

/** Bytes from one step's uniform to the next: the alignment that every device grants. */
export const stepStride = 256;
/** Bytes of one. */
export const stepBytes = 32;

/** What a kernel knows of the present step; `first` is where its rows begin in the order. */
export const stepStruct = `struct Step { rate: f32, decay: f32, take: f32, seed: u32, first: u32, pad0: u32, pad1: u32, pad2: u32 }`;

/** The uniforms of steps from … of an epoch, whose numbers begin at `skip` of `numbers`. */
export function stepUniforms(numbers: StepNumbers, skip: number, count: number, from: number, batchSize: number): ArrayBuffer {
  const uniforms = new ArrayBuffer(count * stepStride);
  const floats = new Float32Array(uniforms);
  const words = new Uint32Array(uniforms);
  for (let s = 0; s < count; s++) {
    const at = (s * stepStride) / 4;
    floats.set(numbers.values.subarray((skip + s) * stepNumbersEach, (skip + s + 1) * stepNumbersEach), at);
    words[at + 3] = numbers.seeds[skip + s];
    words[at + 4] = (from + s) * batchSize;
  }
  return uniforms;
}

/** The uniforms of chunks of rows that are only computed forward: chunk c begins at row c · size. */
export function chunkUniforms(count: number, size: number): ArrayBuffer {
  return stepUniforms({ values: new Float32Array(count * stepNumbersEach), seeds: new Uint32Array(count) }, 0, count, 0, size);
}
