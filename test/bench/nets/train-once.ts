import { stepNumbers } from '../../../src/core/nets/optimiser.ts';
import { withNets, type NetDevice } from './net-backends.ts';
import { measuredNets, taskOf } from './nets-measured.ts';

const batch = 64;
const steps = 8;
const epochs = 3;

/**
 * One training from opening to what is kept of it, as small as one can be: what it leaves behind is what the bench looks for. It goes
 * through the port; to have it go through the estimators, this function alone is to be changed: everything else only counts.
 */
export async function trainOnce(device: NetDevice): Promise<void> {
  const task = taskOf(measuredNets.small, batch, steps);
  const order = Uint32Array.from({ length: task.train.nRows }, (_, row) => row);
  const plans = new Array(steps).fill({ rate: 1e-3, weightDecay: 0, averaging: 0.9 });
  await withNets(device, async (backend) => {
    const runner = await backend.open(task);
    try {
      for (let epoch = 0; epoch < epochs; epoch++) {
        runner.begin(order);
        await runner.run(0, steps, stepNumbers(epoch * steps + 1, plans, task.optimiser, 1));
        await runner.loss();
        await runner.evaluate();
      }
      const { mean } = await runner.checkpoint();
      await backend.predict(task.shape, mean, task.train.x, batch);
    } finally {
      runner.dispose();
    }
  });
}
