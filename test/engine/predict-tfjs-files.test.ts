import { expect, it } from 'vitest';
import { encodeTfjs, predictMlp } from '../../src/core/estimators/mlp.ts';
import { uncontrolled } from '../../src/core/math/control.ts';
import { createRng } from '../../src/core/math/rng.ts';
import { withDevice } from '../../src/engine/device.ts';
import { createMlp } from '../../src/engine/net-estimator.ts';
import { predictTfjsFiles } from '../../src/engine/predict-tfjs-files.ts';
import { memory } from '../../src/engine/tf.ts';
import { blobsSet, linearSet, trainSetOf } from './nets.ts';

const heldTensors = () => withDevice('cpu', async () => memory().numTensors);

it.each([
  ['classes', blobsSet(200, 1), 1],
  ['numbers', linearSet(200, 1), 5000],
] as const)('tfjs reads a trained net of %s and predicts as the studio does', async (_, set, unit) => {
  const params = { hiddenUnits: 16, iterations: 5 };
  const { model } = await createMlp('cpu').fit(trainSetOf(set), params, createRng(1), uncontrolled);
  const before = await heldTensors();
  const got = await predictTfjsFiles(encodeTfjs(model), set.X);
  expect(await heldTensors()).toBe(before);
  const predicted = predictMlp(model, set.X);
  const expected = predicted.kind === 'classes' ? predicted.probabilities : predicted.values;
  expect(got).toHaveLength(expected.length);
  got.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-5 * unit));
});
