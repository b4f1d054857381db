import { matricesOf, type NetLayout } from '../../core/nets/net-layout.ts';
import type { NetTask } from '../../core/nets/net-runner.ts';
import { layerAt, productGroups } from './answer-plan.ts';
import type { GpuContext } from './gpu-access.ts';
import type { GpuMemory } from './gpu-memory.ts';
import { bindAll, folded, type Dispatch, type PlannedDispatch } from './gpu-work.ts';
import { partsOf, type GradientParts } from './gradient-parts.ts';
import { createTrainBuffers, type TrainBuffers, type TrainState } from './train-buffers.ts';
import { adamKernel, gradientKernel, squareGroups, squaresKernel } from './wgsl-adam.ts';
import { backwardKernel, weightKernel } from './wgsl-backward.ts';
import { embeddingKernel, encodeKernel, encodeThreads } from './wgsl-encode.ts';
import { forwardKernel, layerParts } from './wgsl-forward.ts';
import { lossKernel, lossRows } from './wgsl-loss.ts';
import { tileFor, type ProductStyle } from './wgsl-product.ts';

/** What all parts of a plan are made from. */
interface Plan {
  readonly task: NetTask;
  readonly layout: NetLayout;
  readonly parts: GradientParts;
  readonly style: ProductStyle;
  readonly state: TrainState;
  readonly buffers: TrainBuffers;
}

const inputsOf = ({ scaled, outputs }: TrainBuffers, l: number) => (l === 0 ? scaled : outputs[l - 1]);

function planForward({ task, style, state, buffers }: Plan): PlannedDispatch[] {
  const { shape, batchSize } = task;
  const { layers, members } = shape;
  const { x, columns, encoded, scaled, sizes } = buffers;
  const { parameters, order, step } = state;
  return [
    {
      kernel: encodeKernel(true, layers[0].inputScale),
      buffers: { step, sizes, layer: layerAt(buffers.layers, 0), x, parameters, columns, order, encoded, scaled },
      workgroups: folded(Math.ceil((batchSize * shape.nEncoded) / encodeThreads)),
    },
    ...layers.map(
      ({ outputs }, l): PlannedDispatch => ({
        kernel: forwardKernel(style, tileFor(outputs), layerParts(shape, l), true),
        buffers: { step, parameters, layer: layerAt(buffers.layers, l), inputs: inputsOf(buffers, l), outputs: buffers.outputs[l], products: buffers.products[l] },
        workgroups: productGroups(batchSize, outputs, members),
      }),
    ),
  ];
}

/** From the loss back through the layers to where nothing is learned any more. */
function planBackward({ task, style, state, buffers }: Plan): PlannedDispatch[] {
  const { shape, batchSize } = task;
  const { layers, members } = shape;
  const { parameters, order, step, losses } = state;
  const { parts, answers, outputs, products, slopes, encoded, inputSlopes } = buffers;
  const last = layers.length - 1;
  const loss: PlannedDispatch = {
    kernel: lossKernel(shape.output === 'classes'),
    buffers: { step, layer: layerAt(buffers.layers, last), parameters, outputs: outputs[last], products: products[last], answers, order, slopes: slopes[last], parts, losses },
    workgroups: [Math.ceil(batchSize / lossRows), members, 1],
  };
  const back = layers.flatMap(({ inputs, inputScale }, l): PlannedDispatch[] => {
    const below = l === 0 ? inputSlopes : slopes[l - 1];
    if (!below) return [];
    const lower = l === 0 ? { encoded } : { step, lower: layerAt(buffers.layers, l - 1), products: products[l - 1] };
    return [
      {
        kernel: backwardKernel(style, tileFor(inputs), inputScale, l === 0 ? null : layerParts(shape, l - 1)),
        buffers: { ...lower, layer: layerAt(buffers.layers, l), parameters, slopes: slopes[l], below, parts },
        workgroups: productGroups(batchSize, inputs, members),
      },
    ];
  });
  return [loss, ...back.reverse()];
}

/** The gradient by weights and embeddings; that by the others comes with the way back. */
function planGradient({ task, layout, parts, style, state, buffers }: Plan): PlannedDispatch[] {
  const { layers, members } = task.shape;
  const weights = layers.map((layer, l): PlannedDispatch => {
    const slices = partsOf(layout, parts, 'weights', l)?.slices ?? 1;
    const isRepeated = l === 0 && !layer.inputScale && layer.weights === 'shared';
    return {
      kernel: weightKernel(style, tileFor(layer.outputs), isRepeated),
      buffers: { layer: layerAt(buffers.layers, l), inputs: inputsOf(buffers, l), slopes: buffers.slopes[l], parts: buffers.parts },
      workgroups: productGroups(layer.inputs, layer.outputs, slices * matricesOf(layer, members)),
    };
  });
  const { embeddings, inputSlopes, sizes, x } = buffers;
  if (!embeddings || !inputSlopes) return weights;
  const { step, order } = state;
  const tables: PlannedDispatch = {
    kernel: embeddingKernel,
    buffers: { step, sizes, layer: layerAt(buffers.layers, 0), x, below: inputSlopes, order, jobs: embeddings.jobs, parts: buffers.parts },
    workgroups: folded(embeddings.count),
  };
  return [...weights, tables];
}

function planUpdate({ layout, state, buffers }: Plan): PlannedDispatch[] {
  const { step, parameters, m: firsts, v: seconds, mean: means } = state;
  const { settings, jobs, parts, clipped } = buffers;
  const workgroups = folded(buffers.jobCount);
  const adam: PlannedDispatch = { kernel: adamKernel(clipped !== null), buffers: { step, settings, parts, jobs, parameters, firsts, seconds, means, ...clipped }, workgroups };
  if (!clipped) return [adam];
  return [
    { kernel: gradientKernel, buffers: { parts, jobs, ...clipped }, workgroups },
    { kernel: squaresKernel, buffers: clipped, workgroups: [squareGroups(layout.nParameters), 1, 1] },
    adam,
  ];
}

/** The dispatches of one training step, in order, on buffers of `memory`. Throws TooLargeForDevice, DeviceFailed. */
export function createTrainPlan(context: GpuContext, memory: GpuMemory, task: NetTask, layout: NetLayout, parts: GradientParts, state: TrainState): Promise<Dispatch[]> {
  const plan: Plan = { task, layout, parts, style: context.style, state, buffers: createTrainBuffers(memory, task, layout, parts) };
  return bindAll(context, [...planForward(plan), ...planBackward(plan), ...planGradient(plan), ...planUpdate(plan)]);
}
