import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { activate } from '../../src/core/nets/activation.ts';
import { createRng } from '../../src/core/math/rng.ts';
import { layoutOf } from '../../src/core/nets/net-layout.ts';
import type { NetBackend, NetRunner, NetTask } from '../../src/core/nets/net-runner.ts';
import { outputsOf } from '../../src/core/nets/net-shape.ts';
import { stepNumbers } from '../../src/core/nets/optimiser.ts';
import { plainBackend } from '../../src/core/nets/plain-backend.ts';
import { plainAnswers } from '../../src/core/nets/plain-net.ts';
import { netOptimiser, netRows, netSamples, netShape, netStart, netTask } from '../support/net-samples.ts';
import { simdNets } from '../support/net-kernels.ts';

const simd = await simdNets();
const nRows = 90;
/** The last step of an epoch takes the 12 rows that are left. */
const batchSize = 13;
const stepsOf = (task: NetTask) => Math.ceil(nRows / task.batchSize);

const orderOf = (seed: number): Uint32Array => createRng(seed).permutation(nRows);

/** Takes the steps [from, to) of an epoch whose rates and masks are those of its number. */
function take(runner: NetRunner, task: NetTask, epoch: number, from: number, to: number): void {
  const plans = Array.from({ length: to - from }, (_, i) => ({ rate: 0.02 / (1 + epoch + from + i), weightDecay: 0.1, averaging: 0.9 }));
  void runner.run(from, to, stepNumbers(epoch * stepsOf(task) + from + 1, plans, task.optimiser, 21));
}

async function train(backend: NetBackend, task: NetTask, epochs = 2) {
  const runner = await backend.open(task);
  const nSteps = stepsOf(task);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    runner.begin(orderOf(epoch));
    take(runner, task, epoch, 0, nSteps >> 1);
    take(runner, task, epoch, nSteps >> 1, nSteps);
    losses.push(await runner.loss());
  }
  const result = { losses, answers: await runner.evaluate(), ...(await runner.checkpoint()) };
  runner.dispose();
  return result;
}

/** The largest difference, in parts of the largest number expected. */
function difference(seen: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(seen.length).toBe(expected.length);
  let most = 0;
  let scale = 1e-30;
  for (let i = 0; i < expected.length; i++) {
    const apart = Math.abs(seen[i] - expected[i]);
    most = Number.isNaN(apart) ? Infinity : Math.max(most, apart);
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return most / scale;
}

/** The bits of all that a training gives. */
const bitsOf = (result: Awaited<ReturnType<typeof train>>) =>
  Object.values(result).map((value) => Buffer.from(typeof value === 'number' ? Float64Array.of(value).buffer : Array.isArray(value) ? Float64Array.from(value).buffer : value.buffer).toString('base64'));

describe.each(Object.entries(netSamples))('%s', (_name, shape) => {
  const task = netTask(shape, batchSize, nRows);

  it.each([
    ['with every term', task],
    ['without weights, clipping and smoothing', { ...task, train: netRows(shape, nRows, 11), optimiser: netOptimiser(shape, { clip: null, labelSmoothing: 0 }) }],
    ['in batches of one row', { ...task, batchSize: 1 }],
    ['with all rows in one batch', { ...task, batchSize: 500 }],
  ])('learns as the reference does, %s', async (_how, how) => {
    const [seen, expected] = [await train(simd, how), await train(plainBackend, how)];
    expect(seen.steps).toBe(expected.steps);
    // Float32 sums against float64 ones over two epochs: 1e-7 is what was seen of losses, 2e-6 of parameters, which Adam moves by quotients of small numbers.
    expect(difference(seen.losses, expected.losses)).toBeLessThan(1e-6);
    for (const name of ['m', 'v', 'parameters', 'mean', 'answers'] as const) expect(difference(seen[name], expected[name]), name).toBeLessThan(1e-5);
  });

  it('takes a mean that keeps nothing as the parameters', async () => {
    const runner = await simd.open(task);
    runner.begin(orderOf(0));
    await runner.run(0, 1, stepNumbers(1, [{ rate: 0.01, weightDecay: 0, averaging: 0 }], task.optimiser, 1));
    const { mean, parameters } = await runner.checkpoint();
    expect(mean).toEqual(parameters);
    expect(parameters).not.toEqual(task.start.parameters);
  });

  it('gives the same bits each time', async () => {
    expect(bitsOf(await train(simd, task))).toEqual(bitsOf(await train(simd, task)));
  });

  it('goes on from a checkpoint as if it had not stopped', async () => {
    const whole = await train(simd, task);
    const first = await simd.open(task);
    first.begin(orderOf(0));
    take(first, task, 0, 0, stepsOf(task));
    const start = await first.checkpoint();
    const second = await simd.open({ ...task, start });
    second.begin(orderOf(1));
    take(second, task, 1, 0, stepsOf(task));
    expect(await second.checkpoint()).toEqual({ steps: whole.steps, parameters: whole.parameters, m: whole.m, v: whole.v, mean: whole.mean });
    expect(await second.evaluate()).toEqual(whole.answers);
  });

  it('predicts what the reference does', async () => {
    const { parameters } = netStart(shape, 5);
    const { x } = netRows(shape, 300, 6);
    const expected = plainAnswers(shape, layoutOf(shape), parameters, x, 300);
    const seen = await simd.predict(shape, parameters, x, 300);
    expect(seen.length).toBe(expected.length);
    expect(Math.max(...Array.from(seen, (value, i) => Math.abs(value - expected[i])))).toBeLessThan(2e-6);
  });

  it('answers each row on its own', async () => {
    const { parameters } = netStart(shape, 5);
    const { x } = netRows(shape, 261, 6);
    const k = outputsOf(shape);
    const all = await simd.predict(shape, parameters, x, 261);
    for (const row of [0, 3, 255, 256, 260]) {
      const alone = await simd.predict(shape, parameters, x.slice(row * shape.nBase, (row + 1) * shape.nBase), 1);
      expect(alone).toEqual(all.slice(row * k, (row + 1) * k));
    }
    expect(await simd.predict(shape, parameters, new Float32Array(0), 0)).toEqual(new Float32Array(0));
  });
});

describe('whatever the size', () => {
  const layer = { weights: 'own', inputScale: false, outputScale: false, activation: 'relu', dropout: 0 } as const;
  const last = { ...layer, activation: 'linear' } as const;

  it('learns as the reference does where sums are taken in parts', async () => {
    const columns = Array.from({ length: 3 }, () => ({ kind: 'number' as const }));
    const task = netTask(netShape(columns, 2, [270, 9, 2], [{ ...layer, weights: 'shared', inputScale: true, dropout: 0.1 }, layer, last], 'classes'), 300, 300);
    const results = [simd, plainBackend].map(async (backend) => {
      const runner = await backend.open(task);
      runner.begin(createRng(1).permutation(300));
      take(runner, task, 0, 0, 1);
      return { loss: await runner.loss(), ...(await runner.checkpoint()) };
    });
    const [seen, expected] = await Promise.all(results);
    expect(Math.abs(seen.loss / expected.loss - 1)).toBeLessThan(1e-6);
    for (const name of ['m', 'v', 'parameters'] as const) expect(difference(seen[name], expected[name]), name).toBeLessThan(1e-5);
  });

  it.each(['selu', 'mish'] as const)('takes %s to a few units in the last place', async (activation) => {
    const shape = netShape([{ kind: 'number' }], 1, [1, 1], [{ ...layer, activation }, last], 'number');
    const x = Float32Array.from({ length: 4001 }, (_, i) => (i - 2000) / 50 + 1e-4);
    const seen = await simd.predict(shape, Float32Array.of(1, 0, 1, 0), x, x.length);
    x.forEach((z, i) => expect(Math.abs(seen[i] / activate(activation, z) - 1), `at ${z}`).toBeLessThan(5e-7));
  });

  // Of three classes it is one that no row is of whose logit is lost.
  it.each(['classes', 'number'] as const)('has no loss where the outputs for %s are no numbers', async (output) => {
    const shape = netShape([{ kind: 'number' }], 1, [3, output === 'classes' ? 3 : 1], [layer, last], output);
    const task = netTask(shape, batchSize, nRows, { train: { ...netRows(shape, nRows, 1), targets: new Float32Array(nRows) }, optimiser: netOptimiser(shape, { labelSmoothing: 0 }) });
    for (const backend of [simd, plainBackend]) {
      const runner = await backend.open({ ...task, start: { ...task.start, parameters: task.start.parameters.map((value, i) => (i === 8 ? NaN : value)) } });
      runner.begin(orderOf(0));
      take(runner, task, 0, 0, 1);
      expect(await runner.loss()).toBeNaN();
    }
  });
});

describe('a runner', () => {
  const shape = netSamples['one relu net of classes'];

  it('answers to nothing once it is disposed of', async () => {
    const runner = await simd.open(netTask(shape, batchSize, nRows));
    runner.dispose();
    expect(() => runner.begin(orderOf(0))).toThrow('disposed');
    await expect(runner.checkpoint()).rejects.toThrow('disposed');
  });

  it('gives its memory back', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const { Instance } = WebAssembly;
    const memories: WeakRef<WebAssembly.Memory>[] = [];
    WebAssembly.Instance = class extends Instance {
      constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
        super(module, imports);
        memories.push(new WeakRef(this.exports.memory as WebAssembly.Memory));
      }
    };
    const runner = await simd.open(netTask(shape, batchSize, nRows));
    WebAssembly.Instance = Instance;
    const isHeld = async () => {
      await new Promise((resolve) => setTimeout(resolve));
      collect();
      return memories[0].deref() !== undefined;
    };
    expect(await isHeld()).toBe(true);
    runner.dispose();
    expect(await isHeld()).toBe(false);
    expect(() => runner.begin(orderOf(0))).toThrow('disposed');
  });

  it('refuses rows that no instance has room for', async () => {
    const task = netTask(shape, batchSize, nRows);
    await expect(simd.open({ ...task, train: { ...task.train, nRows: 2 ** 28 } })).rejects.toThrow('NetTooLarge: 268435456 rows of 5 numbers');
  });

  it('refuses steps beyond the epoch, and epochs of more rows than there are', async () => {
    const task = netTask(shape, batchSize, nRows);
    const runner = await simd.open(task);
    runner.begin(orderOf(0));
    expect(() => take(runner, task, 0, 0, stepsOf(task) + 1)).toThrow('step 7 is beyond the epoch');
    expect(() => runner.begin(new Uint32Array(nRows + 1))).toThrow('90 rows at most, not 91');
  });

  it('evaluates nothing where no rows are set aside', async () => {
    const runner = await simd.open(netTask(shape, batchSize, nRows, { stopping: null }));
    expect(await runner.evaluate()).toEqual(new Float32Array(0));
  });
});
