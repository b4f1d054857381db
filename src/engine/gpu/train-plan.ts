import type { NetShape } from '../../core/nets/net-shape.ts';
import { layerAt, productGroups } from './answer-plan.ts';
import type { GpuContext } from './gpu-access.ts';
import type { GpuMemory } from './gpu-memory.ts';
import { bindAll, folded, type Dispatch, type PlannedDispatch } from './gpu-work.ts';
import { weightGroups, type Replica, type Replicas } from './replicas.ts';
import { createTrainBuffers, type TrainBuffers, type TrainState } from './train-buffers.ts';
import { adamKernel, gradientKernel, squareGroups, squaresKernel } from './wgsl-adam.ts';
import { backwardKernel, weightKernel } from './wgsl-backward.ts';
import { embeddingKernel, encodeKernel, encodeThreads } from './wgsl-encode.ts';
import { forwardKernel, layerParts } from './wgsl-forward.ts';
import { lossKernel, lossRows } from './wgsl-loss.ts';
import { tileFor, type ProductStyle } from './wgsl-product.ts';

/** What all parts of a plan are made from. */
interface Plan {
  readonly replicas: readonly Replica[];
  /** What is alike in all of the nets is read from this one. */
  readonly shape: NetShape;
  /** Rows of the batch of that which has the largest. */
  readonly batchSize: number;
  readonly style: ProductStyle;
  readonly state: TrainState;
  readonly buffers: TrainBuffers;
}

const inputsOf = ({ scaled, outputs }: TrainBuffers, l: number) => (l === 0 ? scaled : outputs[l - 1]);

const mostOf = (replicas: readonly Replica[], count: (replica: Replica) => number) => Math.max(...replicas.map(count));
/** Inputs of a layer in that of the nets which has most. */
const widthOf = ({ replicas, shape }: Plan, l: number) => (l === 0 ? mostOf(replicas, ({ task }) => task.shape.nEncoded) : shape.layers[l].inputs);

function planForward(plan: Plan): PlannedDispatch[] {
  const { shape, batchSize, style, state, buffers } = plan;
  const { layers, members } = shape;
  const { x, columns, encoded, scaled, sizes } = buffers;
  const { parameters, order, steps } = state;
  return [
    {
      kernel: encodeKernel(true, layers[0].inputScale),
      buffers: { steps, sizes, layers: layerAt(buffers.layers, 0), x, parameters, columns, order, encoded, scaled },
      workgroups: folded(Math.ceil((batchSize * widthOf(plan, 0)) / encodeThreads)),
    },
    ...layers.map(
      ({ outputs }, l): PlannedDispatch => ({
        kernel: forwardKernel(style, tileFor(outputs), layerParts(shape, l), true),
        buffers: { steps, parameters, layers: layerAt(buffers.layers, l), inputs: inputsOf(buffers, l), outputs: buffers.outputs[l], products: buffers.products[l] },
        workgroups: productGroups(batchSize, outputs, members),
      }),
    ),
  ];
}

/** From the loss back through the layers to where nothing is learned any more. */
function planBackward(plan: Plan): PlannedDispatch[] {
  const { shape, batchSize, style, state, buffers } = plan;
  const { layers, members } = shape;
  const { parameters, order, steps, losses } = state;
  const { parts, answers, outputs, products, slopes, encoded, inputSlopes } = buffers;
  const last = layers.length - 1;
  const loss: PlannedDispatch = {
    kernel: lossKernel(shape.output === 'classes'),
    buffers: { steps, layers: layerAt(buffers.layers, last), parameters, outputs: outputs[last], products: products[last], answers, order, slopes: slopes[last], parts, losses },
    workgroups: [Math.ceil(batchSize / lossRows), 1, members],
  };
  const back = layers.flatMap(({ inputScale }, l): PlannedDispatch[] => {
    const below = l === 0 ? inputSlopes : slopes[l - 1];
    if (!below) return [];
    const lower = l === 0 ? { encoded } : { lowers: layerAt(buffers.layers, l - 1), products: products[l - 1] };
    const inputs = widthOf(plan, l);
    return [
      {
        kernel: backwardKernel(style, tileFor(inputs), inputScale, l === 0 ? null : layerParts(shape, l - 1)),
        buffers: { ...lower, steps, layers: layerAt(buffers.layers, l), parameters, slopes: slopes[l], below, parts },
        workgroups: productGroups(batchSize, inputs, members),
      },
    ];
  });
  return [loss, ...back.reverse()];
}

/** The gradient by weights and embeddings; that by the others comes with the way back. */
function planGradient(plan: Plan): PlannedDispatch[] {
  const { replicas, shape, style, state, buffers } = plan;
  const { steps, order } = state;
  const weights = shape.layers.map(({ outputs, inputScale, weights: kind }, l): PlannedDispatch => {
    const isRepeated = l === 0 && !inputScale && kind === 'shared';
    return {
      kernel: weightKernel(style, tileFor(outputs), isRepeated),
      buffers: { steps, layers: layerAt(buffers.layers, l), inputs: inputsOf(buffers, l), slopes: buffers.slopes[l], parts: buffers.parts },
      workgroups: productGroups(widthOf(plan, l), outputs, weightGroups(replicas, l).groups),
    };
  });
  const { embeddings, inputSlopes, sizes, x } = buffers;
  if (!embeddings || !inputSlopes) return weights;
  const tables: PlannedDispatch = {
    kernel: embeddingKernel,
    buffers: { steps, sizes, layers: layerAt(buffers.layers, 0), x, below: inputSlopes, order, jobs: embeddings.jobs, parts: buffers.parts },
    workgroups: folded(embeddings.count),
  };
  return [...weights, tables];
}

function planUpdate({ replicas, state, buffers }: Plan): PlannedDispatch[] {
  const { steps, parameters, m: firsts, v: seconds, mean: means } = state;
  const { settings, jobs, parts, clipped } = buffers;
  const workgroups = folded(buffers.jobCount);
  const adam: PlannedDispatch = { kernel: adamKernel(clipped !== null), buffers: { steps, settings, parts, jobs, parameters, firsts, seconds, means, ...clipped }, workgroups };
  if (!clipped) return [adam];
  return [
    { kernel: gradientKernel, buffers: { steps, settings, parts, jobs, ...clipped }, workgroups },
    { kernel: squaresKernel, buffers: { steps, settings, ...clipped }, workgroups: [mostOf(replicas, ({ layout }) => squareGroups(layout.nParameters)), 1, 1] },
    adam,
  ];
}

/** The dispatches of one training step of all the nets, in order, on buffers of `memory`. Throws TooLargeForDevice, DeviceFailed. */
export function createTrainPlan(context: GpuContext, memory: GpuMemory, all: Replicas, state: TrainState): Promise<Dispatch[]> {
  const { replicas } = all;
  const { shape } = replicas[0].task;
  const batchSize = mostOf(replicas, ({ task }) => task.batchSize);
  const plan: Plan = { replicas, shape, batchSize, style: context.style, state, buffers: createTrainBuffers(memory, all) };
  return bindAll(context, [...planForward(plan), ...planBackward(plan), ...planGradient(plan), ...planUpdate(plan)]);
}
