import type { NetLayout } from '../../core/nets/net-layout.ts';
import { outputsOf, type NetShape } from '../../core/nets/net-shape.ts';
import { encodingTable } from './encoding-table.ts';
import type { GpuContext } from './gpu-access.ts';
import type { GpuMemory } from './gpu-memory.ts';
import { bindAll, encodeSteps, folded, readBuffers, submit, type Bound, type PlannedDispatch } from './gpu-work.ts';
import { layerBytes, layerNumbers, layerStride, layerUniforms } from './layer-uniform.ts';
import { chunkUniforms } from './step-uniform.ts';
import { encodeKernel, encodeThreads } from './wgsl-encode.ts';
import { forwardKernel, layerParts } from './wgsl-forward.ts';
import { answerKernel, answerRows } from './wgsl-loss.ts';
import { tileColumns, tileFor, tileRows } from './wgsl-product.ts';

/** Bytes that the numbers of a chunk of rows may take at one layer of all members. */
const chunkBytes = 8 * 2 ** 20;

/** Numbers that a row takes at the widest layer of all members. */
export function widestRow({ members, nEncoded, layers }: NetShape): number {
  return Math.max(members * nEncoded, ...layers.map(({ outputs }) => members * outputs));
}

/** A layer's part of a buffer of uniforms. */
export const layerAt = (buffer: GPUBuffer, l: number): Bound => ({ buffer, offset: l * layerStride, size: layerBytes });

/** The workgroups of a product of so many rows and columns, for each of `count`. */
export function productGroups(rows: number, columns: number, count: number): [number, number, number] {
  const tile = tileFor(columns);
  return [Math.ceil(columns / tileColumns(tile)), Math.ceil(rows / tileRows), count];
}

/** Prepared rows that lie on the device and whose answers are asked for again and again. */
export interface AnswerPlan {
  /** The answers at the parameters in the buffer that the plan was made for: row-major rows × outputs. Throws DeviceFailed. */
  answers(): Promise<Float32Array>;
}

/** A plan for the rows in `x`, at the parameters in `parameters`, made of buffers of `memory`. Throws TooLargeForDevice, DeviceFailed. */
export async function createAnswerPlan(context: GpuContext, memory: GpuMemory, shape: NetShape, layout: NetLayout, parameters: GPUBuffer, x: Float32Array, nRows: number): Promise<AnswerPlan> {
  const { members, layers, nBase, nEncoded } = shape;
  const widest = widestRow(shape);
  const size = Math.max(1, Math.min(nRows, 1024, Math.floor(chunkBytes / (4 * widest))));
  const chunks = Math.ceil(nRows / size);
  const k = outputsOf(shape);
  const uniforms = memory.uniform('answer layers', layerUniforms(layers.map((_, l) => layerNumbers(shape, layout, l, size, false))));
  const step = memory.uniform('chunks', chunkUniforms(chunks, size));
  const sizes = memory.uniform('answer sizes', Uint32Array.of(size, nBase, nEncoded, nRows).buffer);
  const answers = memory.storage('answers', 4 * nRows * k);
  // Two buffers take turns as what a layer reads and what it writes.
  const turns = [0, 1].map(() => memory.storage('answer layer', 4 * size * widest));
  const rows = memory.upload('answer rows', x);
  const columns = memory.upload('answer columns', encodingTable(shape, layout));

  const layer = layerAt(uniforms, 0);
  const isScaled = layers[0].inputScale;
  const encoded = isScaled ? { encoded: memory.storage('unscaled', 4 * size * nEncoded), scaled: turns[0] } : { encoded: turns[0] };
  const bound = await bindAll(context, [
    {
      kernel: encodeKernel(false, isScaled),
      buffers: { step, sizes, layer, x: rows, parameters, columns, ...encoded },
      workgroups: folded(Math.ceil((size * nEncoded) / encodeThreads)),
    },
    ...layers.map(
      ({ outputs }, l): PlannedDispatch => ({
        kernel: forwardKernel(context.style, tileFor(outputs), layerParts(shape, l), false),
        buffers: { layer: layerAt(uniforms, l), parameters, inputs: turns[l % 2], outputs: turns[(l + 1) % 2] },
        workgroups: productGroups(size, outputs, members),
      }),
    ),
    {
      kernel: answerKernel(shape.output === 'classes'),
      buffers: { step, layer: layerAt(uniforms, layers.length - 1), outputs: turns[layers.length % 2], answers },
      workgroups: [Math.ceil(size / answerRows), 1, 1],
    },
  ]);
  return {
    async answers() {
      const encoder = context.gpu.createCommandEncoder();
      encodeSteps(encoder, bound, chunks, context.counters);
      submit(context, encoder);
      const [values] = await readBuffers(context, [answers], nRows * k);
      return values;
    },
  };
}
