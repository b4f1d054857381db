import { layoutOf } from '../../core/nets/net-layout.ts';
import type { NetRunner, NetTask } from '../../core/nets/net-runner.ts';
import { createAnswerPlan } from './answer-plan.ts';
import { orLost, type GpuContext } from './gpu-access.ts';
import { TooLargeForDevice } from '../engine-errors.ts';
import { bufferLimit, createMemory } from './gpu-memory.ts';
import { gradientParts } from './gradient-parts.ts';
import { encodeSteps, readBuffers, submit } from './gpu-work.ts';
import { stepStride, stepUniforms } from './step-uniform.ts';
import { largestBuffer, lossCount, type TrainState } from './train-buffers.ts';
import { meanLoss } from './wgsl-loss.ts';
import { createTrainPlan } from './train-plan.ts';

/** Steps of one submission at most. */
const stepsAtOnce = 1024;

/**
 * A net in training on the GPU, all of it resident there: a run of steps is one submission, and nothing is read back before it is asked
 * for. Throws TooLargeForDevice, DeviceFailed.
 */
export async function createGpuRunner(context: GpuContext, task: NetTask): Promise<NetRunner> {
  const { shape, batchSize, train, stopping, start } = task;
  const { gpu, counters } = context;
  const layout = layoutOf(shape);
  const parts = gradientParts(context.style, shape, layout, batchSize);
  const largest = largestBuffer(task, layout, parts);
  if (largest.bytes > bufferLimit(gpu)) throw new TooLargeForDevice(largest.bytes, bufferLimit(gpu), largest.what);
  const memory = createMemory(context);
  const nLosses = lossCount(shape, batchSize);
  const nSteps = Math.max(1, Math.min(stepsAtOnce, Math.floor(train.nRows / batchSize)));

  async function open() {
    const state: TrainState = {
      parameters: memory.upload('parameters', start.parameters),
      m: memory.upload('m', start.m),
      v: memory.upload('v', start.v),
      mean: memory.upload('mean', start.mean),
      order: memory.storage('order', 4 * train.nRows),
      step: memory.uniformOf('steps', nSteps * stepStride),
      losses: memory.storage('losses', 4 * nLosses),
    };
    const plan = await createTrainPlan(context, memory, task, layout, parts, state);
    const answers = stopping && stopping.nRows > 0 ? await createAnswerPlan(context, memory, shape, layout, state.mean, stopping.x, stopping.nRows) : null;
    return { state, plan, answers };
  }
  const { state, plan, answers } = await open().catch((error: unknown) => {
    memory.dispose();
    throw error;
  });
  let steps = start.steps;
  let taken = 0;
  let before: Promise<unknown> = Promise.resolve();

  return {
    begin(order) {
      gpu.queue.writeBuffer(state.order, 0, order as Uint32Array<ArrayBuffer>);
      gpu.queue.writeBuffer(state.losses, 0, new Float32Array(nLosses));
      taken = 0;
    },
    async run(from, to, numbers) {
      for (let at = from; at < to; at += nSteps) {
        const count = Math.min(nSteps, to - at);
        gpu.queue.writeBuffer(state.step, 0, stepUniforms(numbers, at - from, count, at, batchSize));
        const encoder = gpu.createCommandEncoder();
        encodeSteps(encoder, plan, count, counters);
        submit(context, encoder);
      }
      steps += to - from;
      taken += to - from;
      // The run before is waited for, so that the GPU has its next one in hand and the queue stays short.
      const waited = before;
      before = gpu.queue.onSubmittedWorkDone();
      before.catch(() => undefined);
      await orLost(context, waited);
      context.check();
    },
    async loss() {
      const [sums] = await readBuffers(context, [state.losses], nLosses);
      return meanLoss(sums.reduce((total, sum) => total + sum, 0), taken);
    },
    evaluate: async () => (answers ? answers.answers() : new Float32Array(0)),
    async checkpoint() {
      const [parameters, m, v, mean] = await readBuffers(context, [state.parameters, state.m, state.v, state.mean], layout.nParameters);
      return { steps, parameters, m, v, mean };
    },
    dispose: () => memory.dispose(),
  };
}
