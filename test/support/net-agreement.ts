import { layoutOf } from '../../src/core/nets/net-layout.ts';
import { createRng } from '../../src/core/math/rng.ts';
import type { NetBackend, NetCheckpoint, NetTask } from '../../src/core/nets/net-runner.ts';
import { stepNumbers } from '../../src/core/nets/optimiser.ts';

/** What a backend makes of a task after some epochs. */
export interface Trained {
  readonly losses: readonly number[];
  readonly evaluated: Float32Array;
  readonly checkpoint: NetCheckpoint;
  readonly predicted: Float32Array;
}

/** Trains `epochs` epochs of a task, each begun in an order of its own and taken in two runs. */
export async function trainOn(backend: NetBackend, task: NetTask, epochs: number, firstEpoch = 0): Promise<Trained> {
  const { shape, batchSize, train, optimiser } = task;
  const runner = await backend.open(task);
  try {
    const steps = Math.floor(train.nRows / batchSize);
    const losses: number[] = [];
    for (let epoch = firstEpoch; epoch < firstEpoch + epochs; epoch++) {
      runner.begin(Uint32Array.from(createRng(100 + epoch).permutation(train.nRows)));
      const plans = Array.from({ length: steps }, () => ({ rate: 0.02, weightDecay: 0.1, averaging: 0.9 }));
      const half = Math.ceil(steps / 2);
      const first = epoch * steps + 1;
      await runner.run(0, half, stepNumbers(first, plans.slice(0, half), optimiser, 5));
      if (half < steps) await runner.run(half, steps, stepNumbers(first + half, plans.slice(half), optimiser, 5));
      losses.push(await runner.loss());
    }
    const checkpoint = await runner.checkpoint();
    const evaluated = await runner.evaluate();
    return { losses, evaluated, checkpoint, predicted: await backend.predict(shape, checkpoint.mean, train.x, train.nRows) };
  } finally {
    runner.dispose();
  }
}

/** The largest difference over the largest magnitude of the reference; NaN where lengths differ or a value is no number. */
export function largestDifference(values: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (values.length !== reference.length) return NaN;
  let difference = 0;
  let magnitude = 0;
  for (let i = 0; i < reference.length; i++) {
    const d = Math.abs(values[i] - reference[i]);
    if (!Number.isFinite(d)) return NaN;
    difference = Math.max(difference, d);
    magnitude = Math.max(magnitude, Math.abs(reference[i]));
  }
  return magnitude > 0 ? difference / magnitude : difference;
}

/** The largest difference of each thing that was trained, and of each block of the parameters and their moments. */
export function differences(task: NetTask, got: Trained, expected: Trained): Record<string, number> {
  const named: Record<string, number> = {
    losses: largestDifference(got.losses, expected.losses),
    evaluated: largestDifference(got.evaluated, expected.evaluated),
    predicted: largestDifference(got.predicted, expected.predicted),
    steps: Math.abs(got.checkpoint.steps - expected.checkpoint.steps),
  };
  layoutOf(task.shape).blocks.forEach(({ kind, layer, offset, length }, b) => {
    for (const part of ['parameters', 'm', 'v', 'mean'] as const) {
      const cut = ({ checkpoint }: Trained) => checkpoint[part].subarray(offset, offset + length);
      named[`${part} of ${kind} ${layer} (${b})`] = largestDifference(cut(got), cut(expected));
    }
  });
  return named;
}

/** The largest of `differences`, in words. */
export function worst(named: Readonly<Record<string, number>>): { what: string; by: number } {
  return Object.entries(named).reduce((most, [what, by]) => (by <= most.by ? most : { what, by }), { what: 'nothing', by: 0 });
}
