import type { NetBackend, NetCheckpoint, NetRunner, NetTask } from './net-runner.ts';
import { layoutOf } from './net-layout.ts';
import { updateMoments } from './optimiser.ts';
import { plainAnswers, plainGradient } from './plain-net.ts';

function createPlainRunner({ shape, batchSize, train, stopping, optimiser, start }: NetTask): NetRunner {
  const layout = layoutOf(shape);
  const moments = { parameters: start.parameters.slice(), m: start.m.slice(), v: start.v.slice(), mean: start.mean.slice() };
  let order = new Uint32Array(0);
  let steps = start.steps;
  let sum = 0;
  let taken = 0;
  return {
    begin(next) {
      order = next.slice();
      sum = 0;
      taken = 0;
    },
    run(from, to, numbers) {
      for (let s = from; s < to; s++) {
        const rows = order.subarray(s * batchSize, (s + 1) * batchSize);
        const { labelSmoothing } = optimiser;
        const { loss, gradient } = plainGradient(shape, layout, moments.parameters, train, rows, { labelSmoothing, stepSeed: numbers.seeds[s - from] });
        updateMoments(moments, gradient, layout, optimiser, numbers, s - from);
        sum += loss;
        taken++;
        steps++;
      }
    },
    loss: async () => sum / taken,
    evaluate: async () => (stopping ? Float32Array.from(plainAnswers(shape, layout, moments.mean, stopping.x, stopping.nRows)) : new Float32Array(0)),
    checkpoint: async (): Promise<NetCheckpoint> => ({
      steps,
      parameters: moments.parameters.slice(),
      m: moments.m.slice(),
      v: moments.v.slice(),
      mean: moments.mean.slice(),
    }),
    dispose: () => undefined,
  };
}

/** Nets trained in plain TypeScript: the reference, and what is left where there is neither WebAssembly nor a GPU. */
export const plainBackend: NetBackend = {
  open: async (task) => createPlainRunner(task),
  predict: async (shape, parameters, x, nRows) => Float32Array.from(plainAnswers(shape, layoutOf(shape), parameters, x, nRows)),
};
