import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainBackend } from '../../../src/core/nets/plain-backend.ts';
import type { NetTask } from '../../../src/core/nets/net-runner.ts';
import { stepNumbers } from '../../../src/core/nets/optimiser.ts';
import { createGpuBackend } from '../../../src/engine/gpu/gpu-backend.ts';
import { openWebgpu, type WebgpuDevice } from '../../../src/engine/webgpu-device.ts';
import { differences, largestDifference, trainOn, worst } from '../../support/net-agreement.ts';
import { netOptimiser, netSamples, netShape, netTask } from '../../support/net-samples.ts';

let device: WebgpuDevice;
beforeAll(async () => {
  device = await openWebgpu();
});
afterAll(() => device.dispose());

const plain = { weights: 'own', inputScale: false, outputScale: false, activation: 'relu', dropout: 0 } as const;
const shared = { ...plain, weights: 'shared' } as const;
const numbers = (n: number) => Array.from({ length: n }, () => ({ kind: 'number' as const }));

async function expectAgreement(name: string, task: NetTask, style: 'direct' | 'shared') {
  const difference = worst(differences(task, await trainOn(createGpuBackend(device, style), task, 2), await trainOn(plainBackend, task, 2)));
  console.info(`${name} (${style}): ${difference.what} by ${difference.by.toPrecision(2)}`);
  expect(difference.by).toBeLessThan(1e-5);
  device.check();
}

/** Compiling for a GPU is slow where there is none, so that way of computing products is held to the nets that have most parts. */
const richest = ['odd widths, many classes', 'no hidden layer', 'shared weights with scales and dropout'];
const manyTiles = netShape(
  [...numbers(7), { kind: 'embedding', levels: 30, width: 3 }],
  3,
  [40, 33, 6],
  [{ ...shared, outputScale: true }, { ...shared, activation: 'selu', dropout: 0.1 }, { ...shared, activation: 'linear', outputScale: true }],
  'classes',
);

describe.each([
  ['direct', Object.keys(netSamples)],
  ['shared', richest],
] as const)('products computed %s', (style, names) => {
  it.each(names)('%s trains as the reference does', async (name) => {
    await expectAgreement(name, netTask(netSamples[name], 24, 100), style);
  });

  it('batches of many tiles, cut into slices, train as the reference does', async () => {
    await expectAgreement('several tiles', netTask(manyTiles, 150, 310, { optimiser: netOptimiser(manyTiles, { clip: null }) }), style);
  });
});

it('goes on from a checkpoint as if it had never stopped', async () => {
  const shape = netSamples['shared weights with scales and dropout'];
  const task = netTask(shape, 16, 64);
  const backend = createGpuBackend(device);
  const whole = await trainOn(backend, task, 3);
  const half = await trainOn(backend, task, 1);
  const rest = await trainOn(backend, { ...task, start: half.checkpoint }, 2, 1);
  expect(rest.checkpoint).toEqual(whole.checkpoint);
  expect(rest.losses).toEqual(whole.losses.slice(1));
});

it('gives the same numbers when it is run again', async () => {
  const task = netTask(netSamples['shared weights with scales and dropout'], 40, 160);
  const [one, other] = [await trainOn(createGpuBackend(device), task, 2), await trainOn(createGpuBackend(device), task, 2)];
  const spread = worst(differences(task, one, other)).by;
  console.info(`two runs of one task differ by ${spread}`);
  expect(spread).toBe(0);
});

it('tells a net that has gone astray from one that has not', async () => {
  for (const name of ['one relu net of classes', 'no hidden layer']) {
    const task = netTask(netSamples[name], 16, 32);
    const start = { ...task.start, parameters: task.start.parameters.map((value) => value * 1e30) };
    const runner = await createGpuBackend(device).open({ ...task, start });
    runner.begin(Uint32Array.from({ length: 32 }, (_, i) => i));
    await runner.run(0, 2, { values: Float32Array.of(1e30, 0, 1, 1e30, 0, 1), seeds: new Uint32Array(2) });
    expect(await runner.loss()).toBe(Infinity);
    runner.dispose();
  }
});

it('takes more steps at once than one submission holds', async () => {
  const shape = netSamples['no hidden layer'];
  const task = netTask(shape, 1, 1030);
  const order = Uint32Array.from({ length: 1030 }, (_, i) => 1029 - i);
  const steps = stepNumbers(1, Array.from({ length: 1030 }, () => ({ rate: 0.001, weightDecay: 0.1, averaging: 0.9 })), task.optimiser, 3);
  const [runner, reference] = [await createGpuBackend(device).open(task), await plainBackend.open(task)];
  for (const one of [runner, reference]) {
    one.begin(order);
    await one.run(0, 1030, steps);
  }
  expect(largestDifference((await runner.checkpoint()).mean, (await reference.checkpoint()).mean)).toBeLessThan(1e-5);
  expect(Math.abs((await runner.loss()) / (await reference.loss()) - 1)).toBeLessThan(1e-5);
  runner.dispose();
});

it('answers each row alike, whatever its company', async () => {
  const shape = netSamples['selu nets of their own with one-hot and embedding'];
  const { train, start } = netTask(shape, 8, 1100);
  const backend = createGpuBackend(device);
  const all = await backend.predict(shape, start.parameters, train.x, 1100);
  const some = await backend.predict(shape, start.parameters, train.x.slice(700 * shape.nBase, 730 * shape.nBase), 30);
  expect(Array.from(some)).toEqual(Array.from(all.slice(700 * 2, 730 * 2)));
  expect(largestDifference(all, await plainBackend.predict(shape, start.parameters, train.x, 1100))).toBeLessThan(1e-5);
  expect(await backend.predict(shape, start.parameters, new Float32Array(0), 0)).toHaveLength(0);
});

it('takes a run of steps in one submission, of few dispatches each', async () => {
  const shape = netShape(numbers(20), 1, [64, 64, 1], [plain, plain, { ...plain, activation: 'linear' }], 'number');
  const task = netTask(shape, 8, 80, { optimiser: netOptimiser(shape, { clip: null }) });
  const backend = createGpuBackend(device);
  const runner = await backend.open(task);
  runner.begin(Uint32Array.from({ length: 80 }, (_, i) => i));
  const before = { ...backend.counters };
  await runner.run(0, 10, { values: new Float32Array(30), seeds: new Uint32Array(10) });
  expect(backend.counters.submissions - before.submissions).toBe(1);
  expect((backend.counters.dispatches - before.dispatches) / 10).toBeLessThanOrEqual(11);
  runner.dispose();
});
