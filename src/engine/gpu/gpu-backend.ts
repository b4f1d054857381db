import { layoutOf } from '../../core/nets/net-layout.ts';
import type { NetBackend, NetRunner, NetTask } from '../../core/nets/net-runner.ts';
import { outputsOf, type NetShape } from '../../core/nets/net-shape.ts';
import { requireFinite, requireFiniteTask } from '../finite.ts';
import { createAnswerPlan } from './answer-plan.ts';
import type { GpuAccess, GpuContext, GpuCounters } from './gpu-access.ts';
import { bufferLimit, createMemory } from './gpu-memory.ts';
import { createGpuRunners } from './gpu-runner.ts';
import { groupTasks } from './replicas.ts';
import type { ProductStyle } from './wgsl-product.ts';

/** Nets on WebGPU by fused kernels of our own, on a device that somebody else owns. */
export interface GpuBackend extends NetBackend {
  readonly counters: Readonly<GpuCounters>;
}

/** Bytes of prepared rows that are predicted at once. */
const predictedBytes = 32 * 2 ** 20;

/**
 * A backend on the device; `open` and `predict` throw TooLargeForDevice before anything is made that the device cannot hold,
 * NonFiniteInput before anything is uploaded, and DeviceFailed. Products are computed in `style`.
 */
export function createGpuBackend({ gpu, software, check }: GpuAccess, style: ProductStyle = software ? 'direct' : 'shared'): GpuBackend {
  const counters: GpuCounters = { bytes: 0, dispatches: 0, submissions: 0 };
  const context: GpuContext = { gpu, software, check, counters, style };

  /** The answers for rows that fit into one upload. */
  async function predictPiece(shape: NetShape, parameters: Float32Array, x: Float32Array, nRows: number): Promise<Float32Array> {
    const memory = createMemory(context);
    try {
      const uploaded = memory.upload('parameters', parameters);
      const plan = await createAnswerPlan(context, memory, [{ shape, layout: layoutOf(shape), parametersAt: 0, x, nRows }], uploaded);
      return (await plan.answers([0]))[0];
    } finally {
      memory.dispose();
    }
  }

  function openTogether(tasks: readonly NetTask[]): Promise<NetRunner>[] {
    check();
    tasks.forEach(requireFiniteTask);
    const opened: Promise<NetRunner>[] = [];
    for (const group of groupTasks(style, tasks, bufferLimit(gpu))) {
      const runners = createGpuRunners(
        context,
        group.map((t) => tasks[t]),
      );
      group.forEach((t, place) => (opened[t] = runners.then((made) => made[place])));
    }
    return opened;
  }

  return {
    counters,
    open: async (task) => openTogether([task])[0],
    openTogether,
    async predict(shape, parameters, x, nRows) {
      check();
      requireFinite('the parameters', parameters);
      requireFinite('the prepared rows', x);
      const k = outputsOf(shape);
      const answers = new Float32Array(nRows * k);
      const size = Math.max(1, Math.floor(predictedBytes / (4 * Math.max(1, shape.nBase, k))));
      for (let first = 0; first < nRows; first += size) {
        const last = Math.min(nRows, first + size);
        answers.set(await predictPiece(shape, parameters, x.subarray(first * shape.nBase, last * shape.nBase), last - first), first * k);
      }
      return answers;
    },
  };
}
