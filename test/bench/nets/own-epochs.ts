import type { NetBackend } from '../../../src/core/nets/net-runner.ts';
import { stepNumbers } from '../../../src/core/nets/optimiser.ts';
import type { Epoch } from './epochs.ts';
import { taskOf, type MeasuredNet } from './nets-measured.ts';

const rate = 1e-3;

/** Gives `work` the net in training on `backend`, through the port by which estimators train, and frees it afterwards. */
export async function withOwnEpochs<T>(backend: NetBackend, net: MeasuredNet, batch: number, mostSteps: number, work: (epoch: Epoch) => Promise<T>): Promise<T> {
  const task = taskOf(net, batch, mostSteps);
  const order = Uint32Array.from({ length: task.train.nRows }, (_, row) => row);
  const runner = await backend.open(task);
  let taken = 0;
  try {
    return await work(async (steps) => {
      const plans = new Array(steps).fill({ rate, weightDecay: net.weightDecay, averaging: 0 });
      runner.begin(order.subarray(0, steps * batch));
      await runner.run(0, steps, stepNumbers(taken + 1, plans, task.optimiser, 1));
      taken += steps;
      const loss = await runner.loss();
      if (!Number.isFinite(loss)) throw new Error(`the loss of ${net.title} is ${loss}`);
    });
  } finally {
    runner.dispose();
  }
}
