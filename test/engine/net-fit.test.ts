import { describe, expect, it } from 'vitest';
import { uncontrolled, type Control, type CurvePoint, type NetView } from '../../src/core/math/control.ts';
import { createRng } from '../../src/core/math/rng.ts';
import type { NetBackend } from '../../src/core/nets/net-runner.ts';
import { plainBackend } from '../../src/core/nets/plain-backend.ts';
import { DeviceFailed, TrainingDiverged } from '../../src/engine/engine-errors.ts';
import type { WithNetBackend } from '../../src/engine/net-backend.ts';
import { fitNet } from '../../src/engine/net-fit.ts';
import { linearSet, trainSetOf, xorSet } from './nets.ts';

const onPlain: WithNetBackend = (work) => work(plainBackend, { adapter: null, software: false, fault: null });
const small = { hiddenLayers: 1, hiddenUnits: 8, maxEpochs: 6, batchSize: 32, members: 2 };
const train = trainSetOf(xorSet(160, 1), xorSet(80, 2));
const fit = (withBackend = onPlain, params = {}, control: Control = uncontrolled, set = train) => fitNet('realmlp', withBackend, set, { ...small, ...params }, createRng(5), control);

/** A backend of which every runner fails in the epochs named, counted over all runners. */
function failingIn(...epochs: number[]): { withBackend: WithNetBackend; opened: () => number } {
  let begun = 0;
  let opened = 0;
  const backend: NetBackend = {
    ...plainBackend,
    async open(task) {
      opened++;
      const runner = await plainBackend.open(task);
      return {
        ...runner,
        begin: (order) => {
          begun++;
          runner.begin(order);
        },
        async loss() {
          if (epochs.includes(begun)) throw new DeviceFailed('device lost');
          return runner.loss();
        },
      };
    },
  };
  return { withBackend: (work) => work(backend, { adapter: null, software: false, fault: null }), opened: () => opened };
}

describe('a net whose GPU fails', () => {
  it('goes on on another device as if nothing had been', async () => {
    for (const epoch of [1, 3]) {
      const { withBackend, opened } = failingIn(epoch);
      expect(await fit(withBackend)).toEqual(await fit());
      expect(opened()).toBe(2);
    }
  });

  it('keeps its best epoch where the next device fails too, and says so', async () => {
    const { note, model, curve } = await fit(failingIn(3, 4, 5).withBackend);
    const whole = await fit();
    expect(curve).toEqual(whole.curve.slice(0, 2));
    expect(model.iterations).toBeLessThanOrEqual(2);
    expect(note).toMatch(/the GPU failed after epoch 2, .*net of epoch \d was kept/);
  });

  it('fails where nothing was kept', async () => {
    await expect(fit(failingIn(1, 2).withBackend)).rejects.toThrow(DeviceFailed);
  });
});

describe('a net that runs away', () => {
  /** The plain backend whose losses, from an epoch on, are these. */
  const running = (from: number, loss: number): WithNetBackend => {
    let epochs = 0;
    const backend: NetBackend = {
      ...plainBackend,
      async open(task) {
        const runner = await plainBackend.open(task);
        return { ...runner, loss: async () => (++epochs >= from ? loss : runner.loss()) };
      },
    };
    return (work) => work(backend, { adapter: null, software: false, fault: null });
  };

  it('ends after two epochs far from any use, with the best that it had, and says so', async () => {
    const { note, model, curve } = await fit(running(4, 50));
    expect(note).toMatch(/ran away in epoch 5, .* net of epoch \d was kept/);
    expect(curve.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    expect(model.iterations).toBeGreaterThan(0);
    expect((await fit(running(4, Infinity))).curve).toHaveLength(3);
  });

  it('fails at a rate that was too high from the start', async () => {
    const set = trainSetOf(linearSet(160, 1), linearSet(80, 2));
    await expect(fit(onPlain, { learningRate: 1, schedule: 'cosine', activation: 'relu', hiddenLayers: 4 }, uncontrolled, set)).rejects.toThrow(
      /TrainingDiverged: the loss ran away by epoch 2 at learning rate 1; choose a lower one/,
    );
  });

  it('fails where its losses are no numbers from the start', async () => {
    const broken: NetBackend = { ...plainBackend, open: async (task) => ({ ...(await plainBackend.open(task)), loss: async () => NaN }) };
    await expect(fit((work) => work(broken, { adapter: null, software: false, fault: null }))).rejects.toThrow(TrainingDiverged);
  });
});

describe('a net in training', () => {
  it('tells its curve with the rate of its schedule, and shows its inside', async () => {
    const points: CurvePoint[] = [];
    const views: NetView[] = [];
    const control: Control = { ...uncontrolled, progress: (_share, _note, point) => point && points.push(point), look: (view) => views.push(view) };
    await fit(onPlain, { schedule: 'cosine', learningRate: 0.02 }, control);
    expect(points.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(points[0].rate).toBeCloseTo(0.02, 10);
    expect(points[3].rate).toBeCloseTo(0.02 * 0.525, 10);
    const [view] = views;
    expect(view.layers.map(({ name }) => name)).toEqual(['Layer 1', 'Output']);
    expect(view.layers.every(({ weights, gradients }) => weights > 0 && gradients > 0)).toBe(true);
    expect(view.projection?.x).toHaveLength(80);
    expect(new Set(view.projection?.targets)).toEqual(new Set([0, 1]));
  });

  it('ends without patience for more, and with what it has where that is enough', async () => {
    const impatient = await fit(onPlain, { learningRate: 1e-5, patience: 2, maxEpochs: 50, schedule: 'constant', stopOn: 'error' });
    expect(impatient.curve.length).toBeLessThan(50);
    let asked = 0;
    const { curve, model } = await fit(onPlain, {}, { ...uncontrolled, enough: () => ++asked >= 3 });
    expect(curve).toHaveLength(3);
    expect(model.iterations).toBeLessThanOrEqual(3);
  });

  it('keeps the parameters of its best epoch, which a fit of so many epochs comes to as well', async () => {
    const watched = await fit(onPlain, { maxEpochs: 12, learningRate: 0.1 });
    const losses = watched.curve.map(({ validation }) => validation!);
    expect(watched.model.iterations).toBe(losses.indexOf(Math.min(...losses)) + 1);
    const again = await fit(onPlain, { maxEpochs: 12, learningRate: 0.1, iterations: watched.model.iterations });
    expect(again.model).toEqual(watched.model);
  });
});
