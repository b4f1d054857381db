import { expect, it } from 'vitest';
import { linear } from '../../../src/core/estimators/linear.ts';
import type { LinearState } from '../../../src/core/estimators/linear-predict.ts';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { Task } from '../../../src/core/metrics/metric.ts';
import { withDevice } from '../../../src/engine/device.ts';
import { createLinearOn } from '../../../src/engine/linear-estimator.ts';
import { memory } from '../../../src/engine/tf.ts';
import { wideSet } from '../../engine/linear-sets.ts';

/** Tensors that live on any backend; tfjs counts them all, but needs one to be active. */
const heldTensors = () => withDevice('cpu', async () => memory().numTensors);
const tasks: readonly Task[] = ['binary', 'multiclass', 'regression'];

it.each(tasks.flatMap((task) => (['webgpu', 'wasm'] as const).map((backend) => [task, backend] as const)))('the linear model of a %s task is core’s on %s', async (task, backend) => {
  const train = wideSet(task, 600, 12, true);
  const fit = async (estimator: typeof linear) => (await estimator.fit(train, {}, createRng(0), uncontrolled)).model.state as LinearState;
  const before = await heldTensors();
  const [own, core] = [await fit(createLinearOn(backend)), await fit(linear)];
  expect(await heldTensors()).toBe(before);
  let worst = 0;
  core.coefficients.forEach((value, at) => (worst = Math.max(worst, Math.abs(own.coefficients[at] - value) / (1 + Math.abs(value)))));
  console.info(`${task}: ${backend} differs from core by ${worst.toExponential(1)}`);
  expect(worst).toBeLessThan(task === 'regression' ? 1e-9 : 1e-4);
});
