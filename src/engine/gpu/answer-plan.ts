import type { NetLayout } from '../../core/nets/net-layout.ts';
import { outputsOf, type NetShape } from '../../core/nets/net-shape.ts';
import { columnWords, encodingTable } from './encoding-table.ts';
import type { GpuContext } from './gpu-access.ts';
import type { GpuMemory } from './gpu-memory.ts';
import { bindAll, encodeSteps, folded, readBuffers, submit, type Bound, type PlannedDispatch } from './gpu-work.ts';
import { layerBytes, layerNumbers, layerStride, layerUniforms } from './layer-uniform.ts';
import { widestRow } from './replicas.ts';
import { rowSizes } from './row-uniform.ts';
import { chunkUniforms, stepStride } from './step-uniform.ts';
import { encodeKernel, encodeThreads } from './wgsl-encode.ts';
import { forwardKernel, layerParts } from './wgsl-forward.ts';
import { answerKernel, answerRows } from './wgsl-loss.ts';
import { tileColumns, tileFor, tileRows } from './wgsl-product.ts';

/** Bytes that the numbers of a chunk of rows may take at one layer of all members. */
const chunkBytes = 8 * 2 ** 20;

/** A layer's part of a buffer of uniforms. */
export const layerAt = (buffer: GPUBuffer, l: number): Bound => ({ buffer, offset: l * layerStride, size: layerBytes });

/** The workgroups of a product of so many rows and columns, for each of `count`. */
export function productGroups(rows: number, columns: number, count: number): [number, number, number] {
  const tile = tileFor(columns);
  return [Math.ceil(columns / tileColumns(tile)), Math.ceil(rows / tileRows), count];
}

/** A net whose parameters begin at `parametersAt` of the buffer of all, with prepared rows whose answers are asked for. */
export interface AnsweredNet {
  readonly shape: NetShape;
  readonly layout: NetLayout;
  readonly parametersAt: number;
  readonly x: Float32Array;
  readonly nRows: number;
}

/** Prepared rows that lie on the device and whose answers are asked for again and again. */
export interface AnswerPlan {
  /** For each of `which` nets its answers at its parameters in the buffer that the plan was made for: row-major rows × outputs. Throws DeviceFailed. */
  answers(which: readonly number[]): Promise<Float32Array[]>;
}

/** Where each of the arrays begins when they stand one after another, and the length of all. */
function placed(lengths: readonly number[]): { starts: number[]; length: number } {
  let length = 0;
  const starts = lengths.map((own) => (length += own) - own);
  return { starts, length };
}

/**
 * A plan for the rows of nets of one kind, which may be answered at once, at the parameters in `parameters`; made of buffers of `memory`.
 * Throws TooLargeForDevice, DeviceFailed.
 */
export async function createAnswerPlan(context: GpuContext, memory: GpuMemory, nets: readonly AnsweredNet[], parameters: GPUBuffer): Promise<AnswerPlan> {
  const { shape } = nets[0];
  const { members, layers } = shape;
  const k = outputsOf(shape);
  const widest = Math.max(...nets.map((net) => widestRow(net.shape)));
  const nEncoded = Math.max(...nets.map((net) => net.shape.nEncoded));
  const mostRows = Math.max(...nets.map(({ nRows }) => nRows));
  const size = Math.max(1, Math.min(mostRows, 1024, Math.floor(chunkBytes / (4 * widest * nets.length))));
  const xs = placed(nets.map(({ x }) => x.length));
  const tables = nets.map((net) => encodingTable(net.shape, net.layout, net.parametersAt));
  const columnsOf = placed(tables.map(({ byteLength }) => byteLength / 4));
  const answersOf = placed(nets.map(({ nRows }) => nRows * k));
  const isScaled = layers[0].inputScale;
  const numbersOf = ({ shape: own, layout, parametersAt }: AnsweredNet, l: number, n: number) => {
    const at = n * size * widest;
    const places = { inputsAt: at, outputsAt: at, belowAt: 0, encodedAt: isScaled ? n * size * nEncoded : at };
    return { ...layerNumbers(own, layout, l, size, parametersAt, places, false), answersAt: answersOf.starts[n] };
  };
  const sizesOf = ({ shape: own, nRows }: AnsweredNet, n: number) => ({
    rows: size,
    nBase: own.nBase,
    nEncoded: own.nEncoded,
    nRows,
    xAt: xs.starts[n],
    columnsAt: columnsOf.starts[n] / columnWords,
    jobsAt: 0,
    jobs: 0,
  });

  const uniforms = memory.uniform('answer layers', layerUniforms(layers.map((_, l) => nets.map((net, n) => numbersOf(net, l, n)))));
  const steps = memory.uniformOf('chunks', Math.max(1, Math.ceil(mostRows / size)) * stepStride);
  const sizes = memory.uniform('answer sizes', rowSizes.write(nets.map(sizesOf)));
  const answers = memory.storage('answers', 4 * answersOf.length);
  // Two buffers take turns as what a layer reads and what it writes.
  const turns = [0, 1].map(() => memory.storage('answer layer', 4 * nets.length * size * widest));
  const rows = memory.storage('answer rows', 4 * xs.length);
  const columns = memory.storage('answer columns', 4 * columnsOf.length);
  nets.forEach(({ x }, n) => {
    memory.put(rows, x, xs.starts[n]);
    memory.put(columns, tables[n], columnsOf.starts[n]);
  });

  const encoded = isScaled ? { encoded: memory.storage('unscaled', 4 * nets.length * size * nEncoded), scaled: turns[0] } : { encoded: turns[0] };
  const bound = await bindAll(context, [
    {
      kernel: encodeKernel(false, isScaled),
      buffers: { steps, sizes, layers: layerAt(uniforms, 0), x: rows, parameters, columns, ...encoded },
      workgroups: folded(Math.ceil((size * nEncoded) / encodeThreads)),
    },
    ...layers.map(
      ({ outputs }, l): PlannedDispatch => ({
        kernel: forwardKernel(context.style, tileFor(outputs), layerParts(shape, l), false),
        buffers: { steps, layers: layerAt(uniforms, l), parameters, inputs: turns[l % 2], outputs: turns[(l + 1) % 2] },
        workgroups: productGroups(size, outputs, members),
      }),
    ),
    {
      kernel: answerKernel(shape.output === 'classes'),
      buffers: { steps, sizes, layers: layerAt(uniforms, layers.length - 1), outputs: turns[layers.length % 2], answers },
      workgroups: [Math.ceil(size / answerRows), 1, 1],
    },
  ]);
  return {
    async answers(which) {
      const chunks = chunkUniforms(which.map((replica) => ({ replica, nRows: nets[replica].nRows })), size);
      context.gpu.queue.writeBuffer(steps, 0, chunks.uniforms);
      const encoder = context.gpu.createCommandEncoder();
      encodeSteps(encoder, bound, chunks.active, context.counters);
      submit(context, encoder);
      const [all] = await readBuffers(context, [answers], 0, answersOf.length);
      return which.map((n) => all.slice(answersOf.starts[n], answersOf.starts[n] + nets[n].nRows * k));
    },
  };
}
