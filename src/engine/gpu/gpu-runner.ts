import type { NetRunner, NetTask } from '../../core/nets/net-runner.ts';
import { TooLargeForDevice } from '../engine-errors.ts';
import { createAnswerPlan, type AnswerPlan } from './answer-plan.ts';
import { orLost, type GpuContext } from './gpu-access.ts';
import { bufferLimit, createMemory, type GpuMemory } from './gpu-memory.ts';
import { encodeSteps, readBuffers, submit } from './gpu-work.ts';
import { Lockstep, type TakenSteps, type Together } from './lockstep.ts';
import { largestBuffer, lossCount, replicasOf, type Replica, type Replicas } from './replicas.ts';
import { stepStride, stepUniforms } from './step-uniform.ts';
import type { TrainState } from './train-buffers.ts';
import { createTrainPlan } from './train-plan.ts';
import { meanLoss } from './wgsl-loss.ts';

/** Steps of one submission at most. */
const stepsAtOnce = 1024;

function uploadState(memory: GpuMemory, { replicas, lengths }: Replicas, nSteps: number): TrainState {
  const buffer = (label: 'parameters' | 'm' | 'v' | 'mean') => {
    const made = memory.storage(label, 4 * lengths.parameters);
    for (const { task, at } of replicas) memory.put(made, task.start[label], at.parameters);
    return made;
  };
  return {
    parameters: buffer('parameters'),
    m: buffer('m'),
    v: buffer('v'),
    mean: buffer('mean'),
    order: memory.storage('order', 4 * lengths.rows),
    steps: memory.uniformOf('steps', nSteps * stepStride),
    losses: memory.storage('losses', 4 * lengths.losses),
  };
}

/** The answers for the stopping rows of the nets that have some; null where none has. */
async function planAnswers(context: GpuContext, memory: GpuMemory, replicas: readonly Replica[], state: TrainState): Promise<AnswerPlan | null> {
  const nets = replicas.map(({ task: { shape, stopping }, layout, at }) => ({ shape, layout, parametersAt: at.parameters, x: stopping?.x ?? new Float32Array(0), nRows: stopping?.nRows ?? 0 }));
  return nets.some(({ nRows }) => nRows > 0) ? createAnswerPlan(context, memory, nets, state.mean) : null;
}

/** The steps of all nets as submissions, each of which waits for the one before the last, so that the GPU has its next one in hand and the queue stays short. */
async function createTogether(context: GpuContext, memory: GpuMemory, all: Replicas, state: TrainState, nSteps: number): Promise<Together> {
  const { gpu, counters } = context;
  const { replicas } = all;
  const plan = await createTrainPlan(context, memory, all, state);
  const answers = await planAnswers(context, memory, replicas, state);
  let before: Promise<unknown> = Promise.resolve();
  return {
    async takeSteps(taken: readonly TakenSteps[], count: number) {
      for (let done = 0; done < count; done += nSteps) {
        const now = Math.min(nSteps, count - done);
        const steps = taken.map(({ replica, numbers, skip, from }) => {
          const { task, at } = replicas[replica];
          return { replica, numbers, skip: skip + done, first: at.rows + (from + done) * task.batchSize, batchSize: task.batchSize };
        });
        gpu.queue.writeBuffer(state.steps, 0, stepUniforms(steps, now));
        const encoder = gpu.createCommandEncoder();
        encodeSteps(encoder, plan, new Array<number>(now).fill(taken.length), counters);
        submit(context, encoder);
      }
      const waited = before;
      before = gpu.queue.onSubmittedWorkDone();
      before.catch(() => undefined);
      await orLost(context, waited);
      context.check();
    },
    evaluate: async (which) => (answers ? answers.answers(which) : which.map(() => new Float32Array(0))),
  };
}

/**
 * Nets in training on the GPU, all of them resident there and trained at once: a run of steps is one submission, and nothing is read
 * back before it is asked for. Each runner is driven by a loop of its own, side by side (see Lockstep). Throws TooLargeForDevice, DeviceFailed.
 */
export async function createGpuRunners(context: GpuContext, tasks: readonly NetTask[]): Promise<NetRunner[]> {
  const { gpu, style } = context;
  for (const task of tasks) {
    const { bytes, what } = largestBuffer(style, task);
    if (bytes > bufferLimit(gpu)) throw new TooLargeForDevice(bytes, bufferLimit(gpu), what);
  }
  const all = replicasOf(style, tasks);
  const nSteps = Math.max(1, ...tasks.map(({ train, batchSize }) => Math.min(stepsAtOnce, Math.floor(train.nRows / batchSize))));
  const memory = createMemory(context);
  try {
    const state = uploadState(memory, all, nSteps);
    const lockstep = new Lockstep(tasks.length, await createTogether(context, memory, all, state, nSteps));
    return all.replicas.map((replica) => createRunner(context, memory, lockstep, state, replica));
  } catch (error) {
    memory.dispose();
    throw error;
  }
}

function createRunner(context: GpuContext, memory: GpuMemory, lockstep: Lockstep, state: TrainState, { index, task, layout, at }: Replica): NetRunner {
  const { queue } = context.gpu;
  const nLosses = lossCount(task);
  let { steps } = task.start;
  let taken = 0;
  return {
    begin(order) {
      lockstep.begin(index);
      queue.writeBuffer(state.order, 4 * at.rows, order as Uint32Array<ArrayBuffer>);
      queue.writeBuffer(state.losses, 4 * at.losses, new Float32Array(nLosses));
      taken = 0;
    },
    async run(from, to, numbers) {
      await lockstep.steps(index, { from, to, numbers });
      steps += to - from;
      taken += to - from;
    },
    async loss() {
      const [sums] = await readBuffers(context, [state.losses], at.losses, nLosses);
      return meanLoss(sums.reduce((total, sum) => total + sum, 0), taken);
    },
    evaluate: async () => (task.stopping ? lockstep.answers(index) : new Float32Array(0)),
    async checkpoint() {
      const [parameters, m, v, mean] = await readBuffers(context, [state.parameters, state.m, state.v, state.mean], at.parameters, layout.nParameters);
      return { steps, parameters, m, v, mean };
    },
    dispose() {
      lockstep.leave(index);
      if (lockstep.isEmpty) memory.dispose();
    },
  };
}
