import type { LayerLayout, NetLayout } from '../../core/nets/net-layout.ts';
import type { NetTask } from '../../core/nets/net-runner.ts';
import type { NetShape } from '../../core/nets/net-shape.ts';
import { layerAt, productGroups } from './answer-plan.ts';
import { encodingTable } from './encoding-table.ts';
import type { GpuContext } from './gpu-access.ts';
import type { GpuMemory } from './gpu-memory.ts';
import { bind, folded, type Dispatch } from './gpu-work.ts';
import { adamJobs, embeddingJobs, gradientParts, jobCount, type GradientParts } from './gradient-parts.ts';
import { layerNumbers, layerUniforms, none, type LayerNumbers } from './layer-uniform.ts';
import { adamKernel, normKernel } from './wgsl-adam.ts';
import { backwardKernel, weightKernel } from './wgsl-backward.ts';
import { embeddingKernel, encodeKernel, encodeThreads } from './wgsl-encode.ts';
import { forwardKernel } from './wgsl-forward.ts';
import { lossKernel, lossRows } from './wgsl-loss.ts';
import { tileFor } from './wgsl-product.ts';

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

/** Each row's answer and weight. */
function answersOf({ targets, weights }: NetTask['train']): Float32Array {
  const answers = new Float32Array(2 * targets.length);
  targets.forEach((target, i) => answers.set([target, weights ? weights[i] : 1], 2 * i));
  return answers;
}

/** The numbers of a layer with where the parts of its gradient go. */
function trainedLayer({ shape, batchSize, optimiser }: NetTask, layout: NetLayout, parts: GradientParts, l: number): LayerNumbers {
  const at: LayerLayout = layout.layers[l];
  const from = (offset: number | null) => (offset === null ? none : parts.blocks[layout.blocks.findIndex((block) => block.offset === offset && block.layer === l)].from);
  return {
    ...layerNumbers(shape, layout, l, batchSize, true),
    smoothing: optimiser.labelSmoothing,
    weightsTo: from(at.weights),
    biasTo: from(at.bias),
    inScaleTo: from(at.inputScale),
    outScaleTo: from(at.outputScale),
    slices: parts.blocks[layout.blocks.findIndex((block) => block.kind === 'weights' && block.layer === l)].slices,
    sliceRows: parts.sliceRows[l],
  };
}

/** The dispatches of one training step, in order, on buffers of `memory`. Throws TooLargeForDevice, DeviceFailed. */
export async function createTrainPlan(context: GpuContext, memory: GpuMemory, task: NetTask, layout: NetLayout, state: TrainState): Promise<Dispatch[]> {
  const { shape, batchSize, train, optimiser } = task;
  const { style } = context;
  const { members, layers, nBase, nEncoded } = shape;
  const parts = gradientParts(context.style, shape, layout, batchSize);
  const layerBuffer = memory.uniform('layers', layerUniforms(layers.map((_, l) => trainedLayer(task, layout, parts, l))));
  const sizes = memory.uniform('sizes', Uint32Array.of(batchSize, nBase, nEncoded, train.nRows).buffer);
  const { beta1, beta2, epsilon, clip } = optimiser;
  const settings = memory.uniform('settings', Float32Array.of(beta1, beta2, epsilon, clip ?? 0, 1 - beta1, 1 - beta2, 0, 0).buffer);
  const perLayer = (label: string) => layers.map(({ outputs }, l) => memory.storage(`${label} ${l}`, 4 * members * batchSize * outputs));
  const encoded = memory.storage('encoded', 4 * batchSize * nEncoded);
  const [outputs, products, slopes] = ['outputs', 'products', 'slopes'].map(perLayer);
  const gradient = memory.storage('gradient parts', 4 * parts.length);
  const jobTable = adamJobs(layout, parts, optimiser);
  const jobs = memory.upload('adam jobs', jobTable);
  const x = memory.upload('rows', train.x);
  const answers = memory.upload('answers', answersOf(train));
  const { parameters, order, step, losses } = state;
  const shared = { parameters, order, step, losses, sizes, settings, x, answers, jobs, parts: gradient };
  const layerOf = (l: number) => layerAt(layerBuffer, l);
  const isScaled = layers[0].inputScale;
  const scaled = isScaled ? memory.storage('scaled inputs', 4 * members * batchSize * nEncoded) : encoded;
  const inputsOf = (l: number) => (l === 0 ? scaled : outputs[l - 1]);

  const plan: Promise<Dispatch>[] = [];
  const columns = memory.upload('columns', encodingTable(shape, layout));
  plan.push(bind(context, encodeKernel(true, isScaled), { ...shared, layer: layerOf(0), columns, encoded, scaled }, folded(Math.ceil((batchSize * nEncoded) / encodeThreads))));
  layers.forEach((layer, l) => {
    const buffers = { ...shared, layer: layerOf(l), inputs: inputsOf(l), outputs: outputs[l], products: products[l] };
    plan.push(bind(context, forwardKernel(style, tileFor(layer.outputs), true), buffers, productGroups(batchSize, layer.outputs, members)));
  });
  const last = layers.length - 1;
  const lossBuffers = { ...shared, layer: layerOf(last), outputs: outputs[last], products: products[last], slopes: slopes[last] };
  plan.push(bind(context, lossKernel(shape.output === 'classes'), lossBuffers, [Math.ceil(batchSize / lossRows), members, 1]));

  const hasEmbedding = shape.segments.some(({ kind }) => kind === 'embedding');
  const goesToInputs = hasEmbedding || layers[0].inputScale;
  const inputSlopes = goesToInputs ? memory.storage('input slopes', 4 * members * batchSize * nEncoded) : null;
  for (let l = last; l >= 0; l--) {
    const below = l === 0 ? inputSlopes : slopes[l - 1];
    if (!below) break;
    const lower = l === 0 ? { encoded } : { lower: layerOf(l - 1), products: products[l - 1] };
    const buffers = { ...shared, ...lower, layer: layerOf(l), slopes: slopes[l], below };
    plan.push(bind(context, backwardKernel(style, tileFor(layers[l].inputs), l > 0), buffers, productGroups(batchSize, layers[l].inputs, members)));
  }
  layers.forEach(({ inputs, outputs: k, weights }, l) => {
    const { slices } = parts.blocks[layout.blocks.findIndex(({ kind, layer }) => kind === 'weights' && layer === l)];
    const groups = productGroups(inputs, k, slices * (weights === 'own' ? members : 1));
    const isRepeated = l === 0 && !isScaled && weights === 'shared';
    plan.push(bind(context, weightKernel(style, tileFor(k), isRepeated), { ...shared, layer: layerOf(l), inputs: inputsOf(l), slopes: slopes[l] }, groups));
  });
  if (hasEmbedding && inputSlopes) {
    const table = embeddingJobs(shape, layout, parts);
    const buffers = { ...shared, layer: layerOf(0), below: inputSlopes, jobs: memory.upload('embedding jobs', table) };
    plan.push(bind(context, embeddingKernel, buffers, folded(jobCount(table))));
  }
  plan.push(...optimiserDispatches());
  return Promise.all(plan);

  function optimiserDispatches(): Promise<Dispatch>[] {
    const groups = folded(jobCount(jobTable));
    const moments = { ...shared, firsts: state.m, seconds: state.v, means: state.mean };
    if (clip === null) return [bind(context, adamKernel(false), moments, groups)];
    const sums = {
      gradient: memory.storage('gradient', 4 * layout.nParameters),
      squares: memory.storage('gradient squares', 4 * jobCount(jobTable)),
    };
    return [bind(context, normKernel, { ...shared, ...sums }, groups), bind(context, adamKernel(true), { ...moments, ...sums }, groups)];
  }
}
