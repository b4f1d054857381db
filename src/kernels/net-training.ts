import { layoutOf } from '../core/nets/net-layout.ts';
import { stepNumbersEach, type NetRunner, type NetTask, type StepNumbers } from '../core/nets/net-runner.ts';
import { outputsOf } from '../core/nets/net-shape.ts';
import { Arena } from './arena.ts';
import { openAnswers, readParameters, writeParameters } from './net-answers.ts';
import { openEncoder } from './net-encoder.ts';
import type { NetExports } from './net-exports.ts';
import { fill4, panelLayoutOf } from './net-panels.ts';
import { openPasses, strideOf } from './net-passes.ts';

type Training = Omit<NetRunner, 'dispose'>;

/** Thrown where the rows and the net do not fit into the memory that the engine gives one instance, 4 GB at most. */
export class NetTooLarge extends Error {
  readonly code = 'NetTooLarge';
  constructor({ train, shape }: NetTask) {
    super(`NetTooLarge: ${train.nRows} rows of ${shape.nBase} numbers and their net do not fit into the memory of one WebAssembly instance; train on fewer rows or columns, or a smaller net`);
    this.name = 'NetTooLarge';
  }
}

/** A net in training in the memory of an instance of its own, freed with the runner. Throws NetTooLarge where there is no room. */
export function openRunner(kernels: NetExports, task: NetTask): NetRunner {
  let training: Training | null;
  try {
    training = openTraining(kernels, task);
  } catch (error) {
    throw error instanceof RangeError ? new NetTooLarge(task) : error;
  }
  const open = (): Training => {
    if (!training) throw new Error('the net was disposed of');
    return training;
  };
  return {
    begin: (order) => open().begin(order),
    run: (from, to, numbers) => open().run(from, to, numbers),
    loss: async () => open().loss(),
    evaluate: async () => open().evaluate(),
    checkpoint: async () => open().checkpoint(),
    dispose() {
      training = null;
    },
  };
}

function openTraining(kernels: NetExports, { shape, batchSize, train, stopping, optimiser, start }: NetTask): Training {
  const { memory } = kernels;
  const { members } = shape;
  const layout = layoutOf(shape);
  const panels = panelLayoutOf(shape, layout);
  const arena = new Arena(memory);
  const mostRows = Math.min(batchSize, train.nRows);
  const strideMax = strideOf(mostRows) + 64;
  const take = (n: number) => arena.take(n * 4);
  const state = { parameters: take(panels.nNumbers), m: take(panels.nNumbers), v: take(panels.nNumbers), mean: take(panels.nNumbers) };
  const gradients = take(panels.nNumbers);
  const x = take(train.nRows * shape.nBase);
  const targets = take(train.nRows);
  const weights = train.weights ? take(train.nRows) : 0;
  const order = take(train.nRows);
  const batchTargets = take(fill4(mostRows));
  const shares = take(fill4(mostRows));
  const encoder = openEncoder(kernels, arena, shape, panels, strideMax);
  const passes = openPasses(kernels, arena, shape, panels, encoder, strideMax, true);
  const answer = stopping ? openAnswers(kernels, arena, shape, panels) : null;

  new Float32Array(memory.buffer, x, train.nRows * shape.nBase).set(train.x);
  new Float32Array(memory.buffer, targets, train.nRows).set(train.targets);
  if (train.weights) new Float32Array(memory.buffer, weights, train.nRows).set(train.weights);
  for (const name of ['parameters', 'm', 'v', 'mean'] as const) writeParameters(kernels, panels, state[name], start[name]);

  let steps = start.steps;
  let nOrder = 0;
  let sum = 0;
  let taken = 0;

  /** The loss of the batch that begins at `from` of the order; leaves its gradient. */
  const batchLoss = (from: number, stepSeed: number): number => {
    const nRows = Math.min(batchSize, nOrder - from);
    const batch = { x, rows: order + from * 4, nRows, stride: strideOf(nRows) };
    const filled = fill4(nRows);
    kernels.clear(shares, filled * 4);
    kernels.gatherTargets(targets, weights, batch.rows, nRows, batchTargets, shares, 1 / (nRows * members));
    encoder.encode(batch, state.parameters);
    let loss = 0;
    for (let member = 0; member < members; member++) {
      const outputs = passes.forward(batch, state.parameters, member, stepSeed);
      loss +=
        shape.output === 'classes'
          ? kernels.crossEntropy(outputs, batch.stride, batchTargets, shares, filled, outputsOf(shape), optimiser.labelSmoothing)
          : kernels.squaredError(outputs, batchTargets, shares, filled);
      passes.backward(batch, state.parameters, gradients, member);
    }
    passes.finish(batch, gradients);
    return loss;
  };

  const update = ({ values }: StepNumbers, step: number): void => {
    const { beta1, beta2, epsilon, clip } = optimiser;
    const [rate, decay, share] = values.subarray(step * stepNumbersEach);
    const norm = clip === null ? 0 : Math.sqrt(kernels.sumOfSquares(gradients, panels.nNumbers));
    const scale = clip !== null && norm > clip ? clip / norm : 1;
    panels.blocks.forEach(({ offset, length }, b) => {
      const at = offset * 4;
      const block = optimiser.blocks[b];
      const { parameters, m, v, mean } = state;
      kernels.adam(parameters + at, m + at, v + at, mean + at, gradients + at, length, scale, beta1, 1 - beta1, beta2, 1 - beta2, epsilon, rate * block.rate, 1 - decay * block.decay, share);
    });
  };

  return {
    begin(next) {
      if (next.length > train.nRows) throw new RangeError(`an epoch takes ${train.nRows} rows at most, not ${next.length}`);
      nOrder = next.length;
      new Uint32Array(memory.buffer, order, nOrder).set(next);
      sum = 0;
      taken = 0;
    },
    run(from, to, numbers) {
      for (let step = from; step < to; step++) {
        if (step * batchSize >= nOrder) throw new RangeError(`step ${step} is beyond the epoch of ${nOrder} rows`);
        sum += batchLoss(step * batchSize, numbers.seeds[step - from]);
        update(numbers, step - from);
        taken++;
        steps++;
      }
    },
    loss: async () => sum / taken,
    evaluate: async () => (answer && stopping ? answer(state.mean, stopping.x, stopping.nRows) : new Float32Array(0)),
    checkpoint: async () => {
      const read = (at: number) => readParameters(kernels, layout, panels, at);
      return { steps, parameters: read(state.parameters), m: read(state.m), v: read(state.v), mean: read(state.mean) };
    },
  };
}
