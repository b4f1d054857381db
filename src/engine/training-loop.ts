import { Cancelled, type Control } from '../core/math/control.ts';
import type { Rng } from '../core/math/rng.ts';
import { adamConstants, adamStep, type AdamParams, type AdamState } from './adam.ts';
import { createBatches, uploadChunks, type Rows } from './batches.ts';
import type { Device } from './device.ts';
import { lossAndGradient, lossConstants, lossOf, type Batch, type LossKind } from './gradient.ts';
import { forward, initialParameters, layerTensors, type Widths } from './net.ts';
import { dispose, stack, tensor1d, tidy, zerosLike, type Scalar, type Tensor, type Tensor1D } from './tf.ts';

/** A net in training on a device; owns its tensors. */
export interface Trainer {
  /** Batches in an epoch. */
  readonly steps: number;
  /** Takes one epoch at this learning rate; the mean loss of its batches, each before its step. */
  epoch(rate: number, control: Control): Promise<number>;
  /** The mean loss of the stopping rows at the running mean of the weights. */
  evaluate(): Promise<number>;
  /** Keeps the present running mean as the net to return. */
  keep(): void;
  /** The kept numbers of the net, read back. */
  kept(): Promise<Float32Array>;
  dispose(): void;
}

export interface TrainerOptions {
  readonly widths: Widths;
  readonly loss: LossKind;
  readonly batchSize: number;
  readonly train: Rows;
  readonly stopping: Rows | null;
  readonly adam: AdamParams;
}

const stoppingChunk = 1024;
/** Steps after which a queue that computes by itself is waited for, so that a stop is heard within a moment. */
const settleEvery = 32;

export function createTrainer(device: Device, options: TrainerOptions, rng: Rng): Trainer {
  const { widths, loss: kind, batchSize } = options;
  const onWasm = device.id === 'wasm';
  const source = createBatches(device, options.train, batchSize);
  const chunkSize = Math.min(stoppingChunk, options.stopping?.nRows ?? 0);
  const chunks: Batch[] = options.stopping ? uploadChunks(device, options.stopping, chunkSize) : [];
  const constants = lossConstants(batchSize);
  const adam = adamConstants();
  const initial = initialParameters(widths, rng.fork('weights'));
  const order = rng.fork('order');
  const steps = Math.floor(options.train.nRows / batchSize);
  let state: AdamState = startState(initial);
  let best: Tensor1D | null = null;

  function takeStep(start: number, rate: number): Tensor {
    const { loss, gradient } = tidy(() =>
      lossAndGradient(widths, state.weights, kind, source.batch(start), constants, onWasm),
    );
    const next = adamStep(state, gradient, rate, options.adam, adam);
    dispose([state.weights, state.m, state.v, state.mean, gradient]);
    state = next;
    return loss;
  }

  return {
    steps,
    async epoch(rate, control) {
      source.begin(order.permutation(options.train.nRows));
      // Readback is asynchronous; awaiting each batch would stall the queue, so losses stay on the device until the epoch ends.
      const losses: Tensor[] = [];
      try {
        for (let s = 0; s < steps; s++) {
          losses.push(takeStep(s * batchSize, rate));
          if (s % settleEvery === settleEvery - 1) await device.settle();
          await control.breathe();
          if (control.cancelled()) throw new Cancelled();
        }
        return (await readSum(losses)) / steps;
      } finally {
        dispose(losses);
        device.check();
      }
    },
    async evaluate() {
      const losses = tidy(() => {
        const layers = layerTensors(widths, state.mean);
        return chunks.map((chunk) => lossOf(kind, forward(layers, chunk.x).outputs, chunk, constants.tiny).loss);
      });
      try {
        return (await readSum(losses)) / (options.stopping?.nRows ?? 1);
      } finally {
        dispose(losses);
      }
    },
    keep() {
      best?.dispose();
      best = state.mean.clone();
    },
    async kept() {
      return (await (best ?? state.mean).data<'float32'>()).slice();
    },
    dispose() {
      source.dispose();
      dispose([...chunks.flatMap(({ x, t, w }) => [x, t, w]), ...Object.values(constants), ...Object.values(adam)]);
      dispose([state.weights, state.m, state.v, state.mean, ...(best ? [best] : [])]);
    },
  };
}

function startState(initial: Float32Array): AdamState {
  const weights = tensor1d(initial);
  return { steps: 0, weights, m: zerosLike(weights), v: zerosLike(weights), mean: weights.clone() };
}

/** The sum of scalars, read in one go and added up in float64. */
async function readSum(scalars: readonly Tensor[]): Promise<number> {
  const all = tidy(() => stack(scalars as Scalar[]));
  try {
    let sum = 0;
    for (const value of await all.data()) sum += value;
    return sum;
  } finally {
    all.dispose();
  }
}
