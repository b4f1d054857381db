import type { NetBackend, NetRunner, NetTask } from '../../../src/core/nets/net-runner.ts';
import { stepNumbers } from '../../../src/core/nets/optimiser.ts';
import type { Epoch } from './epochs.ts';
import { taskOf, type MeasuredNet } from './nets-measured.ts';

const rate = 1e-3;

/**
 * Gives `work` as many nets in training on `backend` as there are folds, all of them at once and through the port by which estimators
 * train, and frees them afterwards. An epoch is one of each.
 */
export async function withOwnEpochs<T>(backend: NetBackend, net: MeasuredNet, batch: number, folds: number, mostSteps: number, work: (epoch: Epoch) => Promise<T>): Promise<T> {
  const task = taskOf(net, batch, mostSteps);
  const order = Uint32Array.from({ length: task.train.nRows }, (_, row) => row);
  const tasks = new Array<NetTask>(folds).fill(task);
  const runners = await Promise.all(folds > 1 && backend.openTogether ? backend.openTogether(tasks) : tasks.map((one) => backend.open(one)));
  let taken = 0;
  const takeEpoch = async (runner: NetRunner, steps: number) => {
    const plans = new Array(steps).fill({ rate, weightDecay: net.weightDecay, averaging: 0 });
    runner.begin(order.subarray(0, steps * batch));
    await runner.run(0, steps, stepNumbers(taken + 1, plans, task.optimiser, 1));
    const loss = await runner.loss();
    if (!Number.isFinite(loss)) throw new Error(`the loss of ${net.title} is ${loss}`);
  };
  try {
    return await work(async (steps) => {
      await Promise.all(runners.map((runner) => takeEpoch(runner, steps)));
      taken += steps;
    });
  } finally {
    for (const runner of runners) runner.dispose();
  }
}
