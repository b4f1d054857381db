import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Cancelled, uncontrolled, type Control } from '../../../src/core/math/control.ts';
import { createRng } from '../../../src/core/math/rng.ts';
import type { NetBackend, NetTask } from '../../../src/core/nets/net-runner.ts';
import type { NetShape } from '../../../src/core/nets/net-shape.ts';
import { TooLargeForDevice, TrainingDiverged } from '../../../src/engine/engine-errors.ts';
import { createGpuBackend, type GpuBackend } from '../../../src/engine/gpu/gpu-backend.ts';
import { createNet, createNets } from '../../../src/engine/net-estimator.ts';
import { openWebgpu, type WebgpuDevice } from '../../../src/engine/webgpu-device.ts';
import { blobsSet, trainSetOf } from '../../engine/nets.ts';
import { trainOn, type Trained } from '../../support/net-agreement.ts';
import { netOptimiser, netRows, netShape, netStart, netTask } from '../../support/net-samples.ts';

/** All devices that are opened: one that fits leave open is taken by the next. */
const opened: GPUDevice[] = [];
const requestDevice = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (descriptor) {
  const made = await requestDevice.call(this, descriptor);
  opened.push(made);
  return made;
};

let device: WebgpuDevice;
beforeAll(async () => {
  device = await openWebgpu();
});
afterAll(() => {
  GPUAdapter.prototype.requestDevice = requestDevice;
  device.dispose();
});

const plain = { weights: 'own', inputScale: false, outputScale: false, activation: 'relu', dropout: 0 } as const;
const scaled = { ...plain, weights: 'shared', inputScale: true, outputScale: true, dropout: 0.2 } as const;
const last = { ...plain, activation: 'linear' } as const;
const edges = (n: number) => Float32Array.from({ length: n + 1 }, (_, i) => i - n / 2);

/** The shapes of one net in three folds: what a fold's own rows teach differs, such as levels, pieces and columns that have missing values. */
const tabmShapes = [3, 5, 4].map((n) =>
  netShape([{ kind: 'pieces', edges: edges(n) }, { kind: 'one-hot', levels: n }, { kind: 'embedding', levels: 9 + n, width: 3 }, ...Array.from({ length: n }, () => ({ kind: 'number' as const }))], 3, [18, 10, 3], [scaled, { ...scaled, activation: 'mish' }, last], 'classes'),
);
const realmlpShapes = [9, 12].map((n) => netShape(Array.from({ length: n }, () => ({ kind: 'number' as const })), 2, [12, 1], [{ ...plain, inputScale: true, activation: 'selu' }, last], 'number'));

/** Folds of unlike sizes, batches and steps in an epoch; the third has no stopping rows. */
function foldOf(shape: NetShape, fold: number): NetTask {
  const clip = shape.output === 'classes' ? 0.5 : null;
  return netTask(shape, [20, 70, 24][fold], [83, 211, 96][fold], { train: netRows(shape, [83, 211, 96][fold], 20 + fold, fold === 1), stopping: fold === 2 ? null : netRows(shape, 30 + 10 * fold, 40 + fold), start: netStart(shape, 60 + fold), optimiser: netOptimiser(shape, { clip }) });
}

/** The backend as each of the tasks sees it, all of them opened together. */
function shared(backend: GpuBackend, tasks: readonly NetTask[]): NetBackend[] {
  const opened = backend.openTogether!(tasks);
  return tasks.map((_, t) => ({ ...backend, open: () => opened[t] }));
}

describe.each([
  ['TabM with clipped gradients', tabmShapes],
  ['RealMLP', realmlpShapes],
] as const)('folds of %s', (_, shapes) => {
  it.each(['direct', 'shared'] as const)('trained at once have the numbers, to the last bit, that each has alone (products %s)', async (style) => {
    const tasks = shapes.map(foldOf);
    const alone: Trained[] = [];
    for (const task of tasks) alone.push(await trainOn(createGpuBackend(device, style), task, 2));
    const backend = createGpuBackend(device, style);
    const all = await Promise.all(shared(backend, tasks).map((own, t) => trainOn(own, tasks[t], 2)));
    all.forEach((one, t) => {
      expect(one.losses).toEqual(alone[t].losses);
      expect(one.checkpoint).toEqual(alone[t].checkpoint);
      expect(one.evaluated).toEqual(alone[t].evaluated);
    });
    expect(backend.counters.bytes).toBe(0);
    device.check();
  });
});

it('takes a step of all folds in the dispatches of one', async () => {
  const tasks = [0, 1, 2].map((fold) => ({ ...foldOf(tabmShapes[fold], fold), stopping: null }));
  const order = (nRows: number) => Uint32Array.from({ length: nRows }, (_, i) => i);
  const counted = async (some: readonly NetTask[]) => {
    const backend = createGpuBackend(device);
    const runners = await Promise.all(backend.openTogether!(some));
    runners.forEach((runner, t) => runner.begin(order(some[t].train.nRows)));
    const before = { ...backend.counters };
    await Promise.all(runners.map((runner) => runner.run(0, 4, { values: new Float32Array(12), seeds: new Uint32Array(4) })));
    const { dispatches, submissions } = backend.counters;
    for (const runner of runners) runner.dispose();
    return { dispatches: dispatches - before.dispatches, submissions: submissions - before.submissions };
  };
  expect(await counted(tasks)).toEqual(await counted(tasks.slice(0, 1)));
});

it('opens nets of other kinds beside each other, and refuses alone what the device cannot hold', async () => {
  const limit = 10_000;
  const gpu = new Proxy(device.gpu, {
    get(target, key) {
      if (key === 'limits') return { maxBufferSize: limit, maxStorageBufferBindingSize: limit };
      const value = Reflect.get(target, key) as unknown;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const small = foldOf(realmlpShapes[0], 0);
  const backend = createGpuBackend({ gpu, software: true, check: () => device.check() });
  const large = { ...small, train: netRows(small.shape, 5000, 1) };
  const [first, refused, third] = await Promise.allSettled(backend.openTogether!([small, large, { ...small, batchSize: 10 }]));
  expect([first.status, third.status]).toEqual(['fulfilled', 'fulfilled']);
  expect(refused).toMatchObject({ reason: expect.any(TooLargeForDevice) as unknown });
  for (const one of [first, third]) if (one.status === 'fulfilled') one.value.dispose();
  expect(backend.counters.bytes).toBe(0);
});

describe('fits of one net on the GPU', () => {
  const params = { hiddenLayers: 1, hiddenUnits: 12, members: 2, batchSize: 32, maxEpochs: 6, patience: 2 };
  const sets = [1, 2, 3].map((seed) => trainSetOf(blobsSet(90 + 7 * seed, seed), blobsSet(40, 10 + seed)));

  it('come to what each comes to alone, also where one ends early and one is stopped', async () => {
    const alone = [];
    for (const [i, set] of sets.entries()) alone.push(await createNet('tabm', 'webgpu').fit(set, params, createRng(i), uncontrolled));
    let stopped = false;
    const stopping: Control = { ...uncontrolled, cancelled: () => stopped, progress: () => (stopped = true) };
    const controls = [uncontrolled, stopping, uncontrolled];
    const submitted = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
    const nets = createNets('tabm', 'webgpu', 3);
    const ends = await Promise.allSettled(sets.map((set, i) => nets[i].fit(set, params, createRng(i), controls[i])));
    expect(ends[1]).toMatchObject({ reason: expect.any(Cancelled) as unknown });
    for (const i of [0, 2]) expect(ends[i]).toMatchObject({ value: { curve: alone[i].curve, model: alone[i].model } });
    const all = submitted.mock.calls.length;
    submitted.mockClear();
    await createNet('tabm', 'webgpu').fit(sets[0], params, createRng(0), uncontrolled);
    // Two of them were trained to the end, and one for an epoch.
    expect(all / submitted.mock.calls.length).toBeLessThan(1.5);
    submitted.mockRestore();
  });

  it('are stopped where one of them runs away', async () => {
    const wild = { ...params, learningRate: 1, clip: 0, schedule: 'constant', maxEpochs: 60, patience: 60 };
    let epochs = 0;
    const counting: Control = { ...uncontrolled, progress: () => void epochs++ };
    const nets = createNets('tabm', 'webgpu', 2);
    const far = { ...sets[0], X: { ...sets[0].X, values: sets[0].X.values.map((value) => value * 1e4) } };
    const ends = await Promise.allSettled([nets[0].fit(far, { ...wild, learningRate: 1 }, createRng(0), uncontrolled), nets[1].fit(sets[1], { ...wild, learningRate: 1e-3 }, createRng(1), counting)]);
    console.info(ends.map((end) => (end.status === 'rejected' ? String(end.reason) : end.value.note)), epochs);
    expect(ends).toMatchObject([{ reason: expect.any(TrainingDiverged) as unknown }, { reason: expect.any(Cancelled) as unknown }]);
    expect(epochs).toBeLessThan(30);
  });

  it('go on together on another device where theirs is lost', async () => {
    const alone = await createNet('tabm', 'webgpu').fit(sets[1], params, createRng(1), uncontrolled);
    const before = opened.length;
    let lost = false;
    const losing: Control = {
      ...uncontrolled,
      progress: () => {
        if (!lost) opened.at(-1)?.destroy();
        lost = true;
      },
    };
    const nets = createNets('tabm', 'webgpu', 2);
    const [, other] = await Promise.all([nets[0].fit(sets[0], params, createRng(0), losing), nets[1].fit(sets[1], params, createRng(1), uncontrolled)]);
    expect(opened).toHaveLength(before + 1);
    expect(other.curve).toEqual(alone.curve);
    expect(other.note).toBeUndefined();
  });
});
