import type { NetLayout } from '../../core/nets/net-layout.ts';
import type { NetTask } from '../../core/nets/net-runner.ts';
import type { NetShape } from '../../core/nets/net-shape.ts';
import { encodingTable } from './encoding-table.ts';
import { widestRow } from './answer-plan.ts';
import type { GpuMemory } from './gpu-memory.ts';
import { adamJobs, embeddingJobs, jobCount, partsOf, type GradientParts } from './gradient-parts.ts';
import { layerNumbers, layerUniforms, none, type LayerNumbers } from './layer-uniform.ts';
import { squareGroups } from './wgsl-adam.ts';
import { lossRows } from './wgsl-loss.ts';

/** The state of a net and what its steps are told, on the device. */
export interface TrainState {
  readonly parameters: GPUBuffer;
  readonly m: GPUBuffer;
  readonly v: GPUBuffer;
  readonly mean: GPUBuffer;
  readonly order: GPUBuffer;
  /** The uniforms of the steps of a submission. */
  readonly step: GPUBuffer;
  /** A sum of losses for each workgroup of the loss. */
  readonly losses: GPUBuffer;
}

/** How many sums of losses a batch has. */
export function lossCount({ members }: NetShape, batchSize: number): number {
  return members * Math.ceil(batchSize / lossRows);
}

/** Whether the derivative by the encoded inputs is needed. */
function goesToInputs({ segments, layers }: NetShape): boolean {
  return layers[0].inputScale || segments.some(({ kind }) => kind === 'embedding');
}

/** Bytes of the largest buffer that training on a task takes, and of what it is. */
export function largestBuffer({ shape, batchSize, train, stopping }: NetTask, layout: NetLayout, parts: GradientParts): { bytes: number; what: string } {
  const rows = Math.max(train.x.length, 2 * train.nRows, stopping?.x.length ?? 0);
  const net = Math.max(batchSize * widestRow(shape), parts.length, layout.nParameters);
  return rows > net ? { bytes: 4 * rows, what: 'the training rows take' } : { bytes: 4 * net, what: 'a batch of this net takes' };
}

/** Each row's answer and weight. */
function answersOf({ targets, weights }: NetTask['train']): Float32Array {
  const answers = new Float32Array(2 * targets.length);
  for (let row = 0; row < targets.length; row++) {
    answers[2 * row] = targets[row];
    answers[2 * row + 1] = weights ? weights[row] : 1;
  }
  return answers;
}

/** The numbers of a layer with where the parts of its gradient go. */
function trainedLayer({ shape, batchSize, optimiser }: NetTask, layout: NetLayout, parts: GradientParts, l: number): LayerNumbers {
  const to = (kind: 'weights' | 'bias' | 'inputScale' | 'outputScale') => partsOf(layout, parts, kind, l)?.from ?? none;
  return {
    ...layerNumbers(shape, layout, l, batchSize, true),
    smoothing: optimiser.labelSmoothing,
    weightsTo: to('weights'),
    biasTo: to('bias'),
    inScaleTo: to('inputScale'),
    outScaleTo: to('outputScale'),
    slices: partsOf(layout, parts, 'weights', l)?.slices ?? 1,
    sliceRows: parts.sliceRows[l],
  };
}

/** All that a training step reads and writes besides the state: buffers of `memory`. */
export type TrainBuffers = ReturnType<typeof createTrainBuffers>;

/** Throws TooLargeForDevice. */
export function createTrainBuffers(memory: GpuMemory, task: NetTask, layout: NetLayout, parts: GradientParts) {
  const { shape, batchSize, train, optimiser } = task;
  const { members, layers, nBase, nEncoded } = shape;
  const { beta1, beta2, epsilon, clip } = optimiser;
  const perLayer = (label: string) => layers.map(({ outputs }, l) => memory.storage(`${label} ${l}`, 4 * members * batchSize * outputs));
  const jobs = adamJobs(layout, parts, optimiser);
  const embeddings = embeddingJobs(shape, layout, parts);
  const encoded = memory.storage('encoded', 4 * batchSize * nEncoded);
  const allEncoded = 4 * members * batchSize * nEncoded;
  return {
    layers: memory.uniform('layers', layerUniforms(layers.map((_, l) => trainedLayer(task, layout, parts, l)))),
    sizes: memory.uniform('sizes', Uint32Array.of(batchSize, nBase, nEncoded, train.nRows).buffer),
    settings: memory.uniform('settings', Float32Array.of(beta1, beta2, epsilon, clip ?? 0, 1 - beta1, 1 - beta2, 0, 0).buffer),
    columns: memory.upload('columns', encodingTable(shape, layout)),
    encoded,
    /** What goes into the first layer. */
    scaled: layers[0].inputScale ? memory.storage('scaled inputs', allEncoded) : encoded,
    outputs: perLayer('outputs'),
    products: perLayer('products'),
    slopes: perLayer('slopes'),
    inputSlopes: goesToInputs(shape) ? memory.storage('input slopes', allEncoded) : null,
    parts: memory.storage('gradient parts', 4 * parts.length),
    jobs: memory.upload('adam jobs', jobs),
    jobCount: jobCount(jobs),
    embeddings: jobCount(embeddings) > 0 ? { jobs: memory.upload('embedding jobs', embeddings), count: jobCount(embeddings) } : null,
    clipped: clip === null ? null : { gradient: memory.storage('gradient', 4 * layout.nParameters), squares: memory.storage('gradient squares', 4 * squareGroups(layout.nParameters)) },
    x: memory.upload('rows', train.x),
    answers: memory.upload('answers', answersOf(train)),
  };
}
