import { Cancelled, type Control, type CurvePoint, type NetView } from '../core/math/control.ts';
import type { Rng } from '../core/math/rng.ts';
import type { NetBackend, NetCheckpoint, NetRunner, NetTask } from '../core/nets/net-runner.ts';
import { outputsOf } from '../core/nets/net-shape.ts';
import { stepNumbers } from '../core/nets/optimiser.ts';
import { scheduleFactor } from '../core/nets/schedule.ts';
import { constantLoss, watch } from '../core/nets/watched.ts';
import type { NetSettings } from './net-settings.ts';

/** How a training came to its end; `diverged` carries the epoch whose loss said so. */
export type Ending = { readonly kind: 'all-epochs' | 'patience' | 'enough' } | { readonly kind: 'diverged'; readonly epoch: number };

/** What training has come to, kept on the CPU after each epoch, so that it can go on on another device. */
export interface Progress {
  epoch: number;
  checkpoint: NetCheckpoint;
  /** The parameters of the best epoch, or without stopping rows of the last. */
  kept: Float32Array;
  keptEpoch: number;
  bestScore: number;
  /** The epoch whose score was better than all before it; patience counts from there. */
  bestEpoch: number;
  /** Epochs in a row whose loss was far above that of a constant answer, and whether there was ever one whose was not. */
  nFar: number;
  wasSound: boolean;
  curve: CurvePoint[];
}

export function startOf(checkpoint: NetCheckpoint): Progress {
  return { epoch: 0, checkpoint, kept: checkpoint.mean, keptEpoch: 0, bestScore: Infinity, bestEpoch: 0, nFar: 0, wasSound: false, curve: [] };
}

export interface TrainingOptions {
  readonly settings: NetSettings;
  /** Turns a loss of the watched kind into what the curve shows. */
  readonly shown: (loss: number) => number;
  /** What the net looks like inside, where somebody looks. */
  readonly viewOf: (checkpoint: NetCheckpoint, epoch: number) => NetView;
}

/** Milliseconds of steps between two looks at the control. */
const breathEveryMs = 25;
/** Milliseconds between two views of the inside. */
const lookEveryMs = 1000;
/** A loss so many times that of a constant answer, two epochs in a row, is a training that runs away. */
const farFactor = 3;

/** Steps to take at once: as many as fit between two breaths, as far as is known. */
class Pace {
  #steps = 1;
  after(steps: number, ms: number): void {
    const fitting = Math.max(1, Math.floor((steps * breathEveryMs) / Math.max(ms, 0.01)));
    this.#steps = Math.min(fitting, 4 * this.#steps, 256);
  }
  get steps(): number {
    return this.#steps;
  }
}

function planOf({ settings }: TrainingOptions, epoch: number, step: number, steps: number) {
  const { learningRate, weightDecay, schedule, maxEpochs, averagedEpochs } = settings;
  const averaging = averagedEpochs > 0 ? Math.exp(-1 / (averagedEpochs * steps + 4)) : 0;
  return { rate: learningRate * scheduleFactor(schedule, (epoch + step / steps) / maxEpochs), weightDecay, averaging };
}

async function takeEpoch(runner: NetRunner, task: NetTask, options: TrainingOptions, epoch: number, rng: Rng, pace: Pace, control: Control): Promise<number> {
  const steps = Math.floor(task.train.nRows / task.batchSize);
  // An order and masks that depend on the epoch alone: training that goes on from a checkpoint is the one that was broken off.
  const drawn = rng.fork(`epoch ${epoch}`);
  const seed = drawn.int(2 ** 31 - 1);
  runner.begin(drawn.permutation(task.train.nRows));
  let from = 0;
  while (from < steps) {
    const to = Math.min(steps, from + pace.steps);
    const plans = Array.from({ length: to - from }, (_, i) => planOf(options, epoch, from + i, steps));
    const startedAt = performance.now();
    await runner.run(from, to, stepNumbers(epoch * steps + from + 1, plans, task.optimiser, seed));
    pace.after(to - from, performance.now() - startedAt);
    from = to;
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
  }
  return runner.loss();
}

/**
 * Trains on `backend` from where `progress` stands, and keeps it up to date: after a failure of the device it holds the last epoch. It ends
 * after maxEpochs (or those that are fixed), without patience for more, with `enough` of the control, or as diverged: where a loss is no
 * number, or for two epochs in a row three times that of a constant answer. Throws Cancelled and what the backend throws.
 */
export async function trainNet(backend: NetBackend, task: NetTask, options: TrainingOptions, progress: Progress, rng: Rng, control: Control): Promise<Ending> {
  const { settings, shown } = options;
  const epochs = settings.fixedEpochs ?? settings.maxEpochs;
  const nOutputs = outputsOf(task.shape);
  const isNumber = task.shape.output === 'number';
  const far = farFactor * Math.max(constantLoss(task.train, nOutputs, isNumber), 1e-6);
  const pace = new Pace();
  let lookedAt = -Infinity;
  const runner = await backend.open({ ...task, start: progress.checkpoint });
  try {
    while (progress.epoch < epochs) {
      const epoch = progress.epoch;
      const loss = await takeEpoch(runner, task, options, epoch, rng, pace, control);
      const watched = task.stopping ? watch(await runner.evaluate(), task.stopping, nOutputs, isNumber, settings.stopOn) : null;
      progress.nFar = loss > far ? progress.nFar + 1 : 0;
      progress.wasSound ||= loss <= far;
      if (!Number.isFinite(loss) || (watched && !Number.isFinite(watched.loss)) || progress.nFar > 1) return { kind: 'diverged', epoch: epoch + 1 };

      const checkpoint = await runner.checkpoint();
      progress.checkpoint = checkpoint;
      progress.epoch = epoch + 1;
      const score = watched ? watched.score : 0;
      if (score < progress.bestScore) progress.bestEpoch = epoch + 1;
      // Of equals the later one: errors come in steps, and more training is smoother.
      if (!watched || score <= progress.bestScore) {
        progress.bestScore = score;
        progress.kept = checkpoint.mean;
        progress.keptEpoch = epoch + 1;
      }
      const { rate } = planOf(options, epoch, 0, 1);
      const point: CurvePoint = { step: epoch + 1, train: shown(loss), validation: watched ? shown(watched.loss) : null, rate };
      progress.curve.push(point);
      control.progress((epoch + 1) / epochs, `Epoch ${epoch + 1} of at most ${epochs}`, point);
      if (control.look && performance.now() - lookedAt >= lookEveryMs) {
        lookedAt = performance.now();
        control.look(options.viewOf(checkpoint, epoch + 1));
      }
      if (control.cancelled()) throw new Cancelled();
      if (watched && progress.epoch - progress.bestEpoch >= settings.patience) return { kind: 'patience' };
      if (control.enough?.()) return { kind: 'enough' };
    }
    return { kind: 'all-epochs' };
  } finally {
    runner.dispose();
  }
}
