import { layoutOf } from '../../core/nets/net-layout.ts';
import type { NetBackend } from '../../core/nets/net-runner.ts';
import { outputsOf, type NetShape } from '../../core/nets/net-shape.ts';
import { requireFinite, requireFiniteTask } from '../finite.ts';
import { createAnswerPlan } from './answer-plan.ts';
import type { GpuAccess, GpuContext, GpuCounters } from './gpu-access.ts';
import { createMemory } from './gpu-memory.ts';
import { createGpuRunner } from './gpu-runner.ts';
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
      const plan = await createAnswerPlan(context, memory, shape, layoutOf(shape), uploaded, x, nRows);
      return await plan.answers();
    } finally {
      memory.dispose();
    }
  }

  return {
    counters,
    async open(task) {
      check();
      requireFiniteTask(task);
      return createGpuRunner(context, task);
    },
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
