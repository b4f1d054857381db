import { createRng } from '../core/math/rng.ts';
import { blockFactors, initialNet } from '../core/nets/initial-net.ts';
import type { NetBackend, NetTask } from '../core/nets/net-runner.ts';
import type { LayerShape, NetShape } from '../core/nets/net-shape.ts';
import { stepNumbers } from '../core/nets/optimiser.ts';
import type { RaceShape } from '../core/training/run.ts';

/** A net of this size on numbers, its weights shared where it has members. */
function shapeOf({ inputs, hidden, outputs, members }: RaceShape): NetShape {
  const widths = [inputs, ...hidden, outputs];
  const layers = widths.slice(1).map((width, l): LayerShape => {
    const isLast = l === hidden.length;
    const shares = members > 1 && !isLast;
    return { inputs: widths[l], outputs: width, weights: shares ? 'shared' : 'own', inputScale: shares, outputScale: shares, activation: isLast ? 'linear' : 'relu', dropout: 0 };
  });
  const segments = Array.from({ length: inputs }, (_, source) => ({ kind: 'number' as const, source, at: source }));
  return { nBase: inputs, segments, nEncoded: inputs, members, layers, output: outputs > 1 ? 'classes' : 'number' };
}

function taskOf(race: RaceShape, steps: number): NetTask {
  const rng = createRng(1);
  const shape = shapeOf(race);
  const nRows = steps * race.batchSize;
  const x = Float32Array.from({ length: nRows * race.inputs }, () => rng.normal());
  const targets = Float32Array.from({ length: nRows }, () => (race.outputs > 1 ? rng.int(race.outputs) : rng.normal()));
  return {
    shape,
    batchSize: race.batchSize,
    train: { nRows, x, targets, weights: null },
    stopping: null,
    optimiser: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clip: null, labelSmoothing: 0, blocks: blockFactors('mlp', shape) },
    start: initialNet('mlp', shape, rng),
  };
}

/** Milliseconds that are enough to have measured for. */
const enoughMs = 60;
const mostSteps = 16;

/**
 * Milliseconds of a training step of a net of this size, steps taken together as training takes them: the least of three goes after one that
 * warms up, fewer where a step is slow.
 */
export async function measureStep(backend: NetBackend, race: RaceShape): Promise<number> {
  const task = taskOf(race, mostSteps);
  const order = Uint32Array.from({ length: task.train.nRows }, (_, row) => row);
  const runner = await backend.open(task);
  const timed = async (steps: number) => {
    runner.begin(order);
    const startedAt = performance.now();
    await runner.run(0, steps, stepNumbers(1, new Array(steps).fill({ rate: 1e-3, weightDecay: 0, averaging: 0 }), task.optimiser, 1));
    // Reading the loss waits until a GPU is done.
    await runner.loss();
    return (performance.now() - startedAt) / steps;
  };
  try {
    const first = await timed(1);
    const steps = Math.max(1, Math.min(mostSteps, Math.floor(enoughMs / first)));
    let least = steps === 1 ? first : Infinity;
    const startedAt = performance.now();
    for (let go = 0; go < 3 && (go === 0 || performance.now() - startedAt < 3 * enoughMs); go++) least = Math.min(least, await timed(steps));
    return least;
  } finally {
    runner.dispose();
  }
}
